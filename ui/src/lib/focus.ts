import { tick } from "svelte";

/** Focus goes to the element when it appears: `{@attach focusNow}`. */
export function focusNow(element: HTMLElement): void {
  element.focus();
}

/** The element that has the focus now; call the result to give it back. */
export function rememberFocus(): () => void {
  const before = document.activeElement;
  return () => {
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
}

/** A field's control is named after the field, so that a summary, a reader and a test find it. */
export function controlId(field: string): string {
  return `f-${field}`;
}

/** Puts the focus on a field: its control, or the first control of its group. */
export async function focusField(field: string): Promise<void> {
  await tick();
  const element = document.getElementById(controlId(field));
  if (!element) return;
  const control = element.matches("input, textarea, select, button")
    ? element
    : element.querySelector<HTMLElement>("[aria-invalid='true'], input, textarea, select, button");
  (control as HTMLElement | null)?.focus();
}

export async function focusId(id: string): Promise<void> {
  await tick();
  document.getElementById(id)?.focus();
}
