import { tick } from "svelte";

/** More than this is not somebody who knows the way, but an elbow on the keyboard. */
const MOST = 8;
/** The web view's own work on text: it never waits. */
const editing = new Set(["Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Y", "Ctrl+Z", "Ctrl+Shift+Z"]);
const command = /^(Ctrl\+(Shift\+)?(Enter|[0-9A-Z])|F\d\d?|Page(Up|Down))$/;

interface Opening {
  waiting: KeyboardEvent[];
  /** The key that led here. */
  openedBy: string;
}

/**
 * Commands pressed while a screen is on its way wait for it, in their order, so that who knows the way need not watch for
 * it. They are let go when the screen cannot be shown, when the person does something else first (a key that acts, a
 * click), and on a lock or a hide. Typing never waits: it goes where the focus is.
 */
export class HeldKeys {
  private opening: Opening | null = null;
  private last = "";

  constructor(private readonly press: (event: KeyboardEvent) => void) {}

  /** A key went down, whatever becomes of it. */
  heard(name: string): void {
    this.last = name;
  }

  /** Whether the key, which nobody on screen owns, waits for the screen on its way. */
  hold(name: string, event: KeyboardEvent): boolean {
    const here = this.opening;
    if (!here || !command.test(name) || editing.has(name)) return false;
    // The key that opened the screen, again, is somebody who thinks it was not heard: it must not act on what comes next.
    if (!event.repeat && name !== here.openedBy && here.waiting.length < MOST) here.waiting.push(event);
    return true;
  }

  /** The person went on without the screen: what waited is forgotten, and nothing more waits. */
  letGo(): void {
    this.opening = null;
    this.last = "";
  }

  /** A screen asks for what it shows. Gives what to call when it stands, and what to call when it does not come. */
  begin(): { stands: () => void; gone: () => void } {
    const mine: Opening = { waiting: [], openedBy: this.last };
    this.opening = mine;
    const gone = () => {
      if (this.opening === mine) this.opening = null;
    };
    const stands = () => {
      if (this.opening !== mine) return;
      this.opening = null;
      void this.deliver(mine.waiting);
    };
    return { stands, gone };
  }

  private async deliver(waiting: KeyboardEvent[]): Promise<void> {
    for (const [i, event] of waiting.entries()) {
      this.press(event);
      await tick();
      // It led to a screen that is on its way itself: the rest is meant for that one.
      if (this.opening) {
        this.opening.waiting.push(...waiting.slice(i + 1));
        return;
      }
    }
  }
}
