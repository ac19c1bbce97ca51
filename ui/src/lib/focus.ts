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

/** Where an error's field may stand: "born.day" is f-born-day, "clinic.name" is f-name. */
function controlOf(field: string): HTMLElement | null {
  const names = [field, field.replaceAll(".", "-"), field.split(".").at(-1)!, field.split(".")[0]!];
  return names.map((name) => document.getElementById(controlId(name))).find((found) => found !== null) ?? null;
}

/** Somebody is typing in the search: a screen that appears meanwhile must not take their keys, Enter least of all. */
function searching(): boolean {
  const active = document.activeElement;
  return active instanceof HTMLInputElement && active.matches("[aria-keyshortcuts='Control+K']") && active.value !== "";
}

/** Puts the focus on a field: its control, or the first wrong or first control of its group. */
export async function focusField(field: string): Promise<void> {
  await tick();
  const element = controlOf(field);
  if (!element || searching()) return;
  const control = element.matches("input, textarea, select, button")
    ? element
    : (element.querySelector<HTMLElement>("[aria-invalid='true'], input:checked") ??
      element.querySelector<HTMLElement>("input, textarea, select, button"));
  (control ?? element).focus();
}

export async function focusId(id: string): Promise<void> {
  await tick();
  if (!searching()) document.getElementById(id)?.focus();
}

/** Puts the focus on the screen's title when it appears in `frame`; returns the way to stop waiting. */
export function focusTitle(frame: HTMLElement): () => void {
  const before = document.activeElement;
  // Somebody who is already typing elsewhere, as in the search, keeps the focus.
  const moved = () => ![before, document.body, null].includes(document.activeElement);
  const taken = () => moved() || (frame.querySelector("main")?.contains(document.activeElement) ?? false);
  const look = () => {
    const title = frame.querySelector<HTMLElement>("#screen-title");
    if (!title && !taken()) return;
    stop();
    if (!taken()) title?.focus({ preventScroll: true });
  };
  const watcher = new MutationObserver(look);
  const stop = () => watcher.disconnect();
  watcher.observe(frame, { childList: true, subtree: true });
  void tick().then(look);
  return stop;
}
