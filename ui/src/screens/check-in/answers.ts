import type { Answer as RowAnswer } from "../../components/AskRow.svelte";
import type { Answer, AskView, ConsentsForm, ConsentStepView } from "../../ipc/bindings";
import type { ConsentsDraft, GivenAnswer } from "./form";

const toRow: Partial<Record<Answer, RowAnswer>> = { given: "yes", refused: "no", "not-now": "not-now" };
const fromRow: Record<RowAnswer, Answer> = { yes: "given", no: "refused", "not-now": "not-now" };

export const rowAnswer = (given: GivenAnswer | undefined): RowAnswer | null => (given && toRow[given.answer]) ?? null;

/** An answer on exactly the words that were shown. */
export function answered(row: AskView, answer: Answer): GivenAnswer {
  return { answer, wordingId: row.wordingId, wordingVersion: row.wordingVersion };
}
export const fromChoice = (row: AskView, choice: RowAnswer): GivenAnswer => answered(row, fromRow[choice]);

export const rowsOf = (step: ConsentStepView): AskView[] => step.groups.flatMap((group) => group.rows);

/** An answer kept in a draft counts only for the wording it was given on, and not for what was stopped since. */
export function given(draft: ConsentsDraft, row: AskView): GivenAnswer | undefined {
  if (row.stopped) return undefined;
  const found = draft.answers[row.purpose];
  return found && found.wordingId === row.wordingId && found.wordingVersion === row.wordingVersion ? found : undefined;
}

/** How far the sheet is, as typed: Rust counts again when it is saved. */
export function progress(
  step: ConsentStepView,
  draft: ConsentsDraft,
): { answered: number; total: number; missing: number } {
  const rows = rowsOf(step);
  const open = rows.filter(
    (row) => row.required && !row.held && (given(draft, row)?.answer ?? "not-now") === "not-now",
  );
  return {
    answered: rows.filter((row) => row.held || given(draft, row)).length,
    total: rows.length,
    missing: open.length,
  };
}

export function consentsForm(arrivalId: string, step: ConsentStepView, draft: ConsentsDraft): ConsentsForm {
  return {
    arrivalId,
    answers: rowsOf(step).flatMap((row) => {
      const found = given(draft, row);
      return found ? [{ purpose: row.purpose, ...found }] : [];
    }),
    capacity: draft.capacity,
    speaker: draft.capacity === "patient" ? "" : draft.speaker,
    method: draft.method,
    witness: draft.method === "verbal-witnessed" ? draft.witness : "",
    interpreter: draft.interpreter,
  };
}
