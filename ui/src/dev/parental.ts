import type {
  AdultView,
  BlockView,
  Claim,
  ClaimView,
  Evidence,
  Means,
  ParentalPageView,
  ParentalView,
} from "../ipc/bindings";
import { noParental } from "../screens/parental/form";
import { router } from "../lib/router.svelte";
import { refuse, session, start, type Answers } from "./answers";
import { childBanner, documents } from "./check-in";
import type { Look } from "./looks";
import { paper } from "./papers";

/** A child, the adults who claim something, and what blocks a release: made up. Fictional people only. */
const words: [Claim, string][] = [
  ["mother", "Birth mother"],
  ["father-married", "Father, married to the mother"],
  ["father-registered", "Father, on the birth registration"],
  ["second-parent", "Second parent, on the birth registration"],
  ["agreement-or-order", "Father or second parent, by agreement or order"],
  ["step-parent", "Step-parent"],
  ["adopter", "Adoptive parent"],
  ["parental-order", "Parent by parental order"],
  ["guardian", "Guardian"],
  ["special-guardian", "Special guardian"],
  ["lives-with-order", "By an order that the child lives with them"],
  ["emergency-protection", "By an emergency protection order"],
  ["local-authority", "Local authority"],
  ["grandparent", "Grandparent"],
  ["foster-carer", "Foster carer"],
  ["partner", "Partner of a parent"],
  ["delegated-carer", "Looks after the child for a parent"],
  ["other", "None of these"],
];
const papers: [Evidence, string, string][] = [
  ["full-birth-certificate", "Full birth certificate", "shows who is on the birth registration"],
  ["short-birth-certificate", "Short birth certificate", "names no parent"],
  ["foreign-birth-certificate", "Birth certificate from abroad", "shows a birth abroad"],
  ["certified-translation", "Certified translation, or it is in English", "says what a certificate from abroad says"],
  ["marriage-certificate", "Marriage or civil-partnership certificate", "names no child"],
  ["adoption-certificate", "Adoption certificate", "shows an adoption"],
  ["parental-order", "Parental order", "shows a parental order"],
  ["court-stamped-agreement", "Agreement with the court’s stamp", "shows an agreement"],
  ["unstamped-agreement", "Agreement without a stamp", "no effect until the court has recorded it"],
  ["court-order", "Court order", "shows an order: choose the claim that rests on the order"],
  ["guardian-appointment", "Guardian’s appointment", "shows a guardian"],
  ["care-order", "Care order", "shows a care order"],
  ["emergency-protection-order", "Emergency protection order", "shows an emergency order"],
  ["school-letter", "School letter", "shows no responsibility"],
  ["shared-surname", "Same surname", "shows no responsibility"],
];
const why = { enough: "Enough with their photo document", part: "Counts with another paper", manager: "" };
const helpful: Partial<Record<Claim, [Evidence, Means][]>> = {
  mother: [
    ["full-birth-certificate", "enough"],
    ["foreign-birth-certificate", "manager"],
  ],
  "father-married": [
    ["full-birth-certificate", "part"],
    ["marriage-certificate", "part"],
  ],
  adopter: [["adoption-certificate", "enough"]],
};
const none = ["grandparent", "foster-carer", "partner", "delegated-carer", "other"];
const without = (what: string) =>
  `${what} has no parental responsibility without an order, an agreement or an appointment`;

const claims: ClaimView[] = words.map(([claim, says]) => ({
  claim,
  words: says,
  noStanding: none.includes(claim) ? without(claim === "grandparent" ? "A grandparent" : "Somebody else") : null,
  papers: papers.map(([paper, name, not]) => {
    const means = helpful[claim]?.find(([of]) => of === paper)?.[1] ?? "not-enough";
    const told = means === "manager" ? "The practice manager judges it" : why[means as "enough"];
    return { paper, words: name, means, why: told ?? `Not enough: ${not}` };
  }),
}));

export const parental: ParentalPageView = {
  banner: childBanner,
  adults: [],
  child: {
    understands: null,
    because: "Not assessed",
    assessments: [],
    questions: [
      { code: "what", words: "Does the child understand what is asked for, and what would be shown or done?" },
      { code: "why", words: "Does the child understand what it would mean for them, good and bad?" },
      { code: "choice", words: "Does the child know that they can say no?" },
      { code: "weigh", words: "Can the child weigh it up and give reasons of their own?" },
      { code: "free", words: "Is the view the child’s own, with nobody pressing them?" },
    ],
  },
  blocks: [],
  found: [{ how: "registered", why: "Came with their mother.", at: "2026-11-24T10:40:00Z", by: "Priya Shah" }],
  claims,
  documents,
  say: "Thank you. Because Kai is 14, I need to see who is responsible, and then our practice manager decides. May I see your own photo document first?",
  ordersQuestion:
    "Are there any court orders about the child: about where the child lives, who may see the child, or what anybody may decide for the child?",
  endsAt: 18,
  canRecord: true,
  canDecide: false,
  canAssess: false,
};

export const mothersRecord: ParentalView = {
  parentalId: "pr1",
  requesterName: "Siobhán Brennan",
  capacity: "Birth mother",
  verdict: "not-proved",
  word: "More is needed",
  tone: "rest",
  at: "2026-11-24T10:44:00Z",
  by: "Priya Shah",
  decision: null,
  decidedBy: null,
  decidedAt: null,
  reason: null,
  reviewOn: null,
};
export const mother: AdultView = {
  adultId: "a-mother",
  parentalId: "pr1",
  name: "Siobhán Brennan",
  capacity: "Birth mother",
  verdict: "not-proved",
  word: "More is needed",
  tone: "rest",
  needed: ["Ask, word for word, whether there are any court orders."],
  source: "Children Act 1989, s.2(1) and (2)",
  shown: "Passport, ends 4417, last day 3 June 2031",
  identified: true,
  identityAdvice: "Confirmed: the photograph looks like them; name and date of birth match.",
  form: {
    ...noParental(),
    goesOnFrom: "pr1",
    requester: {
      ...noParental().requester,
      givenNames: "Siobhán",
      surname: "Brennan",
      born: { day: "4", month: "5", year: "1985" },
      sameAsBefore: true,
    },
    capacity: "mother",
    evidence: ["full-birth-certificate"],
    childMatches: true,
  },
  said: [],
  records: [mothersRecord],
  goodThrough: null,
  ended: null,
  requests: [],
  say: "Thank you. Because Kai is 14, there is a little more I need to see before our practice manager can decide.",
};
export const father: AdultView = {
  ...mother,
  adultId: "a-father",
  parentalId: "pr5",
  name: "Aleksander Brennan-Wójcik",
  capacity: "Father, on the birth registration",
  verdict: "proved",
  word: "Reception’s part is complete",
  tone: "ok",
  needed: [],
  form: {
    ...mother.form,
    goesOnFrom: "pr5",
    requester: { ...mother.form.requester, givenNames: "Aleksander", surname: "Brennan-Wójcik" },
    capacity: "father-registered",
    orders: "none",
  },
  said: [
    {
      view: "agrees",
      word: "Agrees",
      authority: "spoken",
      words: "Dad can see my letters.",
      at: "2026-11-20T15:00:00Z",
      by: "Ada Quill",
    },
  ],
  records: [
    {
      ...mothersRecord,
      parentalId: "pr5",
      requesterName: "Aleksander Brennan-Wójcik",
      capacity: "Father, on the birth registration",
      verdict: "proved",
      word: "Reception’s part is complete",
      tone: "ok",
      decision: "proved",
      decidedBy: "Marta Nowak",
      decidedAt: "2026-11-20T16:00:00Z",
      reason: "Full certificate and passport seen.",
      reviewOn: "2027-11-20",
    },
  ],
  goodThrough: "2027-11-20",
  requests: [{ requestId: "r3", reference: "R-2026-034", rightName: "Access", open: true }],
  say: "Thank you, that is all I need. Our practice manager decides and will tell you.",
};
export const parentalSaved: ParentalPageView = { ...parental, adults: [mother] };
export const parentalTwo: ParentalPageView = { ...parental, adults: [mother, father] };

export const block: BlockView = {
  blockId: "b1",
  kind: "safeguarding",
  words: "Worried about the child",
  detail: "Came with a bruise, and the adult answered for them.",
  lifted: false,
  at: "2026-11-24T10:50:00Z",
  by: "Priya Shah",
  answers: [],
};
export const blocks: BlockView[] = [
  block,
  { ...block, blockId: "b2", kind: "parents-disagree", words: "Two parents disagree", detail: null },
  {
    ...block,
    blockId: "b3",
    kind: "no-contact",
    words: "An order against contact",
    lifted: true,
    answers: [
      {
        answer: "lifted",
        words: "It has ended",
        request: null,
        reason: "The court discharged it.",
        at: "2026-11-24T11:00:00Z",
        by: "Marta Nowak",
      },
    ],
  },
];
export const assessed: ParentalPageView["child"] = {
  ...parental.child,
  understands: true,
  because: "Understands: Ada Quill, 20 Nov 2026",
  assessments: [
    {
      outcome: "competent",
      word: "Understands",
      answers: parental.child.questions.map((question) => ({ words: question.words, answer: "yes" })),
      reasons: "Says in their own words what a copy of the record would show.",
      at: "2026-11-20T14:00:00Z",
      by: "Ada Quill",
    },
  ],
};

const manager = { ...session, name: "Marta Nowak", role: "practice-manager" as const };
const clinician = { ...session, name: "Ada Quill", role: "clinician" as const };
export const byManager = (page: ParentalPageView): ParentalPageView => ({ ...page, canDecide: true });
export const byClinician = (page: ParentalPageView): ParentalPageView => ({
  ...page,
  canRecord: false,
  canAssess: true,
});

const click = (says: string) =>
  [...document.querySelectorAll("button")].find((button) => button.textContent?.includes(says))?.click();
const choose = (value: string) => document.querySelector<HTMLInputElement>(`input[value='${value}']`)?.click();
const later = (act: () => void, ms = 400) => setTimeout(act, ms);
const look = (page: ParentalPageView, then: () => void = () => undefined, more: Answers = {}): Look => ({
  answers: {
    open_parental: page,
    record_parental: parentalSaved,
    make_parental_receipt: paper("Receipt: proof of parental responsibility", 1),
    make_refusal_letter: paper("Refusal letter", 1),
    close_document: null,
    ...more,
  },
  after: () => {
    router.go("parental", { patientId: "p1" });
    later(then);
  },
});
const managers: Answers = { start: { ...start, session: manager } };
const clinicians: Answers = { start: { ...start, session: clinician } };
const wrong: [string, string][] = [
  ["givenNames", "Enter the given names of the adult with the child."],
  ["born.year", "Enter the year with four digits."],
  ["likeness", "Say whether the photograph looks like the person."],
  ["capacity", "Choose what they are to the child."],
];

/** Looks of the parental record. */
export const parentalLooks: Record<string, Look> = {
  parental: look(parentalSaved),
  "parental-adult": look(parental),
  "parental-document": look(parental, () => choose("passport")),
  "parental-identified": look(parentalTwo, () => click("1. The adult")),
  "parental-link": look(parentalSaved, () => click("2. The link")),
  "parental-no-standing": look(parental, () => (click("2. The link"), later(() => choose("grandparent"), 100))),
  "parental-order": look(parentalSaved, () => choose("no-contact")),
  "parental-child": look({ ...parentalTwo, child: assessed }, () => (click("Aleksander"), click("4. "))),
  "parental-assess": look(byClinician({ ...parentalTwo, child: assessed }), () => click("4. "), clinicians),
  "parental-read": look(byClinician(parentalTwo), () => click("2. The link"), clinicians),
  "parental-two": look(parentalTwo, () => click("Aleksander")),
  "parental-decide": look(
    byManager({ ...parentalSaved, blocks }),
    () => (click("5. Decision"), later(() => choose("proved"), 100)),
    managers,
  ),
  "parental-refused": look(
    byManager({
      ...parental,
      adults: [
        {
          ...mother,
          records: [
            {
              ...mothersRecord,
              decision: "not-proved",
              decidedBy: "Marta Nowak",
              decidedAt: "2026-11-24T11:00:00Z",
              reason: "The certificate names somebody else.",
            },
          ],
        },
      ],
    }),
    () => undefined,
    managers,
  ),
  "parental-worried": look({ ...parentalSaved, blocks }, () => click("Worried about")),
  "parental-lift": look(byManager({ ...parentalSaved, blocks }), () => click("Lift: Worried"), managers),
  "parental-wrong": look(
    parental,
    () => {
      choose("passport");
      click("2. The link");
      later(() => choose("mother"), 100);
      later(() => click("Save and go"), 200);
    },
    { record_parental: () => refuse("form", "Four things to put right.", wrong) },
  ),
  "parental-receipt": look(parentalSaved, () => click("Receipt")),
};
