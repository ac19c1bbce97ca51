import { router } from "../lib/router.svelte";
import { refuse, session, start, type Answers } from "./answers";
import { consentsLooks } from "./consents";
import { checkInLooks } from "./looks-more";
import { paperLooks } from "./papers-back";
import { releaseLooks } from "./release";
import { signingLooks } from "./signing";

export interface Look {
  answers?: Answers;
  after?: () => void;
}

export const press = (key: string, more: KeyboardEventInit = {}) =>
  (document.activeElement ?? document.body).dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }),
  );

export function type(text: string): void {
  const input = document.activeElement as HTMLInputElement;
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

export const locked = { ...start, stage: "locked", session: null };
const manager = { ...session, name: "Marta Nowak", role: "practice-manager" };
export const sheet = {
  sheet: "RC-01",
  groups: ["7KMD", "Q4XT", "9HWR", "2VBN", "E8JP", "5ZCA", "G3YF"],
  madeOn: "2026-11-24",
  madeBy: "Marta Nowak",
  clinicName: "Kensington Medical",
  askGroups: [3, 6],
  helpPhone: "020 7946 0018",
  secondName: null,
  document: { documentId: "d", title: "Recovery sheet", pages: 1, pdf: "", unprintable: [], notes: [] },
};
const clinic = {
  clinic: {
    name: "Kensington Medical",
    controller: "Kensington Medical",
    address: "",
    privacyContact: "Data Protection Office",
    privacyEmail: "privacy@example.com",
    phone: "",
    nation: "england",
    transfers: "",
    automatedDecisions: "",
    wordings: [{ approved: null }],
    treatments: [{ name: "Botulinum toxin" }, { name: "Dermal filler" }],
  },
  version: 1,
  changedAt: "2026-11-24T09:00:00Z",
  changedBy: "Marta Nowak",
  idleMinutes: 10,
  returning: false,
  canEdit: true,
};
const asManager: Answers = { start: { ...start, session: manager }, see_clinic: clinic };
const click = (words: string) =>
  [...document.querySelectorAll("button")].find((button) => button.textContent?.includes(words))?.click();

/** What can be looked at, by name. */
export const looks: Record<string, Look> = {
  ...checkInLooks,
  ...consentsLooks,
  ...paperLooks,
  ...releaseLooks,
  ...signingLooks,
  desk: {},
  demo: { answers: { start: { ...start, session: { ...session, demo: true } } } },
  find: {
    after: () => {
      press("k", { ctrlKey: true });
      type("nguy 88");
    },
  },
  nobody: {
    after: () => {
      press("k", { ctrlKey: true });
      type("smyth 88");
    },
  },
  empty: {
    answers: {
      see_board: { today: "2026-11-24", requestsPressing: 0, pagesWaiting: 0, notices: [], arrivals: [], due: [] },
    },
  },
  keys: { after: () => press("F1") },
  cover: { after: () => press("F8") },
  patient: { after: () => router.go("patient", { patientId: "p1" }) },
  edit: { after: () => router.go("edit-patient", { patientId: "p1" }) },
  register: { after: () => router.go("register-patient") },
  wrong: {
    answers: {
      find_duplicates: () =>
        refuse("form", "Three things to put right.", [
          ["surname", "Enter the surname as it stands on a document."],
          ["born.day", "February has 28 days in 1979. Check the day."],
          ["sex", "Choose the sex as recorded on the document."],
        ]),
    },
    after: () => {
      router.go("register-patient");
      setTimeout(() => press("Enter", { ctrlKey: true }), 300);
    },
  },
  duplicates: {
    answers: {
      find_duplicates: [
        {
          patientId: "KM-11206",
          reference: "KM-11206",
          why: "Same name and date of birth",
          rows: [
            { part: "Name", typed: "Nguyen, Thi Anh", held: "Nguyễn, Thị Anh", same: true },
            { part: "Born", typed: "7 Apr 1988", held: "7 Apr 1988", same: true },
            { part: "Phone", typed: "07700 900131", held: "07700 900999", same: false },
          ],
        },
      ],
    },
    after: () => {
      router.go("register-patient");
      setTimeout(() => press("Enter", { ctrlKey: true }), 300);
    },
  },
  "walk-in": { after: () => router.go("walk-in", { patientId: "p1" }) },
  "walk-in-who": { after: () => router.go("walk-in", {}) },
  unlock: {
    answers: { start: { ...locked, lockedNote: "The desk locked itself at 10:31. Unfinished work is kept." } },
  },
  "unlock-demo": { answers: { start: { ...locked, demo: true, demoPassphrase: "fictional patients only" } } },
  "unlock-wrong": {
    answers: {
      start: locked,
      unlock: () =>
        refuse("wrong-passphrase", "That is not the passphrase of this person. Look at Caps Lock, then type it again."),
    },
    after: () => {
      document.querySelector<HTMLInputElement>("input[type=radio]")?.click();
      document.querySelector<HTMLInputElement>("#f-passphrase")?.focus();
      type("harbour cobalt");
      document.querySelector("form")?.requestSubmit();
    },
  },
  recover: { answers: { start: locked }, after: () => click("I cannot unlock") },
  trouble: {
    answers: {
      start: {
        ...start,
        stage: "trouble",
        session: null,
        trouble: {
          code: "keyring-locked",
          title: "The keyring is locked",
          message: "This computer keeps its key in the system’s keyring, and the keyring did not open.",
          steps: ["Log out of the computer and in again with your password.", "Press Try again."],
          recoveryHelps: true,
          canRetry: true,
          takesCopy: false,
          folder: "/home/desk/.local/share/uk.frontdesk.desk/clinic",
          setAside: [],
        },
      },
    },
  },
  "key-file-missing": {
    answers: {
      start: {
        ...start,
        stage: "trouble",
        session: null,
        trouble: {
          code: "key-file-missing",
          title: "The key file is missing",
          message:
            "The records are here and locked. The file that opens them, vault.json, is not in their folder. Front desk leaves the records as they are.",
          steps: [
            "Do not set up a new clinic. Tell the practice manager.",
            "If vault.json was moved or deleted: put it back into the records folder, then press Try again.",
          ],
          recoveryHelps: false,
          canRetry: true,
          takesCopy: true,
          folder: "/home/desk/.local/share/uk.frontdesk.desk/clinic",
          setAside: [{ name: "set-aside-2026-11-24-1", day: "2026-11-24", files: ["clinic.db-wal"], size: "1.2 MB" }],
        },
      },
    },
  },
  "set-up": { answers: { start: { ...start, stage: "first-start", session: null } } },
  "set-up-2": {
    answers: { start: { ...start, stage: "first-start", session: null } },
    after: () => click("Go to practice manager"),
  },
  sheet: {
    answers: { start: { ...start, stage: "first-start", session: null }, set_up: sheet },
    after: () => {
      click("Go to practice manager");
      setTimeout(() => click("Set up and make"), 200);
    },
  },
  "change-passphrase": { answers: { start: { ...start, session: { ...session, mustChangePassphrase: true } } } },
  settings: { answers: asManager, after: () => router.go("settings") },
  clinic: {
    answers: asManager,
    after: () => {
      router.go("settings");
      setTimeout(() => click("What every paper"), 200);
    },
  },
  safety: {
    answers: {
      ...asManager,
      see_set_aside: [{ name: "set-aside-2026-11-24-1", day: "2026-11-24", files: ["clinic.db-wal"], size: "1.2 MB" }],
    },
    after: () => {
      router.go("settings");
      setTimeout(() => click("Locking, recovery sheet"), 200);
    },
  },
  staff: {
    answers: { ...asManager, list_loose_keys: [{ slotId: "9", name: "Una Field", role: "reception" }] },
    after: () => {
      router.go("settings");
      setTimeout(() => click("Who has a key"), 200);
    },
  },
  "device-key": {
    answers: asManager,
    after: () => {
      router.go("settings");
      setTimeout(() => click("Who has a key"), 200);
      setTimeout(() => click("Replace this computer"), 500);
    },
  },
  "two-sheets": {
    answers: {
      ...asManager,
      start: { ...start, session: { ...manager, recoveryUnconfirmed: true, openSheets: ["RC-01", "RC-02"] } },
    },
  },
  "header-older": {
    answers: {
      start: {
        ...locked,
        stage: "trouble",
        recoverySheet: "RC-01",
        trouble: {
          code: "header-older",
          title: "An older key file is in place",
          message:
            "The key file (vault.json) is older than the records: it stands at change 12 of the keys, and change 14 was made already. It may bring back passphrases that were replaced, so no passphrase opens it. Put the newest key file back, or use the recovery code.",
          steps: [
            "If somebody put an older copy of vault.json back: put the newest copy back in its place, with vault-copy.json, and press Try again.",
            "Without a newer copy: fetch the printed recovery sheet, choose Use the recovery code and type all 7 groups.",
            "After the recovery code everybody else needs a first passphrase from the practice manager.",
          ],
          recoveryHelps: true,
          canRetry: true,
          takesCopy: false,
          folder: "/home/desk/.local/share/uk.frontdesk.desk/clinic",
          setAside: [],
        },
      },
    },
  },
  "add-staff": {
    answers: asManager,
    after: () => {
      router.go("settings");
      setTimeout(() => click("Who has a key"), 200);
      setTimeout(() => click("Add a person"), 500);
    },
  },
};
