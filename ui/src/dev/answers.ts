import type {
  ArrivalView,
  BoardView,
  FoundView,
  PatientView,
  SearchView,
  SessionView,
  StartView,
} from "../ipc/bindings";
import { marketing, news } from "./news";

/** Fictional people only. Answers by command name; a function gets the arguments. */
export type Answers = Record<string, unknown>;

export function refuse(
  code: string,
  message: string,
  fields: [string, string][] = [],
  waitSeconds: number | null = null,
): Promise<never> {
  return Promise.reject({
    code,
    message,
    fields: fields.map(([field, text]) => ({ field, code: "x", message: text })),
    waitSeconds,
  });
}

export const session: SessionView = {
  staffId: "s1",
  name: "Priya Shah",
  role: "reception",
  mustChangePassphrase: false,
  theme: "system",
  demo: false,
  clinicName: "Kensington Medical",
  today: "2026-11-24",
  recoveryUnconfirmed: false,
  openSheets: [],
  idleMinutes: 10,
  returning: false,
  dayForAges: "2026-11-24",
  notices: [],
};

export const start: StartView = {
  stage: "open",
  demo: false,
  demoPassphrase: null,
  trouble: null,
  clinicName: "Kensington Medical",
  people: [
    { slotId: "1", name: "Priya Shah", role: "reception", waitSeconds: 0 },
    { slotId: "2", name: "Tom Ellery", role: "reception", waitSeconds: 0 },
    { slotId: "3", name: "Marta Nowak", role: "practice-manager", waitSeconds: 0 },
    { slotId: "4", name: "Dr Idris Bello", role: "clinician", waitSeconds: 0 },
  ],
  lockedNote: null,
  recoverySheet: "RC-01",
  recoveryWaitSeconds: 0,
  session,
};

const arrival = (time: string, name: string, born: string, more: Partial<ArrivalView> = {}): ArrivalView => ({
  arrivalId: `a-${time}-${name}`,
  patientId: `p-${name}`,
  time,
  name,
  born,
  under16: false,
  state: "expected",
  hereSince: null,
  identity: "done",
  age: "done",
  ageWord: "",
  consents: "done",
  waitsFor: "",
  begun: false,
  ...more,
});
const toDo = { identity: "to-do", age: "to-do", consents: "to-do" } as const;

export const board: BoardView = {
  today: "2026-11-24",
  requestsPressing: 2,
  pagesWaiting: 0,
  notices: [],
  arrivals: [
    arrival("10:30", "Okonkwo, Amara", "1990-03-14", {
      state: "here",
      hereSince: "10:24",
      waitsFor: "Waits for consents",
      consents: "ask",
      begun: true,
    }),
    arrival("10:45", "Żółć, Łukasz", "1979-09-02", {
      state: "here",
      hereSince: "10:40",
      waitsFor: "Waits for identity",
      ...toDo,
    }),
    arrival("11:00", "Ó Súilleabháin, Niamh", "2001-01-19"),
    arrival("11:00", "Testpatient, Rowan", "2008-11-25", { ...toDo, age: "stopped", ageWord: "Under 18" }),
    arrival("11:20", "Adeyemi, Folake", "1966-05-08", { consents: "ask" }),
    arrival("11:40", "Featherstonehaugh-Cholmondeley, Bartholomew Maximilian Theodore", "1951-01-30"),
    arrival("12:00", "محمد, يوسف", "1983-12-11", toDo),
    arrival("12:15", "Lindqvist, Saga", "1995-08-03"),
    ...["09:00", "09:15", "09:30", "09:45", "10:00"].map((time) =>
      arrival(time, "Sample, Alex", "1980-01-01", { state: "seen" }),
    ),
  ],
  due: [
    {
      requestId: "r1",
      title: "Access R-2026-031",
      note: "Was due Mon 23 Nov. Marta Nowak",
      word: "1 day late",
      tone: "stop",
    },
    {
      requestId: "r2",
      title: "Correction R-2026-033",
      note: "Due Fri 27 Nov. Marta Nowak",
      word: "3 days",
      tone: "warn",
    },
    {
      requestId: "r3",
      title: "Access R-2026-034",
      note: "Due Fri 4 Dec. 2 items to decide",
      word: "10 days",
      tone: "rest",
    },
    { requestId: null, title: "Backup", note: "Checked by reopening it at 02:04", word: "Last night", tone: "ok" },
  ],
};

const found = (
  reference: string,
  surname: string,
  givenNames: string,
  born: string,
  more: Partial<FoundView> = {},
): FoundView => ({
  patientId: reference,
  reference,
  surname,
  givenNames,
  preferredName: null,
  born,
  age: 38,
  under16: false,
  phoneEnds: "118",
  postcodeStarts: null,
  similar: false,
  arrivalId: null,
  ...more,
});

export const results: FoundView[] = [
  found("KM-10417", "Nguyễn", "Thị Ánh", "1988-07-04", { similar: true }),
  found("KM-11206", "Nguyễn", "Thị Anh", "1988-04-07", { similar: true, phoneEnds: "131" }),
  found("KM-10983", "Nguyen", "Anh Minh", "1988-02-21", { preferredName: "Annie", phoneEnds: "164" }),
];

export const patient: PatientView = {
  banner: {
    patientId: "p1",
    reference: "KM-10482",
    surname: "Okonkwo",
    givenNames: "Amara Grace",
    preferredName: "Amy",
    born: "1990-03-14",
    bornEstimated: false,
    age: 36,
    under16: false,
    under18: false,
    nhsNumber: "9990000018",
    flags: [{ word: "Marketing: email only", tone: "ok" }],
    news,
  },
  identity: {
    word: "Checked",
    tone: "ok",
    title: "Passport, ends 4417",
    note: "Seen by Priya Shah, 3 Jun 2026. In date to 2 Jun 2031. Confirm today by reading back two details.",
  },
  age: { word: "18 or over", tone: "ok", title: "36 years", note: "Proved by passport, 3 Jun 2026. Nothing to ask." },
  consents: {
    word: "Ask 1 again",
    tone: "warn",
    title: "6 of 7 answered",
    note: "Photographs for teaching: new wording since 1 Sep 2026. Her answer to the old one was No.",
  },
  particulars: {
    surname: "Okonkwo",
    givenNames: "Amara Grace",
    preferredName: "Amy",
    latinName: null,
    formerNames: null,
    born: "1990-03-14",
    bornEstimated: false,
    sex: "female",
    address: "14 Sample Street\nLondon",
    postcode: "ZZ99 3AA",
    phone: "07700 900482",
    email: "amara@example.com",
    contactBy: ["text"],
    contactNote: "not before 10:00",
    needs: "Large print",
    nhsNumber: "9990000018",
    source: "clinic-visit",
  },
  sourceLabel: "Clinic visit",
  history: [
    { at: "2026-11-24T10:24:00Z", kind: "arrived", text: "Arrived for 10:30", by: "Priya Shah" },
    {
      at: "2026-11-02T09:00:00Z",
      kind: "changed",
      text: "Changed phone number, told us by phone. Before: ends 104",
      by: "Tom Ellery",
    },
    { at: "2026-06-03T09:05:00Z", kind: "consent", text: "Answered 7 consents", by: "Priya Shah" },
    { at: "2026-06-03T09:03:00Z", kind: "age", text: "Age check: 36, over 18 for the treatment", by: "Priya Shah" },
    {
      at: "2026-06-03T09:01:00Z",
      kind: "identity",
      text: "Identity check: passport seen, not copied",
      by: "Priya Shah",
    },
    {
      at: "2026-06-03T09:00:00Z",
      kind: "registered",
      text: "Registered. Data came from: clinic visit",
      by: "Priya Shah",
    },
  ],
  requests: [
    {
      requestId: "r3",
      title: "Access R-2026-034",
      note: "Due Fri 4 Dec. With Marta Nowak",
      word: "10 days",
      tone: "rest",
    },
  ],
  arrivalId: "a1",
  checkInBegun: true,
  under16: false,
  parental: [],
  revision: 3,
};

const form = {
  surname: "Okonkwo",
  givenNames: "Amara Grace",
  preferredName: "Amy",
  latinName: "",
  formerNames: "",
  born: { day: "14", month: "3", year: "1990" },
  bornEstimated: false,
  sex: "female",
  address: "14 Sample Street\nLondon",
  postcode: "ZZ99 3AA",
  phone: "07700 900482",
  email: "amara@example.com",
  contactBy: ["text"],
  contactNote: "not before 10:00",
  needs: "Large print",
  nhsNumber: "9990000018",
  source: "clinic-visit",
};

export const answers: Answers = {
  start,
  touch: null,
  lock: () => ({ ...start, stage: "locked", session: null, lockedNote: null }),
  see_board: board,
  mark_here: board,
  search: ({ text }: { text: string }): SearchView => ({
    typed: text,
    results: text.startsWith("ng") ? results : [],
    more: false,
  }),
  hide: null,
  drafts_kept: null,
  drawn: null,
  load_draft: null,
  save_draft: null,
  drop_draft: null,
  open_patient: patient,
  open_patient_form: { banner: patient.banner, form, revision: 3 },
  options: {
    treatments: ["Botulinum toxin", "Dermal filler", "Consultation", "Minor surgery"].map((label) => ({
      id: label,
      label,
    })),
    sources: ["Clinic visit", "Website", "Phone", "Message"].map((label) => ({
      id: label.toLowerCase().replace(" ", "-"),
      label,
    })),
  },
  see_marketing: marketing(patient.banner),
  find_duplicates: [],
  suggest_passphrase: "harbour cobalt walnut ferry",
  printers: [{ name: "Reception", isDefault: true, accepting: true, twoSided: true, note: null }],
  print_document: { jobId: "1", queue: "Reception", state: "done", message: "The queue says that the page is out." },
  list_staff: start.people.map(({ name, role }, i) => ({
    staffId: `s${i + 1}`,
    slotId: String(i + 1),
    name,
    role,
    mustChangePassphrase: i === 1,
    hasKey: i !== 2,
    createdOn: "2026-06-01",
    isYou: i === 0,
  })),
  list_loose_keys: [],
};
