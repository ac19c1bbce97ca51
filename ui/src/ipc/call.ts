import { Refusal, type DeskError } from "../lib/errors.svelte";

export type Answer<T> = { status: "ok"; data: T } | { status: "error"; error: DeskError };

type LockedListener = (refusal: Refusal) => void;
let onLocked: LockedListener = () => undefined;

/** Told once, by the app: what to do when a command says that the desk is locked. */
export function whenLocked(listener: LockedListener): void {
  onLocked = listener;
}

/**
 * The data of a command's answer, or a thrown Refusal.
 * `const view = await call(commands.openPatient(patientId))`
 */
export async function call<T>(answer: Promise<Answer<T>>): Promise<T> {
  const given = await answer;
  if (given.status === "ok") return given.data;
  const refusal = new Refusal(given.error);
  if (refusal.code === "locked") onLocked(refusal);
  throw refusal;
}
