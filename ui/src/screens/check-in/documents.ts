import type { Option } from "../../components/RadioGroup.svelte";
import type { DocumentKind, IdentityDocumentView } from "../../ipc/bindings";

/** The key that chooses a kind while the list has the focus. */
const keys: Record<DocumentKind, string> = {
  passport: "1",
  "licence-gb": "2",
  "licence-ni": "3",
  "pass-card": "4",
  "identity-card": "5",
  "irish-passport-card": "6",
  evisa: "7",
  "digital-check": "8",
  "birth-certificate": "9",
  "residence-permit": "R",
  other: "O",
};

export const documentOptions = (documents: IdentityDocumentView[]): (Option & { value: DocumentKind })[] =>
  documents.map(({ kind, name }) => ({ value: kind, label: name, key: keys[kind] }));

/** What can be answered of a document, in the order of its form. */
export type DocumentField =
  | "passportBeside"
  | "digitalResult"
  | "licenceNumber"
  | "issuer"
  | "lastFour"
  | "expiry"
  | "shareCode"
  | "shareMade"
  | "hologram"
  | "matchesRecord";

/** What has been answered so far that decides what else is asked. */
export interface Answered {
  passportBeside: boolean | null;
  digitalResult: string | null;
}

/** The document cannot confirm anybody, as answered: Rust says why in `notEnough`. */
export function refused(document: IdentityDocumentView, { passportBeside, digitalResult }: Answered): boolean {
  if (document.standing === "never" || document.standing === "ended") return true;
  return (
    (document.besidePassport && passportBeside === false) || (document.digitalResult && digitalResult === "phone-only")
  );
}

/** The fields of a kind's short form, and no others. */
export function fieldsOf(document: IdentityDocumentView, answered: Answered): DocumentField[] {
  const first: [DocumentField, boolean][] = [
    ["passportBeside", document.besidePassport],
    ["digitalResult", document.digitalResult],
  ];
  const rest: [DocumentField, boolean][] = [
    ["licenceNumber", document.number === "licence"],
    ["issuer", document.issuerLabel !== null],
    ["lastFour", document.number === "last-four" || document.number === "reference"],
    ["expiry", document.expiry !== "none"],
    ["shareCode", document.besidePassport],
    ["shareMade", document.besidePassport],
    ["hologram", document.hologram],
    ["matchesRecord", document.nameAndBorn],
  ];
  // An eVisa without its passport, and a phone screen, end the form before it begins.
  const open = !refused(document, answered) && (!document.besidePassport || answered.passportBeside === true);
  return [...first, ...(open ? rest : [])].filter(([, asked]) => asked).map(([field]) => field);
}

/** The field after one that was answered by letter; the photograph comes last. */
export function after(fields: DocumentField[], field: DocumentField): DocumentField | "likeness" {
  return fields[fields.indexOf(field) + 1] ?? "likeness";
}

/** What the machine-readable lines of a document say. */
export const inLines: DocumentField[] = ["licenceNumber", "issuer", "lastFour", "expiry", "matchesRecord"];
