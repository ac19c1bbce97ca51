import type { CompareRow } from "../../components/CompareTable.svelte";
import type { Tone } from "../../components/tones";
import type { ZoneRowView, ZoneView } from "../../ipc/bindings";
import type { FieldError } from "../../lib/errors.svelte";
import { count } from "../../lib/format";

const compared: Record<ZoneRowView["compared"], { tone: Tone; word: string }> = {
  same: { tone: "ok", word: "Same" },
  adds: { tone: "warn", word: "Adds" },
  differs: { tone: "stop", word: "Differs" },
  "first-time": { tone: "rest", word: "First time" },
  expired: { tone: "stop", word: "Expired" },
  "in-date": { tone: "ok", word: "In date" },
};
const digits: Record<ZoneRowView["digit"], CompareRow["check"]> = {
  passes: { tone: "ok", word: "Passes" },
  fails: { tone: "stop", word: "Fails" },
  none: null,
};

export const rowField = (part: string) => `zone-${part.toLowerCase().replaceAll(" ", "-")}`;

/** What the problems of a reading lead to: their row, or the lines when nothing could be read. */
export function problemsOf(zone: ZoneView): FieldError[] {
  return zone.problems.map((message) => {
    const row =
      zone.rows.find(({ part }) => message.startsWith(`${part}:`)) ??
      zone.rows.find((one) => one.compared === "expired");
    return { field: row ? rowField(row.part) : "zone", code: "zone", message };
  });
}

/** What is the matter with a reading, in a line. */
export function troubleTitle(zone: ZoneView | null): string {
  if (!zone) return "The lines could not be read";
  const word = zone.documentWithin;
  const wrong = zone.rows.filter(({ digit }) => digit === "fails").length;
  if (wrong === 1) return `One part of the ${word} was not read correctly`;
  if (wrong > 1) return `${wrong} parts of the ${word} were not read correctly`;
  return `Look at ${count(zone.problems.length, "thing")} on the ${word}`;
}

/** The first sentence, and the rest. */
export function firstSentence(text: string): [string, string] {
  const split = /^(.+?[.!?])\s+(.*)$/s.exec(text);
  return split ? [split[1]!, split[2]!] : [text, ""];
}

/** Where a looked-alike character stands in what the row shows, from 0. */
function markAt(zone: ZoneView, row: ZoneRowView): number | null {
  if (!row.suggestion) return null;
  const lines = row.suggestion.lines;
  const change = zone.reading.suggestions.find((one) => one.lines.join("\n") === lines)?.changes[0];
  const line = change && zone.reading.lines[change.line - 1];
  if (!line) return null;
  const start = line.indexOf(row.document);
  const at = change.position - 1 - start;
  return start >= 0 && at >= 0 && at < row.document.length ? at : null;
}

export interface RowActs {
  use: (lines: string) => void;
  edit: () => void;
  /** The document's surname is one they had before. */
  former: (surname: string) => void;
}

/** The table's rows: each problem with its way out. Only the first suggestion has the key. */
export function compareRows(zone: ZoneView, act: RowActs): CompareRow[] {
  let keyed = false;
  return zone.rows.map((row) => {
    const { tone, word } = compared[row.compared];
    const adds = row.compared === "adds";
    return {
      name: rowField(row.part),
      part: row.part,
      document: row.document,
      code: row.part === "Number",
      markAt: markAt(zone, row),
      record: row.record === "None yet" ? null : row.record,
      compared: { tone, word: adds && row.note ? row.note : word, note: noteOf(row) },
      check: digits[row.digit],
      fix: fixOf(row),
      action: adds ? { label: "Edit the record", run: act.edit } : undefined,
    };
  });

  function noteOf(row: ZoneRowView): string | undefined {
    const told = row.compared === "adds" || row.compared === "differs";
    return told || row.note === "" ? undefined : row.note;
  }

  function fixOf(row: ZoneRowView): CompareRow["fix"] {
    if (row.suggestion) {
      const { sentence, value, lines } = row.suggestion;
      const [lead, text] = firstSentence(sentence);
      const keys = keyed ? undefined : "F6";
      keyed = true;
      return { lead, text, action: { label: "Use", code: value, keys, run: () => act.use(lines) } };
    }
    if (row.digit === "fails") return { lead: "Not read correctly.", text: "Scan again, or compare it by eye." };
    if (row.compared === "differs") {
      const edit = { label: "Edit the record", run: act.edit };
      const former = { label: "Add as a former name", run: () => act.former(zone.fills.surname) };
      const more = row.part === "Surname" && zone.fills.surname ? former : undefined;
      return { lead: "Not what our record says.", text: row.note, action: edit, more };
    }
    if (row.compared === "expired") return { lead: "Out of date.", text: "Ask for a document that is in date." };
    return undefined;
  }
}

/** The lines, with the characters that look wrong to be marked. */
export function markedLines(zone: ZoneView): { text: string; wrong: boolean }[][] {
  const changes = zone.reading.suggestions.flatMap((one) => one.changes);
  return zone.reading.lines.map((line, i) => {
    const wrong = changes.filter((change) => change.line === i + 1).map((change) => change.position - 1);
    const pieces: { text: string; wrong: boolean }[] = [];
    [...line].forEach((char, at) => {
      const bad = wrong.includes(at);
      const last = pieces.at(-1);
      if (last && last.wrong === bad) last.text += char;
      else pieces.push({ text: char, wrong: bad });
    });
    return pieces;
  });
}
