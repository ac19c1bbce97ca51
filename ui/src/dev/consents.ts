import type { AskAgainView, ConsentsView, Purpose, Wording } from "../ipc/bindings";
import { router } from "../lib/router.svelte";
import { refuse, session, start, type Answers } from "./answers";
import { checkIn } from "./check-in";
import type { Look } from "./looks";

const said = (word: string, when: string, more: Partial<ConsentsView["groups"][0]["rows"][0]["history"][0]> = {}) => ({
  when,
  word,
  tone: word === "Yes" ? ("ok" as const) : ("rest" as const),
  how: "The patient. On screen.",
  paper: null,
  reason: "",
  by: "Priya Shah",
  question: "May we send you news by email?",
  text: "News, treatments and offers from us, to your email address.",
  wordingVersion: 1,
  approved: false,
  ...more,
});

/** One of each: a yes, one to ask again, one taken back, one not asked. */
export const consents: ConsentsView = {
  banner: checkIn.banner,
  signed: [
    {
      formId: "sf1",
      number: "SF-10001",
      when: "24 Nov 2026, 10:42",
      signer: "Amara Grace Okonkwo, the patient",
      pages: 2,
    },
  ],
  groups: [
    {
      kind: "data",
      title: "Health details",
      rows: [
        {
          purpose: "hold-health-details",
          title: "Holding your health details, to treat you safely",
          word: "Ask again",
          tone: "warn",
          note: "At the next visit: new wording since 1 Dec 2026. The answer to the old one was Yes.",
          canWithdraw: true,
          effects: ["From now on no new health details are written down, so no treatment can be given."],
          history: [said("Yes", "24 Nov 2026, 10:42", { question: "May we hold health details to treat you safely?" })],
        },
      ],
    },
    {
      kind: "marketing",
      title: "News and offers",
      rows: [
        {
          purpose: "news-email",
          title: "News and offers by email",
          word: "Yes",
          tone: "ok",
          note: "Since 24 Nov 2026.",
          canWithdraw: true,
          effects: [
            "From now on no news or offers are sent by email.",
            "Reminders of visits, payment messages and aftercare still reach them.",
          ],
          history: [said("Yes", "24 Nov 2026, 10:42"), said("No", "2 Mar 2025, 09:10")],
        },
        {
          purpose: "news-text",
          title: "News and offers by text message",
          word: "Not asked",
          tone: "rest",
          note: "",
          canWithdraw: false,
          effects: [],
          history: [],
        },
      ],
    },
  ],
  papers: [],
  pages: [],
  canSeePapers: true,
  reasons: [
    { reason: "changed-mind", label: "Changed their mind" },
    { reason: "not-said", label: "Gave no reason" },
    { reason: "unhappy", label: "Unhappy with us or the care" },
    { reason: "other", label: "Another reason, in the note" },
  ],
};

/** The email row once it was taken back. */
export const stopped: ConsentsView = {
  ...consents,
  groups: consents.groups.map((group) => ({
    ...group,
    rows: group.rows.map((row) =>
      row.purpose === "news-email"
        ? {
            ...row,
            word: "Stopped",
            tone: "rest" as const,
            canWithdraw: false,
            history: [said("Stopped", "1 Dec 2026, 09:00", { reason: "Changed their mind" }), ...row.history],
          }
        : row,
    ),
  })),
};

export const askAgain: AskAgainView = {
  total: 230,
  people: [
    {
      patientId: "p1",
      reference: "KM-10442",
      name: "Kowalska, Ewa",
      born: "1979-03-02",
      under16: false,
      what: ["Photographs to teach our staff: the yes of 24 Nov 2024 was good to 24 Nov 2026."],
    },
  ],
};

const wording = (id: string, version: number, more: Partial<Wording> = {}): Wording => ({
  id,
  version,
  dated: "2026-11-22",
  question: "May we send you news by email?",
  text: "News, treatments and offers from us, to your email address.",
  approved: null,
  ...more,
});
const purpose = (id: string, title: string, more: Partial<Purpose> = {}): Purpose => ({
  id,
  kind: "marketing",
  title,
  basis: "consent",
  basisWords: "your consent",
  wording: id,
  required: false,
  channel: null,
  treatments: [],
  validityMonths: 24,
  order: 10,
  ...more,
});

export const catalogue = {
  clinic: {
    name: "Kensington Medical",
    purposes: [
      purpose("news-email", "News and offers by email"),
      purpose("hold-health-details", "Holding your health details", { required: true, validityMonths: null, order: 5 }),
      purpose("booking", "Booking your visits", { wording: null, basisWords: "our contract with you", order: 50 }),
    ],
    wordings: [
      wording("news-email", 1),
      wording("news-email", 2, { text: "No more than once a month." }),
      wording("hold-health-details", 1, {
        question: "May we hold health details?",
        approved: { by: "Marta Nowak", on: "2026-11-23", clinicalReviewer: "Dr Idris Bello" },
      }),
    ],
    treatments: [],
  },
  version: 2,
  changedAt: "2026-11-24T09:00:00Z",
  changedBy: "Marta Nowak",
  idleMinutes: 10,
  returning: false,
  canEdit: true,
};

const manager = { ...session, name: "Marta Nowak", role: "practice-manager" as const };
export const asManager: Answers = { start: { ...start, session: manager }, see_clinic: catalogue };
const click = (words: string) =>
  [...document.querySelectorAll("button")].find((button) => button.textContent?.includes(words))?.click();
const toWordings = () => {
  router.go("settings");
  setTimeout(() => click("What is asked"), 150);
};
const toConsents = () => router.go("consents", { patientId: "p1" });
const withdrawal: Answers = {
  see_consents: consents,
  withdraw_consent: () => refuse("form", "One thing to put right.", [["note", "Enter the reason they gave."]]),
};

export const consentsLooks: Record<string, Look> = {
  consents: { answers: { see_consents: consents }, after: toConsents },
  "consents-history": {
    answers: { see_consents: consents },
    after: () => {
      toConsents();
      setTimeout(() => document.querySelectorAll("details").forEach((one) => (one.open = true)), 300);
    },
  },
  "consents-withdraw": {
    answers: withdrawal,
    after: () => {
      toConsents();
      setTimeout(() => click("Withdraw: News"), 300);
    },
  },
  "consents-note-missing": {
    answers: withdrawal,
    after: () => {
      toConsents();
      setTimeout(() => click("Withdraw: News"), 150);
      setTimeout(() => click("Another reason"), 300);
      setTimeout(() => click("Take it back"), 450);
    },
  },
  "ask-again": { answers: { see_ask_again: askAgain }, after: () => router.go("registers", { tab: "again" }) },
  "ask-again-nobody": {
    answers: { see_ask_again: { people: [], total: 0 } },
    after: () => router.go("registers", { tab: "again" }),
  },
  wordings: { answers: asManager, after: toWordings },
  "wordings-change": {
    answers: { ...asManager, load_draft: null },
    after: () => {
      toWordings();
      setTimeout(() => click("Change the words: News"), 350);
    },
  },
  "wordings-approve": {
    answers: asManager,
    after: () => {
      toWordings();
      setTimeout(() => click("Approve: News"), 350);
    },
  },
};
