import type { AskView, CheckInView, IdentityDocumentView, ZoneView } from "../ipc/bindings";
import { nothingAsked } from "./news";

/** A check-in with made-up answers. Fictional people only. */
const ask = (purpose: string, question: string, more: Partial<AskView> = {}): AskView => ({
  purpose,
  question,
  text: "Your clinician has explained what the treatment is for, the risks that matter for you, the other choices, including doing nothing, and what it costs. You can change your mind at any time, also after you have said yes.",
  wordingId: purpose,
  wordingVersion: 3,
  wordingDated: "1 Sep 2026",
  approved: false,
  required: false,
  held: null,
  heldNote: null,
  stopped: false,
  ...more,
});

/** As Rust gives them: a passport's form, and where the others differ. */
const passport: IdentityDocumentView = {
  kind: "passport",
  name: "Passport",
  within: "passport",
  fixedIssuer: null,
  issuerLabel: "Issued by",
  issuerHint: "The country",
  number: "last-four",
  expiry: "required",
  likeness: true,
  nameAndBorn: true,
  hologram: false,
  besidePassport: false,
  digitalResult: false,
  standing: "alone",
  notEnough: "",
  proves: "Shows who they are and how old.",
};
const never: IdentityDocumentView = {
  ...passport,
  issuerLabel: null,
  number: "none",
  expiry: "none",
  likeness: false,
  nameAndBorn: false,
  proves: "",
};
const licence = { fixedIssuer: "DVLA", issuerLabel: null, proves: "Shows who they are, how old, and their address." };
export const documents: IdentityDocumentView[] = [
  passport,
  { ...passport, ...licence, kind: "licence-gb", name: "UK driving licence", number: "licence" },
  { ...passport, ...licence, kind: "licence-ni", name: "Northern Ireland licence", fixedIssuer: "DVA" },
  {
    ...passport,
    kind: "pass-card",
    name: "PASS card",
    issuerLabel: "Card scheme",
    issuerHint: "The name beside the hologram",
    expiry: "optional",
    hologram: true,
  },
  { ...passport, kind: "identity-card", name: "EEA or Swiss identity card", within: "identity card" },
  { ...passport, kind: "irish-passport-card", name: "Irish passport card", fixedIssuer: "Ireland", issuerLabel: null },
  {
    ...passport,
    kind: "evisa",
    name: "eVisa beside a passport",
    within: "eVisa",
    issuerLabel: "Passport issued by",
    besidePassport: true,
    standing: "beside-passport",
    notEnough: "An eVisa counts only with the passport in front of you. Ask for the passport.",
  },
  {
    ...passport,
    kind: "digital-check",
    name: "Digital identity check",
    issuerLabel: "Provider",
    issuerHint: "A certified digital verification service",
    number: "reference",
    expiry: "none",
    digitalResult: true,
  },
  {
    ...never,
    kind: "birth-certificate",
    name: "Birth certificate",
    standing: "never",
    notEnough: "A birth certificate links a child to a parent and has no photograph. Ask for a document with one.",
  },
  {
    ...never,
    kind: "residence-permit",
    name: "Residence permit card",
    standing: "ended",
    notEnough: "Residence permit cards ended on 31 December 2024. Ask for the eVisa share code with the passport.",
  },
  {
    ...passport,
    kind: "other",
    name: "Another photo document",
    issuerLabel: "What it is, and who issued it",
    issuerHint: "For example, driving licence, France",
    expiry: "optional",
    proves: "Shows who they are. It does not prove their age.",
  },
];

export const checkIn: CheckInView = {
  arrivalId: "a1",
  banner: {
    patientId: "p1",
    reference: "KM-11302",
    surname: "Żółć",
    givenNames: "Łukasz",
    preferredName: null,
    born: "1979-09-02",
    bornEstimated: false,
    age: 47,
    under16: false,
    under18: false,
    nhsNumber: null,
    flags: [],
    news: nothingAsked,
  },
  treatment: "botulinum-toxin",
  treatmentName: "Botulinum toxin",
  hereSince: "10:40",
  firstVisit: true,
  identity: "to-do",
  identityNote: null,
  age: "to-do",
  consents: "to-do",
  knownFrom: { checkId: "c1", text: "Passport, ends 4417, seen 3 Jun 2026" },
  readBack: [
    { code: "born", ask: "What is your date of birth?" },
    { code: "postcode", ask: "What is your postcode?" },
    { code: "phone", ask: "What is your phone number?" },
    { code: "address", ask: "What is the first line of your address?" },
    { code: "email", ask: "What is your email address?" },
    { code: "nhs-number", ask: "What is your NHS number?" },
  ],
  documents,
  colleagues: [
    { staffId: "s2", name: "Tom Ellery" },
    { staffId: "s4", name: "Dr Idris Bello" },
  ],
  ageStep: {
    age: 47,
    born: "1979-09-02",
    on: "2026-11-24",
    minimum: 18,
    source: "Botulinum Toxin and Cosmetic Fillers (Children) Act 2021, s.1",
    verdict: "allowed",
    tone: "ok",
    title: "47 years: old enough",
    note: "Botulinum toxin: 18 or over.",
    proof: "Passport, ends 9081, seen 24 Nov 2026",
    challenge25: false,
    rekey: false,
  },
  consentStep: {
    groups: [
      {
        kind: "data",
        title: "Needed before treatment",
        note: "Must be answered",
        rows: [
          ask("hold-health-details", "May we hold health details to treat you safely?", { required: true }),
          ask("treatment-botulinum-toxin", "Do you agree to the treatment planned for today?", { required: true }),
        ],
      },
      {
        kind: "photographs",
        title: "Photographs",
        note: "Care does not depend on these",
        rows: [
          ask("photographs-record", "May we take photographs for your own record?", {
            held: "given",
            heldNote: "Yes on 3 Jun 2026, wording 3.",
          }),
          ask("photographs-teaching", "May we use them to teach our staff?"),
          ask("photographs-publicity", "May we show them in our publicity?"),
        ],
      },
      {
        kind: "marketing",
        title: "News and offers",
        note: "Each way is asked by itself",
        rows: [
          ask("news-email", "May we send you news by email?"),
          ask("news-text", "May we send you news by text message?", {
            held: "withdrawn",
            heldNote: "Stopped on 19 Aug 2026. Reminders still go out.",
            stopped: true,
          }),
        ],
      },
    ],
    told: [
      {
        title: "Booking your visits; taking payment and making refunds; reminders of visits and reviews",
        basis: "our contract with you",
      },
      { title: "Proof of identity and age; answering requests about your data", basis: "the law requires it" },
      { title: "Answering your enquiry; cameras in the clinic", basis: "our interest, fairly used" },
    ],
    exampleWording: true,
    answered: 2,
    total: 7,
    requiredMissing: 2,
  },
  stop: null,
  turnAway: [
    {
      code: "no-document",
      label: "Has no document to show",
      say: "I am sorry, I need to see a document with your photograph before we can go on. You are very welcome to bring one and come back.",
    },
    {
      code: "not-the-person",
      label: "Photograph or details do not match",
      say: "I am sorry, I could not match the document with our record, so I cannot check you in today.",
    },
    {
      code: "leaves",
      label: "Leaves by their own wish",
      say: "That is quite all right. You are welcome to come back whenever you like.",
    },
    {
      code: "other",
      label: "Another reason, in the note",
      say: "I am sorry, we cannot go on today. Our practice manager can tell you more.",
    },
  ],
};

export const identified: CheckInView = {
  ...checkIn,
  identity: "done",
  identityNote: "Passport, ends 9081, seen 24 Nov 2026. The photograph looks like them; name and date of birth match.",
};
export const proved: CheckInView = { ...identified, age: "done" };

const banner = {
  ...checkIn.banner,
  reference: "KM-11240",
  surname: "Brennan",
  givenNames: "Kai",
  born: "2012-02-09",
  age: 14,
  under16: true,
  under18: true,
  flags: [{ word: "Under 16: check-in stopped", tone: "stop" as const }],
};
export const child: CheckInView = {
  ...checkIn,
  banner,
  age: "stopped",
  ageStep: {
    ...checkIn.ageStep,
    age: 14,
    born: "2012-02-09",
    verdict: "parental",
    tone: "stop",
    minimum: null,
    source: null,
  },
  stop: {
    code: "under-16",
    title: "Check-in has stopped: Kai is 14",
    message:
      "Ask the adult with Kai to prove parental responsibility. Nothing about Kai is printed or handed over until the practice manager decides.",
    say: "Thank you for coming. Before we go on I need to see who is responsible for you. Who is the adult with you today?",
    parental: true,
    question: null,
    canDecide: false,
  },
};
export const childBanner = banner;

const lines = ["P<POLZOLC<<LUKASZ<JAN<<<<<<<<<<<<<<<<<<<<<<<", "ZZ09990B14POL7909021M3106110<<<<<<<<<<<<<<<2"];
const better = [lines[0]!, "ZZ0999081" + lines[1]!.slice(9)];

const fills: ZoneView["fills"] = {
  surname: "Zolc",
  givenNames: "Lukasz Jan",
  born: { day: "2", month: "9", year: "1979" },
  sex: "male",
  document: "passport",
  issuer: "Poland",
  lastFour: "9081",
  expiry: { day: "11", month: "6", year: "2031" },
};
const row = (
  part: string,
  document: string,
  record: string,
  compared: ZoneView["rows"][number]["compared"],
  digit: ZoneView["rows"][number]["digit"] = "none",
  note = "",
): ZoneView["rows"][number] => ({ part, document, record, compared, digit, note, suggestion: null });

export const zone = (lines: string[]): ZoneView => ({
  title: "Passport, read 10:42",
  documentName: "Passport",
  documentWithin: "passport",
  byEye: false,
  problems: [],
  fills,
  rows: [
    row("Number", "ZZ0999081", "None yet", "first-time", "passes"),
    row("Given names", "LUKASZ JAN", "Łukasz", "adds", "none", "Adds JAN"),
    row("Surname", "ZOLC", "Żółć", "same", "none", "Z stands for Ż."),
    row("Born", "2 Sep 1979", "2 Sep 1979", "same", "passes"),
    row("Expires", "11 Jun 2031", "None yet", "in-date", "passes"),
    row("Sex", "Male", "Male", "same"),
    row("Issued by", "Poland", "None yet", "first-time"),
  ],
  reading: {
    format: "td3",
    verdict: "pass",
    lines,
    documentCode: "P",
    issuer: "POL",
    surname: "ZOLC",
    givenNames: "LUKASZ JAN",
    nameTruncated: false,
    number: "ZZ0999081",
    nationality: "POL",
    born: "1979-09-02",
    bornOtherCentury: null,
    bornNote: null,
    expiry: "2031-06-11",
    expired: false,
    sex: "male",
    optional: "",
    checks: [],
    failed: [],
    suggestions: [],
    message: "",
  },
});

/** One character read wrong, with the suggestion that makes the check digits pass. */
export function misread(): ZoneView {
  const read = zone(lines);
  const message = "Character 8 of line 2 was read as B. With 8, this check digit and the whole line’s both pass.";
  read.reading.verdict = "fail";
  read.reading.failed = ["number", "composite"];
  read.reading.suggestions = [
    {
      field: "number",
      changes: [{ line: 2, position: 8, read: "B", better: "8" }],
      value: "ZZ0999081",
      compositePasses: true,
      lines: better,
      message,
    },
  ];
  read.rows[0] = {
    ...row("Number", "ZZ09990B1", "None yet", "first-time", "fails"),
    suggestion: { sentence: message, value: "ZZ0999081", lines: better.join("\n") },
  };
  read.problems = ["Number: one character looks wrong. Use the suggestion, or scan again."];
  return read;
}

export const readZone = ({ text }: { text: string }): ZoneView => (text.includes("B14") ? misread() : zone(better));
export const typedLines = lines.join("\n");
