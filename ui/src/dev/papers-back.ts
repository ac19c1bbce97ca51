import type {
  PagePictureView,
  PaperRowView,
  PaperView,
  PapersView,
  ScannedView,
  ScanView,
  TrayPageView,
} from "../ipc/bindings";
import { router } from "../lib/router.svelte";
import { refuse, session, start, type Answers } from "./answers";
import { checkIn, proved } from "./check-in";
import { consents } from "./consents";
import type { Look } from "./looks";

const row = (paperId: string, more: Partial<PaperRowView> = {}): PaperRowView => ({
  paperId,
  title: "Botulinum toxin",
  patient: "Okonkwo, Amara Grace",
  reference: "KM-10482",
  born: "1990-03-14",
  under16: false,
  state: "out",
  word: "Out",
  tone: "rest",
  note: "Printed 24 Nov 2026",
  ...more,
});
const nobody = { patient: null, reference: null, born: null };

export const tray: TrayPageView[] = [
  {
    pageId: "g1",
    why: "There is a code on this page, and it cannot be read. Its paper number is in the last line.",
    read: "",
    paper: "",
    page: "",
    came: "24 Nov 2026, 10:42",
    by: "Priya Shah",
  },
  {
    pageId: "g2",
    why: "Its code does not agree with what was printed under this number.",
    read: "Its code says: paper 7K2M9QXD, page 7 of 4.",
    paper: "7K2M9QXD",
    page: "7",
    came: "24 Nov 2026, 10:42",
    by: "Priya Shah",
  },
];

export const papers: PapersView = {
  back: [
    row("7K2M9QXD", { state: "back", word: "All 4 pages are back", tone: "info", note: "Record the answers" }),
    row("3FJ8ZT0W", {
      ...nobody,
      title: "Laser treatment",
      state: "partly",
      word: "3 of 4 pages are back",
      tone: "warn",
      note: "Page 3 of 4 is not back.",
    }),
  ],
  out: [row("9QWM2X7K"), row("A0B1C2D3", { ...nobody, title: "Chemical peel" })],
  ended: [row("ZZ00YY11", { state: "recorded", word: "Answers recorded", tone: "ok", note: "23 Nov 2026" })],
  tray,
  days: 30,
  scanner: true,
};
export const noPapers: PapersView = { back: [], out: [], ended: [], tray: [], days: 30, scanner: false };

export const scan: ScanView = { scanId: "s1", name: "scan-0007.pdf", size: "2.1 MB", at: "2026-11-24T10:41:00Z" };

export const scanned: ScannedView = {
  chosen: true,
  lines: [
    { tone: "ok", word: "Attached", text: "Scanned page 1: Page 2 of 4 of paper 7K2M9QXD." },
    { tone: "warn", word: "In the tray", text: "Scanned page 2: No paper known. There is no code on this page." },
    {
      tone: "rest",
      word: "Kept already",
      text: "Scanned page 3: Page 1 of 4 of paper 7K2M9QXD. The same picture was scanned before and is kept once.",
    },
  ],
  papers,
  scanLeft: scan,
};

export const page = (number: number, more: Partial<PagePictureView> = {}): PagePictureView => ({
  pageId: `p${number}`,
  title: `Page ${number} of 2`,
  note: "Scanned, and found by its code, 24 Nov 2026, 10:42 by Priya Shah",
  jpeg: "",
  width: 1654,
  height: 2339,
  ...more,
});

export const paperBack: PaperView = {
  paperId: "7K2M9QXD",
  title: "Botulinum toxin",
  version: "3-20261102",
  large: false,
  pages: 2,
  made: "24 Nov 2026, 10:30 by Priya Shah",
  banner: checkIn.banner,
  state: "back",
  word: "All 2 pages are back",
  tone: "info",
  missing: "",
  ended: "",
  back: [page(1), page(2)],
  arrivalId: "a1",
  step: proved.consentStep,
  cannot: "",
};
export const paperPartly: PaperView = {
  ...paperBack,
  state: "partly",
  word: "1 of 2 pages are back",
  tone: "warn",
  missing: "Page 2 of 2 is not back.",
  back: [page(1)],
  arrivalId: null,
  step: null,
};
export const paperNobodys: PaperView = {
  ...paperBack,
  banner: null,
  arrivalId: null,
  step: null,
  cannot: "Say whose paper this is first. Then its answers can be recorded.",
};
export const paperRecorded: PaperView = {
  ...paperBack,
  state: "recorded",
  word: "Answers recorded",
  tone: "ok",
  ended: "Answers recorded 24 Nov 2026, 10:50 by Priya Shah.",
  arrivalId: null,
  step: null,
};

export const visits = { banner: checkIn.banner, visits: [{ arrivalId: "a1", label: "Today, 10:30" }] };

const click = (words: string) =>
  [...document.querySelectorAll("button")].find((button) => button.textContent?.includes(words))?.click();
const later = (act: () => void, ms = 300) => setTimeout(act, ms);
const toPapers = () => router.go("registers", { tab: "papers" });
const toPaper = () => router.go("paper", { paperId: "7K2M9QXD" });
export const answersOfPapers: Answers = {
  start: { ...start, session },
  see_papers: papers,
  list_scans: [scan],
  scan_papers: scanned,
  open_page: { ...page(1), title: "A page in the tray", note: "There is no code on this page." },
  open_paper: paperBack,
  paper_visits: visits,
  assign_paper: paperBack,
  file_page: papers,
  throw_page: papers,
};
const look = (after: () => void, answers: Answers = {}): Look => ({
  answers: { ...answersOfPapers, ...answers },
  after,
});

/** Papers that come back: lists, the tray, one paper with its pages. */
export const paperLooks: Record<string, Look> = {
  papers: look(toPapers),
  "papers-none": look(toPapers, { see_papers: noPapers }),
  "papers-failed": look(toPapers, {
    see_papers: () => refuse("unreadable", "The records could not be read. Try again."),
  }),
  "papers-scanned": look(() => (toPapers(), later(() => click("Read this scan"))), {
    scan_papers: { ...scanned, scanLeft: null },
  }),
  "papers-scan-left": look(() => (toPapers(), later(() => click("Read this scan")))),
  "papers-file": look(() => (toPapers(), later(() => click("Look and file")))),
  "papers-file-missing": look(
    () => (toPapers(), later(() => click("Look and file"), 150), later(() => click("File it"), 400)),
  ),
  "paper-back": look(toPaper),
  "paper-partly": look(toPaper, { open_paper: paperPartly }),
  "paper-nobodys": look(toPaper, { open_paper: paperNobodys }),
  "paper-whose": look(() => (toPaper(), later(() => click("Say whose it is"))), { open_paper: paperNobodys }),
  "paper-recorded": look(toPaper, { open_paper: paperRecorded }),
  "paper-close": look(() => (toPaper(), later(() => click("Close without recording")))),
  "consents-on-paper": look(
    () => (
      router.go("consents", { patientId: "p1" }),
      later(() => document.querySelectorAll("details").forEach((one) => (one.open = true)))
    ),
    { see_consents: onPaper() },
  ),
};

/** A patient's consents with answers that stand on a paper, and a page on no form. */
export function onPaper() {
  const groups = consents.groups.map((group) => ({
    ...group,
    rows: group.rows.map((one) => ({
      ...one,
      history: one.history.map((said) => ({ ...said, how: "The patient. On paper, signed.", paper: "ZZ00YY11" })),
    })),
  }));
  return {
    ...consents,
    groups,
    papers: papers.ended,
    pages: [{ pageId: "g9", note: "Filed 24 Nov 2026, 10:42 by Priya Shah" }],
  };
}
