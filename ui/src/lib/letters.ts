/**
 * Letters and digits that act only while their group has the focus. The action waits a moment: if another character
 * follows at once it is a reader typing, not a person, and the letter was not meant.
 */
const PERSON_MS = 80;

export interface LetterKeys {
  /** Acts on the letter; false when the letter means nothing here. */
  press: (letter: string) => (() => void) | undefined;
}

/** Attach to the group: `{@attach letters({ press })}`. */
export function letters({ press }: LetterKeys) {
  return (group: HTMLElement) => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const onKey = (event: KeyboardEvent) => {
      clearTimeout(waiting);
      if (event.key.length !== 1 || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      if (typesText(event.target)) return;
      const act = press(event.key.toUpperCase());
      if (!act) return;
      event.preventDefault();
      waiting = setTimeout(act, PERSON_MS);
    };
    group.addEventListener("keydown", onKey);
    group.addEventListener("mousedown", keepInPlace);
    return () => {
      clearTimeout(waiting);
      group.removeEventListener("keydown", onKey);
      group.removeEventListener("mousedown", keepInPlace);
    };
  };
}

/**
 * A press on a choice's words would take the focus off the group, which hides its keys and moves the words from under the
 * pointer: let go there, it would be no click. The click itself still chooses.
 */
function keepInPlace(event: MouseEvent): void {
  const target = event.target as Element;
  if (target.closest("label") && !(target instanceof HTMLInputElement)) event.preventDefault();
}

/** Whether typing into this element writes text. */
export function typesText(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !["radio", "checkbox", "button", "submit"].includes(target.type);
}
