import type { Option } from "../../components/RadioGroup.svelte";
import type {
  AdultView,
  BlockForm,
  BlockKind,
  ChildViewForm,
  ClaimView,
  CompetenceForm,
  Means,
  Orders,
  ParentalDecision,
  ParentalForm,
  RequesterForm,
  TypedDate,
} from "../../ipc/bindings";
import { noDate } from "../../lib/dateparts";
import { noIdentity, type IdentityDraft } from "../check-in/form";

export type Part = "adult" | "link" | "orders" | "child" | "decision";
export const parts: Part[] = ["adult", "link", "orders", "child", "decision"];

/** What is typed of one adult: the record, and the document they show. */
export interface AdultDraft {
  form: ParentalForm;
  shown: IdentityDraft;
}
export type SaidDraft = Omit<ChildViewForm, "adultId">;
export interface DecisionDraft {
  decision: ParentalDecision | null;
  reason: string;
  reviewOn: TypedDate;
}

/** Unfinished work of the page. Adults by id, `another` for one who is not saved; decisions by record; lifting by block. */
export interface Work {
  adults: Record<string, AdultDraft>;
  said: Record<string, SaidDraft>;
  assessment: CompetenceForm;
  decisions: Record<string, DecisionDraft>;
  block: BlockForm;
  lifting: Record<string, string>;
}
export const another = "another";

const noRequester = (): RequesterForm => ({
  givenNames: "",
  surname: "",
  born: noDate(),
  document: null,
  issuer: "",
  lastFour: "",
  expiry: noDate(),
  zone: "",
  matches: null,
  likeness: null,
  hologram: null,
  digitalResult: null,
  passportBeside: null,
  shareCode: "",
  shareMade: noDate(),
  licenceNumber: "",
  sameAsBefore: false,
});
export const noParental = (): ParentalForm => ({
  goesOnFrom: null,
  requester: noRequester(),
  capacity: null,
  evidence: [],
  childMatches: null,
  orders: null,
  ordersNote: "",
  note: "",
});
export const noSaid = (): SaidDraft => ({ view: null, authority: null, words: "" });
export const noDecision = (): DecisionDraft => ({ decision: null, reason: "", reviewOn: noDate() });
export const noAssessment = (): CompetenceForm => ({ answers: {}, outcome: null, reasons: "" });
export const noBlock = (): BlockForm => ({ kind: null, detail: "" });
export const noWork = (): Work => ({
  adults: {},
  said: {},
  assessment: noAssessment(),
  decisions: {},
  block: noBlock(),
  lifting: {},
});

/** Where an adult's record begins: at their newest one, or empty. A confirmed document stands until it is checked again. */
export function begin(adult: AdultView | undefined): AdultDraft {
  const form = adult ? structuredClone(adult.form) : noParental();
  form.requester.sameAsBefore = adult?.identified ?? false;
  return { form, shown: { ...noIdentity(), mode: "document" } };
}

/** A kept draft, also one kept before a field was added. */
export const keptAdult = ({ form, shown }: AdultDraft): AdultDraft => ({
  form: { ...noParental(), ...form, requester: { ...noRequester(), ...form.requester } },
  shown: { ...noIdentity(), ...shown, mode: shown.mode === "reader" ? "reader" : "document" },
});

export const hasOrder = (orders: Orders | null): boolean => orders !== null && orders !== "none";

/** The record as Rust takes it: of the document only what was shown this time. */
export function parentalForm({ form, shown }: AdultDraft): ParentalForm {
  const own = form.requester;
  const { givenNames, surname, born, sameAsBefore } = own;
  const fresh: Partial<RequesterForm> = sameAsBefore
    ? {}
    : {
        document: shown.document,
        issuer: shown.issuer,
        lastFour: shown.lastFour,
        expiry: shown.expiry,
        zone: shown.mode === "reader" ? shown.zone : "",
        matches: shown.matchesRecord,
        likeness: shown.likeness,
        hologram: shown.hologram,
        digitalResult: shown.digitalResult,
        passportBeside: shown.passportBeside,
        shareCode: shown.shareCode,
        shareMade: shown.shareMade,
        licenceNumber: shown.licenceNumber,
      };
  return {
    ...form,
    requester: { ...noRequester(), givenNames, surname, born, sameAsBefore, ...fresh },
    ordersNote: hasOrder(form.orders) ? form.ordersNote : "",
  };
}

const order: Record<Means, number> = { enough: 0, part: 1, manager: 2, "not-enough": 3 };
/** The papers of a claim, those that help first. */
export const papersOf = (claim: ClaimView) => claim.papers.toSorted((a, b) => order[a.means] - order[b.means]);
export const helps = (means: Means): boolean => means !== "not-enough";
export const meansTone = { enough: "ok", part: undefined, manager: "warn", "not-enough": "stop" } as const;

/** Whether the saved papers are enough, as Rust says of the record or of one of them; undefined while it does not say. */
export function linkEnough({ verdict, source, form }: AdultView, claims: ClaimView[]): boolean | undefined {
  if (source === null) return undefined;
  if (verdict === "proved" || verdict === "ask-child") return true;
  const papers = claims.find(({ claim }) => claim === form.capacity)?.papers ?? [];
  return papers.some(({ paper, means }) => means === "enough" && form.evidence.includes(paper));
}

export const orderChoices = [
  { value: "none", label: "Asked: there are none" },
  { value: "prohibited-steps", label: "Yes: an order forbids something" },
  { value: "no-contact", label: "Yes: an order against contact" },
];
export const blockKinds: (Option & { value: BlockKind })[] = [
  { value: "safeguarding", label: "Worried about the child", key: "1" },
  { value: "child-confidential", label: "Told in confidence by the child", key: "2" },
  { value: "parents-disagree", label: "Two parents disagree", key: "3" },
  { value: "no-disclosure", label: "Not to be disclosed to somebody", key: "4" },
  { value: "prohibited-steps", label: "An order that forbids something", key: "5" },
  { value: "no-contact", label: "An order against contact", key: "6" },
];
export const decisionWords = { proved: "Proved", "not-proved": "Not proved", referred: "Referred for advice" } as const;
export const decisionTones = { proved: "ok", "not-proved": "stop", referred: "warn" } as const;
export const authorityWords = {
  spoken: "authority said to us, the adult not there",
  written: "authority written and signed",
} as const;

const fields: Partial<Record<Part, string[]>> = {
  link: ["capacity", "evidence"],
  orders: ["orders", "ordersNote"],
  child: ["view", "authority", "words", "answers", "outcome", "reasons"],
  decision: ["note", "decision", "reason", "reviewOn"],
};

/** The part a field stands in; of the adult and their document unless it is listed. */
export function partOf(field: string): Part {
  const first = field.split(".")[0]!;
  return parts.find((part) => fields[part]?.includes(first)) ?? "adult";
}

/** Whether a part has its answers: for the tick in the list, not for the law. */
export function answered(part: Part, { form, shown }: AdultDraft, adult: AdultView | undefined): boolean {
  const { givenNames, surname, sameAsBefore } = form.requester;
  switch (part) {
    case "adult":
      return (
        givenNames !== "" && surname !== "" && (sameAsBefore || shown.document !== null) && form.childMatches !== null
      );
    case "link":
      return form.capacity !== null && form.evidence.length > 0;
    case "orders":
      return form.orders !== null;
    case "child":
      return (adult?.said.length ?? 0) > 0;
    case "decision":
      return (adult?.records[0]?.decision ?? null) !== null;
  }
}
