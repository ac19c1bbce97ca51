import type {
  Answer,
  CheckInView,
  ClinicianForm,
  DigitalResult,
  ConsentsForm,
  DocumentKind,
  IdentityForm,
  LikenessAnswer,
  TypedDate,
} from "../../ipc/bindings";
import { noDate } from "../../lib/dateparts";

/** How the identity step is being answered: by reader, by eye, from an earlier check, or by a colleague. */
export type IdentityMode = "reader" | "document" | "known" | "vouched";

export interface IdentityDraft {
  mode: IdentityMode;
  /** The lines as typed or read. */
  zone: string;
  /** They were read: the comparison is shown. */
  read: boolean;
  document: DocumentKind | null;
  issuer: string;
  lastFour: string;
  expiry: TypedDate;
  matchesRecord: boolean | null;
  likeness: LikenessAnswer | null;
  licenceNumber: string;
  hologram: boolean | null;
  digitalResult: DigitalResult | null;
  passportBeside: boolean | null;
  shareCode: string;
  shareMade: TypedDate;
  nhsNumber: string;
  readBack: string[];
  vouchedBy: string | null;
  note: string;
}

export interface GivenAnswer {
  answer: Answer;
  wordingId: string;
  wordingVersion: number;
}

export interface ConsentsDraft {
  /** By purpose. */
  answers: Record<string, GivenAnswer>;
  capacity: ConsentsForm["capacity"];
  speaker: string;
  method: ConsentsForm["method"];
  witness: string;
  interpreter: string;
}

export interface CheckInDraft {
  identity: IdentityDraft;
  /** The date of birth typed again, and what a clinician is deciding. */
  age: { born: TypedDate; decision: ClinicianForm };
  consents: ConsentsDraft;
  turnAway: { reason: string | null; note: string };
}

export const noIdentity = (): IdentityDraft => ({
  mode: "reader",
  zone: "",
  read: false,
  document: null,
  issuer: "",
  lastFour: "",
  expiry: noDate(),
  matchesRecord: null,
  likeness: null,
  licenceNumber: "",
  hologram: null,
  digitalResult: null,
  passportBeside: null,
  shareCode: "",
  shareMade: noDate(),
  nhsNumber: "",
  readBack: [],
  vouchedBy: null,
  note: "",
});

/** No answer is ticked; the patient answers for themselves, at the desk, until somebody says otherwise. */
export const noConsents = (): ConsentsDraft => ({
  answers: {},
  capacity: "patient",
  speaker: "",
  method: "on-screen",
  witness: "",
  interpreter: "",
});

export const noDecision = (): ClinicianForm => ({ answer: null, doctor: "", gmc: "", givenBy: null, reason: "" });

export const noCheckIn = (): CheckInDraft => ({
  identity: noIdentity(),
  age: { born: noDate(), decision: noDecision() },
  consents: noConsents(),
  turnAway: { reason: null, note: "" },
});

/** A kept check-in, also one kept before a field was added. */
export const keptCheckIn = (kept: Partial<CheckInDraft>): CheckInDraft => ({
  ...noCheckIn(),
  ...kept,
  identity: { ...noIdentity(), ...kept.identity },
  // What a patient answered in their own hands comes from Rust, when nothing was typed here before.
  consents: { ...noConsents(), ...kept.consents },
});

/** The identity step as Rust takes it: only what belongs to the way it was done. */
export function identityForm(view: CheckInView, draft: IdentityDraft): IdentityForm {
  const byDocument = draft.mode === "reader" || draft.mode === "document";
  const none = noIdentity();
  const shown = byDocument ? draft : none;
  return {
    arrivalId: view.arrivalId,
    method: draft.mode === "known" || draft.mode === "vouched" ? draft.mode : "document",
    document: shown.document,
    issuer: shown.issuer,
    lastFour: shown.lastFour,
    expiry: shown.expiry,
    zone: draft.mode === "reader" ? draft.zone : "",
    matchesRecord: shown.matchesRecord,
    likeness: shown.likeness,
    more: {
      licenceNumber: shown.licenceNumber,
      hologram: shown.hologram,
      digitalResult: shown.digitalResult,
      passportBeside: shown.passportBeside,
      shareCode: shown.shareCode,
      shareMade: shown.shareMade,
      nhsNumber: shown.nhsNumber,
    },
    earlierCheck: draft.mode === "known" ? (view.knownFrom?.checkId ?? null) : null,
    readBack: draft.mode === "known" ? draft.readBack : [],
    vouchedBy: draft.mode === "vouched" ? draft.vouchedBy : null,
    note: draft.note,
  };
}

export type Step = "identity" | "age" | "consents";

/** The step a check-in is at: the first that is not done. */
export function stepOf(view: CheckInView): Step | "done" {
  if (view.identity !== "done") return "identity";
  if (view.age !== "done") return "age";
  return view.consents === "done" || view.consents === "stopped" ? "done" : "consents";
}
