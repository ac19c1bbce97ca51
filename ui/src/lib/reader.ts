/**
 * A passport reader types like a keyboard: two lines of 44 characters (TD3), two of 36 (TD2) or three of 30 (TD1),
 * A-Z, 0-9 and <, each line ended by Enter (ICAO Doc 9303 parts 4 to 6). It is told from a person by its speed and by the
 * look of its first line, never by a key, and its typing goes to the screen wherever the focus is.
 */

/** A person does not type ten characters at this pace; readers send one every 1 to 15 ms. Mean over the run. */
const FASTEST_PERSON_MS = 40;
/** A busy computer may hold one character up: only a longer gap starts a new run. */
const HICCUP_MS = 150;
/** Longer than the gap between two characters or lines of a reader. */
const END_MS = 300;
/** No reader sends more: TD1 with its line ends, and room for a prefix. */
const LONGEST = 200;

export type ReaderHandler = (text: string) => void;

interface Held {
  element: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
  value: string;
  start: number | null;
  end: number | null;
}

/** Whether fast typing is a machine-readable zone: its first five characters, and a filler or a length no word has. */
export function looksLikeZone(run: string): boolean {
  // A reader may put stray spaces between the characters; a person's words with spaces are not all capitals and fillers.
  const text = run.replaceAll(" ", "").toUpperCase();
  if (text.length < 10) return false;
  if (!/^[PVIAC][A-Z0-9<][A-Z<]{3}[A-Z0-9<]+$/.test(text)) return false;
  return text.includes("<") || text.length >= 25;
}

function hold(element: Element | null): Held | null {
  if (element instanceof HTMLSelectElement) return { element, value: element.value, start: null, end: null };
  if (element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && isText(element))) {
    let start: number | null = null;
    let end: number | null = null;
    try {
      start = element.selectionStart;
      end = element.selectionEnd;
    } catch {
      // some input types have no selection
    }
    return { element, value: element.value, start, end };
  }
  return null;
}

function isText(input: HTMLInputElement): boolean {
  return !["radio", "checkbox", "button", "submit", "reset", "file", "range", "color"].includes(input.type);
}

function restore(held: Held): void {
  if (held.element.value === held.value) return;
  held.element.value = held.value;
  held.element.dispatchEvent(new Event("input", { bubbles: true }));
  if (held.start !== null && !(held.element instanceof HTMLSelectElement)) {
    held.element.setSelectionRange(held.start, held.end);
  }
}

export class Reader {
  private run = "";
  private began = 0;
  private last = -Infinity;
  /** Every field that characters went into before the reader was known: a stray space may have moved the focus. */
  private held: Held[] = [];
  private focused: Element | null = null;
  private reading = false;
  private text = "";
  private timer: ReturnType<typeof setTimeout> | undefined;
  private handlers: ReaderHandler[] = [];

  /** The latest screen that asks gets the text; returns the way to stop asking. */
  listen(handler: ReaderHandler): () => void {
    this.handlers = [...this.handlers, handler];
    return () => {
      this.handlers = this.handlers.filter((other) => other !== handler);
    };
  }

  /** Feeds one key press; true when it belongs to a reader and must go no further. */
  press(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) {
      this.run = "";
      return false;
    }
    const gap = event.timeStamp - this.last;
    if (event.key.length === 1) {
      this.last = event.timeStamp;
      return this.reading ? this.take(event.key) : this.watch(event.key, gap, event.timeStamp);
    }
    if (event.key === "Enter" && this.reading) {
      this.last = event.timeStamp;
      return this.take("\n");
    }
    if (!["Shift", "CapsLock", "Enter"].includes(event.key)) this.run = "";
    return this.reading;
  }

  private watch(key: string, gap: number, at: number): boolean {
    if (gap > HICCUP_MS || gap < 0 || this.run === "") {
      this.run = "";
      this.began = at;
      this.held = [];
      this.focused = document.activeElement;
    }
    this.hold();
    this.run = (this.run + key).slice(0, LONGEST);
    const pace = (at - this.began) / Math.max(this.run.length - 1, 1);
    if (this.handlers.length === 0 || pace > FASTEST_PERSON_MS || !looksLikeZone(this.run)) return false;
    this.reading = true;
    this.text = "";
    this.held.forEach(restore);
    if (this.focused !== document.activeElement && this.focused instanceof HTMLElement) this.focused.focus();
    for (const earlier of this.run) this.take(earlier);
    return true;
  }

  private hold(): void {
    const field = document.activeElement;
    if (this.held.some(({ element }) => element === field)) return;
    const held = hold(field);
    if (held) this.held.push(held);
  }

  private take(key: string): true {
    if (this.text.length < LONGEST) this.text += key.toUpperCase();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.finish(), END_MS);
    return true;
  }

  private finish(): void {
    const text = this.text.trim();
    this.run = "";
    this.text = "";
    this.held = [];
    this.focused = null;
    this.reading = false;
    this.handlers.at(-1)?.(text);
  }
}

export const reader = new Reader();

/** Runs before every other listener, so that a reader's Enter presses no button. */
export function listenForReader(target: Window = window): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (!reader.press(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  target.addEventListener("keydown", onKey, true);
  return () => target.removeEventListener("keydown", onKey, true);
}
