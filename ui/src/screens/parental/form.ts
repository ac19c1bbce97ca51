import type { Option } from "../../components/RadioGroup.svelte";
import type { Tone } from "../../components/tones";
import type { Claim, Evidence, ParentalForm, ParentalView } from "../../ipc/bindings";

export type Part = "adult" | "link" | "orders" | "view" | "decision";
export const parts: Part[] = ["adult", "link", "orders", "view", "decision"];

export const noParental = (): ParentalForm => ({
  requesterName: "",
  requesterDocument: "",
  requesterLastFour: "",
  capacity: null,
  evidence: [],
  childMatches: null,
  orders: null,
  childView: null,
  note: "",
});

export const capacities: (Option & { value: Claim })[] = [
  { value: "mother", label: "Birth mother" },
  { value: "father-married", label: "Father or second parent, married" },
  { value: "father-registered", label: "Father or second parent, registered" },
  { value: "adopter", label: "Adoptive parent" },
  { value: "parental-order", label: "Parent by parental order" },
  { value: "guardian", label: "Guardian or special guardian" },
  { value: "agreement-or-order", label: "By court order or agreement" },
  { value: "local-authority", label: "Local authority" },
  { value: "other", label: "None of these" },
];

export interface Paper {
  value: Evidence;
  label: string;
  why?: string;
  tone?: "ok" | "stop";
}

export const papers: Paper[] = [
  { value: "full-birth-certificate", label: "Full birth certificate", why: "See that it names them" },
  {
    value: "marriage-certificate",
    label: "Marriage or civil-partnership certificate",
    why: "Beside a birth certificate",
  },
  { value: "adoption-certificate", label: "Adoption certificate" },
  { value: "parental-order", label: "Parental order" },
  {
    value: "court-stamped-agreement",
    label: "Agreement with the court’s stamp",
    why: "Without the stamp it is not enough",
  },
  { value: "court-order", label: "Court order", why: "Read every page of it" },
  { value: "guardian-appointment", label: "Guardian’s appointment" },
  { value: "care-order", label: "Care order" },
  { value: "foreign-birth-certificate", label: "Certificate from abroad", why: "The practice manager judges it" },
  {
    value: "short-birth-certificate",
    label: "Short birth certificate",
    why: "Not enough: names no parent",
    tone: "stop",
  },
  {
    value: "school-letter",
    label: "Same surname, school letter",
    why: "Not enough: shows no responsibility",
    tone: "stop",
  },
];

/** The papers to look for first. Whether they are enough, Rust says. */
const likely: Record<Claim, Evidence[]> = {
  mother: ["full-birth-certificate"],
  "father-married": ["full-birth-certificate", "marriage-certificate"],
  "father-registered": ["full-birth-certificate"],
  "agreement-or-order": ["court-stamped-agreement", "court-order"],
  adopter: ["adoption-certificate"],
  "parental-order": ["parental-order"],
  guardian: ["guardian-appointment", "court-order"],
  "local-authority": ["care-order"],
  other: [],
};
const always: Evidence[] = ["foreign-birth-certificate", "short-birth-certificate", "school-letter"];

export function papersFor(capacity: Claim | null, seen: Evidence[], all: boolean): Paper[] {
  if (all || capacity === null) return papers;
  const offered = [...likely[capacity], ...always, ...seen];
  return papers.filter(({ value }) => offered.includes(value));
}

export const orderChoices = [
  { value: "none", label: "Asked: there are none" },
  { value: "prohibited-steps", label: "Yes: an order forbids something", why: "A prohibited-steps order" },
  { value: "no-contact", label: "Yes: an order against contact" },
];
export const viewChoices = [
  { value: "agrees", label: "Agrees" },
  { value: "refuses", label: "Does not agree" },
  { value: "not-asked", label: "Not asked yet" },
];

export const partOfField: Record<string, Part> = {
  requesterName: "adult",
  requesterDocument: "adult",
  requesterLastFour: "adult",
  childMatches: "adult",
  capacity: "link",
  evidence: "link",
  orders: "orders",
  childView: "view",
  note: "view",
  decision: "decision",
  reason: "decision",
};

/** Whether a part has its answers: for the tick in the list, not for the law. */
export function answered(draft: ParentalForm, part: Part, latest: ParentalView | undefined): boolean {
  switch (part) {
    case "adult":
      return draft.requesterName.trim() !== "" && draft.requesterDocument.trim() !== "" && draft.childMatches !== null;
    case "link":
      return draft.capacity !== null && draft.evidence.length > 0;
    case "orders":
      return draft.orders !== null;
    case "view":
      return draft.childView === "agrees" || draft.childView === "refuses";
    case "decision":
      return latest?.decision !== null && latest?.decision !== undefined;
  }
}

/** How far the newest record has come, in words. */
export function soFar(record: ParentalView): { tone: Tone; words: string }[] {
  const { standing } = record;
  switch (standing.kind) {
    case "complete":
      return [{ tone: "ok", words: "Everything asked for was seen" }];
    case "incomplete":
      return standing.needed.map((words) => ({ tone: "rest", words }));
    case "stopped":
      return [{ tone: "stop", words: "A court order stops this here" }];
    case "no-standing":
      return [{ tone: "stop", words: "Carries no parental responsibility" }];
    case "manager-judges":
      return [{ tone: "warn", words: "Only the practice manager can judge these papers" }];
  }
}

export const decisionWords = {
  proved: "Proved",
  "not-proved": "Not proved",
  referred: "Referred for advice",
} as const;
