import { clearMocks, mockIPC, mockWindows } from "@tauri-apps/api/mocks";
import { cleanup, render } from "@testing-library/svelte";
import App from "../src/App.svelte";
import { answers, refuse, type Answers } from "../src/dev/answers";
import { desk } from "../src/lib/desk.svelte";
import { router } from "../src/lib/router.svelte";
// The desk's screens are a part of the page that loads by itself: here it is loaded before it is asked for.
import "../src/screens/OpenDesk.svelte";

export const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

export interface Call {
  command: string;
  args: Record<string, unknown>;
}

/** The whole app over made-up answers; returns what it asked Rust. */
export async function openApp(more: Answers = {}): Promise<Call[]> {
  const calls: Call[] = [];
  mockWindows("desk");
  mockIPC(
    (command, args) => {
      const given = (args ?? {}) as Record<string, unknown>;
      calls.push({ command, args: given });
      const answer = { ...answers, ...more }[command];
      if (answer === undefined) return refuse("not-built", command);
      return typeof answer === "function" ? answer(given) : answer;
    },
    { shouldMockEvents: true },
  );
  render(App);
  await pause(50);
  return calls;
}

export async function closeApp(): Promise<void> {
  cleanup();
  await pause(20);
  clearMocks();
  router.reset();
  desk.start = null;
  desk.session = null;
  desk.handed = null;
  desk.fault = null;
}

/** Keys as fast as a reader sends them, whatever the pace of the machine that runs the test. */
export function typeLikeReader(target: Element, text: string): void {
  [...text].forEach((char, i) => {
    const key = char === "\n" ? "Enter" : char;
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    Object.defineProperty(event, "timeStamp", { value: 1e9 + i * 5 });
    target.dispatchEvent(event);
  });
}
