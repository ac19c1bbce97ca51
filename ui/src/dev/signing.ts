import type { HandedOverView, SignedRecordView, VerifiedView } from "../ipc/bindings";
import { router } from "../lib/router.svelte";
import { start, type Answers } from "./answers";
import { proved } from "./check-in";
import type { Look } from "./looks";

/** What is due of the sheet at the desk, as the patient reads it. */
export const handed: HandedOverView = {
  clinicName: "Kensington Medical",
  signer: "Amara Grace Okonkwo",
  capacity: "patient",
  patientName: null,
  questions: proved.consentStep.groups
    .flatMap((group) => group.rows)
    .filter((row) => row.held === null && !row.stopped)
    .map(({ purpose, question, text, wordingId, wordingVersion, approved, required }) => {
      return { purpose, question, text, wordingId, wordingVersion, approved, required, given: null };
    }),
  declaration: "I have read this form or had it read to me, and my answers are as marked.",
  signed: false,
  waitSeconds: 0,
};
export const handedStart = { ...start, stage: "handed-over", people: [], session: null };
export const thanks: HandedOverView = { ...handed, questions: [], signed: true };

export const record: SignedRecordView = {
  formId: "sf1",
  number: "SF-10001",
  patientId: "p1",
  reference: "KM-10482",
  patient: "Okonkwo, Amara Grace",
  born: "1990-03-14",
  signer: "Amara Grace Okonkwo, the patient",
  when: "24 Nov 2026, 10:42",
  by: "Priya Shah",
  pages: 2,
  answers: [
    {
      question: "May we send you news by email?",
      text: "News, treatments and offers from us, to your email address.",
      wording: "news-email, wording 1",
      word: "No",
      tone: "rest",
    },
    {
      question: "May we hold health details to treat you safely?",
      text: "To treat you safely we write down details of your health.",
      wording: "hold-health-details, wording 3",
      word: "Yes",
      tone: "ok",
    },
  ],
  fingerprint: "fdc458a4 22851946 09615753 13921d8f ea1acb9c 4387d472 59ec1775 4f9ea9d6",
  whole: true,
};

const inHands = (view: HandedOverView): Answers => ({ start: handedStart, see_handed_over: view });
const click = (words: string) =>
  [...document.querySelectorAll("button")].find((button) => button.textContent?.includes(words))?.click();
const verified = (view: VerifiedView): Look => ({
  answers: { verify_copy: view },
  after: () => {
    router.go("registers", { tab: "verify" });
    setTimeout(() => click("Choose the file"), 200);
  },
});

export const signingLooks: Record<string, Look> = {
  "hands-questions": { answers: inHands(handed) },
  "hands-for-somebody": {
    answers: inHands({ ...handed, capacity: "attorney", signer: "Robin Quill", patientName: "Amara Grace Okonkwo" }),
  },
  "hands-thanks": { answers: inHands(thanks) },
  "hands-give-back": { answers: inHands(handed), after: () => click("Give the screen back") },
  verify: { after: () => router.go("registers", { tab: "verify" }) },
  "verify-same": verified({ outcome: "same", record }),
  "verify-other": verified({ outcome: "other", record: null }),
  "verify-found": verified({ outcome: "found", record }),
  "verify-record-changed": verified({ outcome: "found", record: { ...record, whole: false } }),
};
