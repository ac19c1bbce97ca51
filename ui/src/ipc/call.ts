import { Refusal, type DeskError } from "../lib/errors.svelte";

export type Answer<T> = { status: "ok"; data: T } | { status: "error"; error: DeskError };

type LockedListener = (refusal: Refusal) => void;
let onLocked: LockedListener = () => undefined;

/** Told once, by the app: what to do when a command says that the desk is locked. */
export function whenLocked(listener: LockedListener): void {
  onLocked = listener;
}

/** What waits for an answer now. */
let waiting: ((refusal: Refusal) => void)[] = [];

/**
 * The app met a fault of its own. Whose answer it was is not known, and that one will never come: everything that waits is
 * refused, so that no screen waits for ever.
 */
export function faulted(code: string): void {
  const refusal = new Refusal({
    code: "fault",
    message: `The front desk met a fault of its own (${code}). Look whether what you did last was saved, then try again. What you typed is kept.`,
    fields: [],
  });
  const all = waiting;
  waiting = [];
  all.forEach((refuse) => refuse(refusal));
}

/**
 * The data of a command's answer, or a thrown Refusal.
 * `const view = await call(commands.openPatient(patientId))`
 */
export async function call<T>(answer: Promise<Answer<T>>): Promise<T> {
  let refuse: (refusal: Refusal) => void = () => undefined;
  const fault = new Promise<never>((_, reject) => (refuse = reject));
  waiting = [...waiting, refuse];
  try {
    const given = await Promise.race([answer, fault]);
    if (given.status === "ok") return given.data;
    const refusal = new Refusal(given.error);
    if (refusal.code === "locked") onLocked(refusal);
    throw refusal;
  } finally {
    waiting = waiting.filter((other) => other !== refuse);
  }
}
