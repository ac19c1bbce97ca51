import { router } from "../lib/router.svelte";
import { wholeRegister } from "../screens/registers/register";
import { checkIn, child, identified, misread, proved, readZone, typedLines } from "./check-in";
import type { NoticeView } from "../ipc/bindings";
import { patient, refuse, session, start, type Answers } from "./answers";
import type { Look } from "./looks";
import { marketing, marketingList, newsAsked, restart } from "./news";
import { audit, clock, paper, register, request, requests } from "./papers";
import { parentalLooks } from "./parental";

const click = (words: string) =>
  [...document.querySelectorAll("button")].find((button) => button.textContent?.includes(words))?.click();
const key = (name: string, more: KeyboardEventInit = {}) =>
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...more }));
const later = (act: () => void, ms = 400) => setTimeout(act, ms);
const manager = { ...session, name: "Marta Nowak", role: "practice-manager" as const };

const made: Answers = {
  open_check_in: checkIn,
  read_zone: readZone,
  record_identity: identified,
  record_age: proved,
  record_consents: { ...proved, consents: "done" },
  close_document: null,
  make_consent_form: paper("Consent form"),
  make_response: paper("Response", 12, { notes: ["Draft, not for release"] }),
  list_requests: requests,
  open_request: request,
  preview_clock: clock,
  log_request: request,
  job_state: { jobId: "1", queue: "Reception", state: "printing", message: "Page 1 of 3 is on its way." },
};
const look = (after: () => void, answers: Answers = {}): Look => ({ answers: { ...made, ...answers }, after });
export const dates = {
  today: "2031-11-24",
  time: "09:02",
  last: "2026-11-24",
  lastTime: "17:30",
  earlier: false,
};
export const anchor = {
  alarm: true,
  silent: false,
  kept: "No. 1240, Sun 29 Nov 2026, 16:40",
  newest: "No. 1188, Sat 28 Nov 2026, 17:31",
};
export const notices: NoticeView[] = [
  {
    code: "anchor-alarm",
    tone: "stop",
    message:
      "These are not the records last used on this computer: its newest entry, of Sun 29 Nov 2026, 16:40, is not in them. Find out why, then say what happened.",
    action: "settle-anchor",
    canWait: false,
  },
  {
    code: "clock-doubted",
    tone: "warn",
    message:
      "This computer says it is Mon 24 Nov 2031, long after the last entry, of Tue 24 Nov 2026. Until the date is confirmed, ages count by the earlier date and nothing is deleted by itself.",
    action: "confirm-date",
    canWait: false,
  },
  {
    code: "two-sheets",
    tone: "info",
    message: "Two recovery sheets open these records. Confirm the new one.",
    action: "new-sheet",
    canWait: true,
  },
];
const asManager: Answers = { start: { ...start, session: manager } };
const toCheckIn = () => router.go("check-in", { arrivalId: "a1" });
const scan = () => {
  const field = document.querySelector<HTMLTextAreaElement>("#f-zone")!;
  field.value = typedLines;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  click("Read the lines");
};

/** Looks of the check-in, requests and papers. */
export const checkInLooks: Record<string, Look> = {
  "check-in": look(toCheckIn),
  misread: look(() => (toCheckIn(), later(scan)), { read_zone: misread() }),
  read: look(() => (toCheckIn(), later(scan)), { read_zone: () => readZone({ text: "" }) }),
  "other-document": look(
    () => (
      toCheckIn(),
      later(() => key("F3")),
      later(() => click("Driving licence"), 600),
      later(() => document.querySelector<HTMLInputElement>("input[value='driving-licence']")?.click(), 700)
    ),
  ),
  known: look(() => (toCheckIn(), later(() => key("F7")))),
  vouched: look(() => (toCheckIn(), later(() => click("A colleague")))),
  "turn-away": look(
    () => (
      toCheckIn(),
      later(() => key("F9")),
      later(() => document.querySelector<HTMLInputElement>("dialog input[type=radio]")?.click(), 700)
    ),
  ),
  age: look(toCheckIn, { open_check_in: identified }),
  "age-25": look(toCheckIn, {
    open_check_in: { ...identified, ageStep: { ...identified.ageStep, proof: null, challenge25: true } },
  }),
  consents: look(toCheckIn, { open_check_in: proved }),
  "consents-who": look(() => (toCheckIn(), later(() => key("F3"))), { open_check_in: proved }),
  "consents-wrong": look(() => (toCheckIn(), later(() => click("Save the answers"))), {
    open_check_in: proved,
    record_consents: () =>
      refuse("form", "Two things to put right.", [
        [
          "hold-health-details",
          "Needs a yes or a no before treatment: May we hold health details to treat you safely?",
        ],
        [
          "treatment-botulinum-toxin",
          "Needs a yes or a no before treatment: Do you agree to the treatment planned for today?",
        ],
      ]),
  }),
  "checked-in": look(toCheckIn, { open_check_in: { ...proved, consents: "done" } }),
  "under-16": look(toCheckIn, { open_check_in: child }),
  ...parentalLooks,
  requests: look(() => router.go("requests")),
  "requests-none": look(() => router.go("requests"), { list_requests: [] }),
  "log-request": look(
    () => (
      router.go("log-request", { patientId: "p1" }),
      later(() => document.querySelector<HTMLInputElement>("input[value='access']")?.click())
    ),
  ),
  request: look(() => router.go("request", { requestId: "r3" })),
  "request-manager": look(() => router.go("request", { requestId: "r3" }), {
    ...asManager,
    open_request: { ...request, canMakeResponse: true },
  }),
  "consent-form": look(() => router.go("consent-form", { patientId: "p1", treatment: "Consultation" })),
  "blank-form": look(() => router.go("consent-form", {})),
  "print-failed": look(
    () => (router.go("consent-form", { patientId: "p1", treatment: "Consultation" }), later(() => click("Print"), 900)),
    {
      print_document: {
        jobId: "Reception-1",
        queue: "Reception",
        state: "failed",
        message:
          "The print system gave the job up at Reception. What had come out by then is at the printer. The print system says: “The printer is not responding”.",
      },
    },
  ),
  "save-file": look(
    () => (
      router.go("consent-form", { patientId: "p1", treatment: "Consultation" }),
      later(() => click("Save a file"), 900)
    ),
  ),
  response: look(() => router.go("response", { requestId: "r3" }), {
    ...asManager,
    open_request: { ...request, canMakeResponse: true },
  }),
  "news-stop": look(() => (router.go("patient", { patientId: "p1" }), later(() => key("m", { ctrlKey: true })))),
  "news-ask": look(() => router.go("news", { patientId: "p1", channel: "text" })),
  "news-asked": look(
    () => (router.go("news", { patientId: "p1", channel: "text" }), later(() => click("Make a code for"))),
    { ask_restart: restart(patient.banner) },
  ),
  "news-wrong-code": look(
    () => (router.go("news", { patientId: "p1", channel: "text" }), later(() => click("Take the code"))),
    {
      see_marketing: marketing({ ...patient.banner, news: newsAsked }),
      accept_restart: () =>
        refuse("form", "Two things to put right.", [
          [
            "code",
            "This is not the code of the newest letter. It stays stopped. Read the code again from their answer.",
          ],
          ["capacity", "Choose who accepted."],
        ]),
    },
  ),
  "news-list": look(
    () => (
      router.go("registers", { tab: "news" }),
      later(() => document.querySelector<HTMLInputElement>("input[value='email']")?.click()),
      later(() => click("Make the list"), 500)
    ),
    { ...asManager, make_marketing_list: marketingList },
  ),
  checks: look(() => router.go("registers"), { ...asManager, see_register: register }),
  "checks-empty": look(() => router.go("registers"), {
    ...asManager,
    see_register: { ...register, rows: [], total: 0, next: null },
  }),
  "checks-wrong": look(
    () => {
      router.go("registers");
      later(() => click("Show"));
    },
    {
      ...asManager,
      see_register: () => refuse("form", "One thing to put right.", [["from.month", "The month is missing."]]),
    },
  ),
  "checks-save": look(() => (router.go("registers"), later(() => click("Save as CSV"))), {
    ...asManager,
    see_register: register,
  }),
  "register-paper": look(() => router.go("register", { filter: wholeRegister() }), {
    ...asManager,
    make_register: paper("Due diligence register"),
  }),
  registers: look(() => router.go("registers", { tab: "audit" }), {
    ...asManager,
    see_audit: audit,
    verify_audit: {
      whole: true,
      entries: 412,
      head: audit.entries[0]!.hash,
      anchored: true,
      alarm: false,
      title: "The audit is whole.",
      tone: "ok",
      message: "All 412 entries fit together, and the one kept in this computer’s keyring is among them.",
    },
  }),
  "registers-verified": look(() => (router.go("registers", { tab: "audit" }), later(() => click("Verify the audit"))), {
    ...asManager,
    see_audit: audit,
    verify_audit: {
      whole: true,
      entries: 412,
      head: audit.entries[0]!.hash,
      anchored: true,
      alarm: false,
      title: "The audit is whole.",
      tone: "ok",
      message: "All 412 entries fit together, and the one kept in this computer’s keyring is among them.",
    },
  }),
  "audit-alarm": look(() => (router.go("registers", { tab: "audit" }), later(() => click("Verify the audit"))), {
    ...asManager,
    see_audit: audit,
    verify_audit: {
      whole: true,
      entries: 412,
      head: audit.entries[0]!.hash,
      anchored: false,
      alarm: true,
      title: "The audit is not whole.",
      tone: "stop",
      message:
        "All 412 entries fit together, but the entry kept in this computer’s keyring is not among them. Entries are missing, or the records were replaced. If nobody put a copy back, tell the data protection contact.",
    },
  }),
  "settle-anchor": look(() => router.go("settle-anchor"), { ...asManager, see_anchor: anchor }),
  "confirm-date": look(() => router.go("confirm-date"), { ...asManager, see_date: dates }),
  notices: look(() => undefined, { start: { ...start, session: { ...manager, notices } }, see_notices: notices }),
  "registers-reception": look(() => router.go("registers")),
};
