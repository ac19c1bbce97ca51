import type {
  AdultView,
  BlockView,
  ParentalPageView,
  ParentalRegisterRowView,
  ParentalRegisterView,
  ReleaseView,
  RequestView,
} from "../ipc/bindings";
import { router } from "../lib/router.svelte";
import { refuse, session, start, type Answers } from "./answers";
import { childBanner } from "./check-in";
import type { Look } from "./looks";
import { paper, request, requests } from "./papers";

/** Requests about a child, made up. Fictional people only. */
const noDay = { day: "", month: "", year: "" };

const mother: AdultView = {
  adultId: "ad1",
  parentalId: "pr1",
  name: "Siobhán Brennan",
  capacity: "Birth mother",
  verdict: "proved",
  word: "Proved",
  tone: "ok",
  needed: [],
  source: "Children Act 1989, section 2(1)",
  shown: "Passport, ends 4417, in date to 3 Jun 2031",
  identified: true,
  identityAdvice: "",
  form: {
    goesOnFrom: "pr1",
    requester: {
      givenNames: "Siobhán",
      surname: "Brennan",
      born: { day: "4", month: "5", year: "1984" },
      document: "passport",
      issuer: "Ireland",
      lastFour: "4417",
      expiry: { day: "3", month: "6", year: "2031" },
      zone: "",
      matches: true,
      likeness: "yes",
      hologram: null,
      digitalResult: null,
      passportBeside: null,
      shareCode: "",
      shareMade: noDay,
      licenceNumber: "",
      sameAsBefore: true,
    },
    capacity: "mother",
    evidence: ["full-birth-certificate"],
    childMatches: true,
    orders: "none",
    ordersNote: "",
    note: "",
  },
  said: [],
  records: [],
  goodThrough: "2027-05-24",
  ended: null,
  requests: [],
  say: "Thank you. Our practice manager looks at what we wrote down, decides, and tells you.",
};
const father: AdultView = {
  ...mother,
  adultId: "ad2",
  parentalId: "pr2",
  name: "Featherstonehaugh-Cholmondeley, Bartholomew Maximilian Theodore",
  capacity: "Father, registered",
  verdict: "not-proved",
  word: "Not proved yet",
  tone: "warn",
  source: null,
  goodThrough: null,
};

/** Who is on the child's parental record. */
export const family: ParentalPageView = {
  banner: childBanner,
  adults: [mother, father],
  child: { understands: null, because: "Not assessed", assessments: [], questions: [] },
  blocks: [],
  found: [],
  claims: [],
  documents: [],
  say: "Thank you. Because Kai is 14, I need to see who is responsible, and then our practice manager decides.",
  ordersQuestion: "Are there any court orders about Kai?",
  endsAt: 18,
  canRecord: true,
  canDecide: true,
  canAssess: false,
};

export const childRequest: RequestView = {
  ...request,
  requestId: "r7",
  reference: "R-2026-037",
  banner: childBanner,
  said: "I want to see everything you have about my son.",
  madeBy: "parent",
  requesterName: "Siobhán Brennan",
  undecided: ["The request is not linked to a proof of parental responsibility. Link it."],
  canMakeResponse: true,
  aboutChild: true,
  canDecide: true,
};

const block: BlockView = {
  blockId: "b1",
  kind: "safeguarding",
  words: "Worried about the child",
  detail: "Bruises on both arms, seen 12 Nov. Kai said he does not want to talk about home.",
  lifted: false,
  at: "2026-11-12T10:12:00Z",
  by: "Priya Shah",
  answers: [],
};
const order: BlockView = {
  ...block,
  blockId: "b2",
  kind: "prohibited-steps",
  words: "An order that forbids something",
  detail: "Order of 3 Mar 2026: the father may not take Kai abroad.",
  answers: [
    {
      answer: "considered",
      words: "It stays; this request may go on",
      request: "R-2026-037",
      reason: "The order is about travel alone; the mother asks.",
      at: "2026-11-24T09:12:00Z",
      by: "Marta Nowak",
    },
  ],
};
const held = (table: string, what: string, dated: string, rows: number) => ({ table, what, dated, rows });

/** Something stands against it. */
export const release: ReleaseView = {
  request: childRequest,
  adult: mother,
  adults: [mother, father].map(({ adultId, name, capacity, word }) => ({ adultId, name, capacity, word })),
  barriers: [
    {
      code: "ask-child",
      words:
        "The child understands and has not agreed. Ask the child, or write why it is evidently best for the child.",
    },
    { code: "blocked", words: "A block waits for your reason." },
  ],
  blocks: [
    { block, considered: false },
    { block: order, considered: true },
  ],
  items: [
    held("patient", "Name and date of birth", "24 Nov 2026", 1),
    held("arrival", "Visits", "9 Feb 2026 to 24 Nov 2026", 4),
    held("identity_check", "Identity checks", "9 Feb 2026", 1),
    held("consent_answer", "Answers to consent questions", "9 Feb 2026", 12),
  ],
  named: [
    {
      key: "1f0c6a2b9d3e4f50",
      table: "patient",
      what: "Name and date of birth",
      kind: "name",
      before: "Comes after school with ",
      found: "aunt Ruth",
      after: ", who waits outside.",
    },
    {
      key: "7a2b9d3e4f501f0c",
      table: "consent_answer",
      what: "Answers to consent questions",
      kind: "phone",
      before: "Asked to be rung on ",
      found: "020 7946 0991",
      after: " before each visit.",
    },
  ],
  leftOut: [
    "what blocks a release",
    "what the child said about adults",
    "whether the child understands",
    "the child’s address, telephone and email, now and before; other adults’ names",
  ],
  otherPlaces: ["Email", "Clinical system"],
  needsOpinion: true,
  asksBestInterests: true,
  outcome: null,
  canDecide: true,
};
/** Nothing stands against it. */
export const releasable: ReleaseView = {
  ...release,
  request: { ...childRequest, undecided: [] },
  barriers: [],
  blocks: [],
  named: [],
  asksBestInterests: false,
};
export const unlinked: ReleaseView = {
  ...release,
  adult: null,
  barriers: [{ code: "not-linked", words: childRequest.undecided[0]! }],
  blocks: [],
  asksBestInterests: false,
};
const decided = (outcome: "released" | "refused", words: string, reason: string): ReleaseView => ({
  ...releasable,
  request: { ...childRequest, settled: words, released: outcome === "released", undecided: [] },
  outcome: { outcome, words, reason, at: "2026-11-24T11:30:00Z", by: "Marta Nowak" },
});
export const releasedView = decided("released", "Released", "The mother proved it; the opinion finds no harm.");
export const refusedView = decided("refused", "Refused", "Two parents disagree, and the child does not want it.");
export const rightOf = (right: "erasure" | "rectification" | "objection", rightName: string): ReleaseView => ({
  ...releasable,
  request: { ...childRequest, right, rightName, canMakeResponse: false, undecided: [] },
});

const registered = (child: string, born: string, more: Partial<ParentalRegisterRowView>): ParentalRegisterRowView => ({
  patientId: `p-${child}`,
  at: "2026-11-24T10:44:00Z",
  child,
  born,
  under16: born > "2010-11-24",
  adult: "Siobhán Brennan",
  capacity: "Birth mother",
  shown: "Passport, ends 4417; Full birth certificate",
  orders: "Asked: none",
  word: "Proved",
  tone: "ok",
  decision: "Proved by Marta Nowak, 24 Nov 2026; look again 24 May 2027",
  by: "Priya Shah",
  ...more,
});
export const parentalRegister: ParentalRegisterView = {
  rows: [
    registered("Brennan, Kai", "2012-02-09", {}),
    registered("محمد, يوسف", "2009-12-11", {
      adult: "Featherstonehaugh-Cholmondeley, Bartholomew Maximilian Theodore",
      capacity: "Father, registered",
      shown: "Nothing",
      orders: "Not asked",
      word: "Not proved yet",
      tone: "warn",
      decision: "Not decided",
    }),
  ],
  total: 2,
};

const manager: Answers = {
  start: { ...start, session: { ...session, name: "Marta Nowak", role: "practice-manager" } },
};
const made: Answers = {
  ...manager,
  close_document: null,
  open_request: childRequest,
  open_release: release,
  open_parental: family,
  link_adult: childRequest,
  list_requests: requests.map((row, i) => ({ ...row, under16: i === 1 })),
  open_released: paper("Response R-2026-037", 6),
  release_request: paper("Response R-2026-037", 6),
  make_refusal_letter: paper("Our answer to what you asked about a child", 2),
  see_parental_register: parentalRegister,
  make_parental_register: paper("Register of parental responsibility", 2),
};
const click = (words: string) =>
  [...document.querySelectorAll("button")].find((button) => button.textContent?.includes(words))?.click();
const later = (act: () => void, ms = 400) => setTimeout(act, ms);
const key = (name: string, more: KeyboardEventInit = {}) =>
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...more }));
const look = (after: () => void, answers: Answers = {}): Look => ({ answers: { ...made, ...answers }, after });
const decide = () => router.go("release", { requestId: "r7" });
const one = () => router.go("request", { requestId: "r7" });
const shown = (open_release: ReleaseView): Answers => ({ open_release });
const asksWhy = () =>
  refuse("form", "One thing to put right.", [
    [
      "childReason",
      "This makes them 14. The clinic does not knowingly hold data on anybody under 16: check the date, then write why this record is held.",
    ],
  ]);

/** Looks of requests about a child. */
export const releaseLooks: Record<string, Look> = {
  "requests-child": look(() => router.go("requests")),
  "log-by-parent": look(() => router.go("log-request", { patientId: "p1", adultId: "ad1" })),
  "request-child": look(one),
  "request-child-reception": look(one, {
    start,
    open_request: { ...childRequest, canDecide: false, canMakeResponse: false },
  }),
  "request-link": look(() => (one(), later(() => key("F3")))),
  "request-link-nobody": look(() => (one(), later(() => key("F3"))), { open_parental: { ...family, adults: [] } }),
  "request-released": look(one, { open_request: releasedView.request }),
  release: look(decide),
  "release-clear": look(decide, shown(releasable)),
  "release-unlinked": look(decide, shown(unlinked)),
  "release-link": look(() => (decide(), later(() => key("F3"))), shown(unlinked)),
  "release-held-back": look(() => (decide(), later(() => click("Hold back: Identity"))), shown(releasable)),
  "release-wrong": look(() => (decide(), later(() => key("Enter", { ctrlKey: true }))), {
    release_request: () =>
      refuse("form", "Two things to put right.", [
        [
          "opinion",
          "Write which health professional was asked, and that showing the health details does no serious harm.",
        ],
        ["reason", "Write why it is released, and why anything is held back."],
      ]),
  }),
  "release-barred": look(() => (decide(), later(() => key("Enter", { ctrlKey: true }))), {
    release_request: () =>
      refuse("release-barred", `Nothing was done. ${release.barriers.map(({ words }) => words).join(" ")}`),
  }),
  "release-block": look(() => (decide(), later(() => key("F6")))),
  "release-refuse": look(() => (decide(), later(() => key("F9")))),
  "release-deletion": look(decide, shown(rightOf("erasure", "Deletion"))),
  "release-correction": look(decide, shown(rightOf("rectification", "Correction"))),
  "release-other": look(decide, shown(rightOf("objection", "Objection"))),
  "release-done": look(decide, shown(releasedView)),
  "release-refused": look(decide, shown(refusedView)),
  released: look(() => router.go("released", { requestId: "r7" })),
  "parental-register": look(() => router.go("registers", { tab: "parental" })),
  "parental-register-empty": look(() => router.go("registers", { tab: "parental" }), {
    see_parental_register: { rows: [], total: 0 },
  }),
  "parental-register-paper": look(() => router.go("parental-register")),
  "register-child": look(() => (router.go("register-patient"), later(() => key("Enter", { ctrlKey: true }))), {
    register_patient: asksWhy,
  }),
  "edit-child": look(
    () => (router.go("edit-patient", { patientId: "p1" }), later(() => key("Enter", { ctrlKey: true }))),
    { edit_patient: asksWhy },
  ),
};
