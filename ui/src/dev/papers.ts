import type {
  AuditEntryView,
  Clock,
  DocumentView,
  RegisterPageView,
  RegisterRowView,
  RequestRowView,
  RequestView,
} from "../ipc/bindings";
import { checkIn } from "./check-in";

/** Papers, requests and the audit, made up. Fictional people only. */
export function samplePdf(pages: number): string {
  const objects = ["<< /Type /Catalog /Pages 2 0 R >>"];
  const first = 4;
  const kids = Array.from({ length: pages }, (_, i) => `${first + i * 2} 0 R`).join(" ");
  objects.push(`<< /Type /Pages /Count ${pages} /Kids [${kids}] >>`);
  objects.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  for (let page = 1; page <= pages; page++) {
    const words = `BT /F1 20 Tf 60 770 Td (Consent form, page ${page} of ${pages}) Tj ET`;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${first + page * 2 - 1} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
    );
    objects.push(`<< /Length ${words.length} >>\nstream\n${words}\nendstream`);
  }
  let text = "%PDF-1.4\n";
  const places = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  text += places.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  text += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF`;
  return btoa(text);
}

export const paper = (title: string, pages = 3, more: Partial<DocumentView> = {}): DocumentView => ({
  documentId: `d-${title}`,
  title,
  pages,
  pdf: samplePdf(pages),
  unprintable: [],
  notes: [],
  ...more,
});

export const clock: Clock = {
  state: "running",
  start: "2026-10-28",
  workTo: "2026-12-04",
  legalLimit: "2026-12-07",
  extendBefore: "2026-12-04",
  extended: false,
  daysLeft: 10,
  working: [
    { text: "Received", date: "2026-10-28", days: null },
    { text: "One month on", date: "2026-11-28", days: null },
    { text: "Paused 30 Oct to 5 Nov, to ask which records", date: null, days: 6 },
    { text: "Lands on a working day, so it stays", date: "2026-12-04", days: null },
    { text: "Limit counts both end days: + 7, Sat 5 Dec, next working day", date: "2026-12-07", days: null },
  ],
  warnings: [],
};

const row = (
  reference: string,
  rightName: string,
  patientName: string,
  more: Partial<RequestRowView>,
): RequestRowView => ({
  requestId: reference,
  reference,
  right: "access",
  rightName,
  patientName,
  under16: false,
  received: "2026-10-23",
  due: "2026-11-23",
  word: "1 day late",
  tone: "stop",
  ...more,
});
export const requests: RequestRowView[] = [
  row("R-2026-031", "Access", "Adeyemi, Folake", {}),
  row("R-2026-033", "Correction", "Ó Súilleabháin, Niamh", { due: "2026-11-27", word: "3 days", tone: "warn" }),
  row("R-2026-034", "Access", "Okonkwo, Amara Grace", { due: "2026-12-04", word: "10 days", tone: "rest" }),
  row("R-2026-035", "Complaint", "Featherstonehaugh-Cholmondeley, Bartholomew Maximilian Theodore", {
    due: "2026-12-18",
    word: "24 days",
    tone: "rest",
  }),
  row("R-2026-036", "Access", "محمد, يوسف", { due: null, word: "Waiting for proof", tone: "info" }),
];

export const request: RequestView = {
  requestId: "R-2026-034",
  reference: "R-2026-034",
  right: "access",
  rightName: "Access",
  banner: {
    ...checkIn.banner,
    reference: "KM-10482",
    surname: "Okonkwo",
    givenNames: "Amara Grace",
    born: "1990-03-14",
    age: 36,
    under16: false,
    under18: false,
  },
  received: "2026-10-28",
  how: "in-person",
  said: "I would like to see everything you have about me, please, on paper.",
  madeBy: "patient",
  requesterName: null,
  replyBy: "post",
  clock,
  word: "10 days",
  tone: "rest",
  loggedBy: "Priya Shah",
  loggedAt: "2026-10-28T11:04:00Z",
  undecided: [
    "Whether a health professional thinks that any of it could cause serious harm",
    "Whether other people’s data stands in it",
  ],
  canMakeResponse: false,
  aboutChild: false,
  canDecide: false,
  settled: null,
  released: false,
};

const entry = (seq: number, useCase: string, more: Partial<AuditEntryView> = {}): AuditEntryView => ({
  seq,
  at: "2026-11-24T10:42:00Z",
  actor: "Priya Shah",
  useCase,
  outcome: "done",
  subjectKind: "patient",
  subject: "KM-11302",
  detail: '{"arrival":"0d9c2b1e","method":"document","outcome":"confirmed"}',
  hash: "9f2c41d07be3a58c6d1e0f4b7a93c5d2e8f60417b9ac3d52f1e6074c8ba935d1",
  ...more,
});
export const audit = {
  entries: [
    entry(412, "record-identity"),
    entry(411, "open-check-in", { detail: "{}" }),
    entry(410, "print-document", { outcome: "intended", subjectKind: "document", subject: "consent-form" }),
    entry(409, "see-audit", {
      outcome: "refused",
      actor: "Tom Ellery",
      subjectKind: "audit",
      subject: "list",
      detail: "",
    }),
  ],
  total: 412,
  more: true,
  useCases: ["record-identity", "open-check-in", "print-document", "see-audit"].map((id) => ({
    id,
    label: id.replaceAll("-", " "),
  })),
  staff: [
    { id: "s1", label: "Priya Shah" },
    { id: "s2", label: "Tom Ellery" },
  ],
};

const checked = (
  id: string,
  at: string,
  reference: string,
  name: string,
  more: Partial<RegisterRowView>,
): RegisterRowView => ({
  id,
  at,
  patientId: `p-${reference}`,
  reference,
  name,
  under16: false,
  check: "Identity check",
  treatment: "Botulinum toxin",
  method: "",
  issuer: "",
  lastFour: "",
  expiry: "",
  checks: "",
  likeness: "",
  ageRule: "",
  outcome: "Identity confirmed",
  tone: "ok",
  reason: "",
  by: "Priya Shah",
  ...more,
});
export const register: RegisterPageView = {
  rows: [
    checked("e5", "2026-11-24T10:44:00Z", "KM-11302", "Testpatient, Rowan", {
      check: "Refusal",
      outcome: "Turned away",
      tone: "stop",
      reason: "Too young for the treatment.",
    }),
    checked("e4", "2026-11-24T10:43:00Z", "KM-11302", "Testpatient, Rowan", {
      check: "Age check",
      method: "Passport, seen 24 Nov 2026",
      issuer: "United Kingdom",
      lastFour: "0002",
      expiry: "1 Jan 2033",
      checks: "17 on 24 Nov 2026",
      ageRule: "18 or over: Botulinum Toxin and Cosmetic Fillers (Children) Act 2021, section 1",
      outcome: "Stopped for age",
      tone: "stop",
    }),
    checked("e3", "2026-11-24T10:42:00Z", "KM-11302", "Testpatient, Rowan", {
      method: "Passport",
      issuer: "United Kingdom",
      lastFour: "0002",
      expiry: "1 Jan 2033",
      checks: "Check digits pass. Name matches. Date of birth matches.",
      likeness: "Yes",
    }),
    checked("e2", "2026-11-24T10:20:00Z", "KM-10611", "محمد, يوسف", {
      method: "Driving licence",
      issuer: "DVLA",
      lastFour: "9IJ7",
      expiry: "1 Jun 2030",
      checks: "Name compared by eye. Date of birth matches.",
      likeness: "Not sure",
      outcome: "Identity not confirmed",
      tone: "warn",
      reason: "Nobody was sure of the photograph.",
      treatment: "Consultation",
    }),
    checked(
      "e1",
      "2026-11-23T09:10:00Z",
      "KM-10040",
      "Featherstonehaugh-Cholmondeley, Bartholomew Maximilian Theodore",
      {
        method: "Known to us, from the check of 3 Jun 2026",
        reason: "Read back: date of birth, postcode.",
        treatment: "Dermal filler",
        by: "Tom Ellery",
      },
    ),
  ],
  total: 124,
  next: "after-e1",
  treatments: [
    { id: "toxin", label: "Botulinum toxin" },
    { id: "filler", label: "Dermal filler" },
  ],
  outcomes: [
    { id: "confirmed", label: "Identity confirmed" },
    { id: "turned-away", label: "Turned away" },
  ],
  staff: [
    { id: "s1", label: "Priya Shah" },
    { id: "s2", label: "Tom Ellery" },
  ],
};
