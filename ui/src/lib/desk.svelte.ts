import { listen } from "@tauri-apps/api/event";
import { tick } from "svelte";
import {
  commands,
  type HandedOverView,
  type NoticeView,
  type RecoveryView,
  type SessionView,
  type StartView,
} from "../ipc/bindings";
import { call, faulted, whenLocked } from "../ipc/call";
import { flushDrafts } from "./draft.svelte";
import { asRefusal, type Refusal } from "./errors.svelte";
import { returnToPlace } from "./place";
import { router } from "./router.svelte";
import { theme } from "./theme.svelte";

/** The idle clock in Rust is told of a person at most this often. */
const TOUCH_MS = 10_000;
/** A start that takes longer has something to say: the keyring may be asking for its password. */
const SLOW_MS = 1500;

/**
 * Where the app stands, as Rust says it: nothing here decides, it only remembers what to show. To hide the screen and to lock
 * are the window's, which takes this page off the glass first: a page that hangs could not.
 */
class Desk {
  start = $state.raw<StartView | null>(null);
  session = $state.raw<SessionView | null>(null);
  /** The app did not answer at all. */
  fault = $state.raw<Refusal | null>(null);
  /** The first answer is long in coming. */
  slow = $state(false);
  /** Requests late or due soon: the number on the rail. */
  requestsPressing = $state(0);
  /** The time of day the desk locks because it has been open for long enough, once it is near. */
  dayEnds = $state<string | null>(null);

  /** What the desk has to say, most pressing first. */
  notices = $state.raw<NoticeView[]>([]);
  /** The screen is in a patient's hands: this is all it shows. */
  handed = $state.raw<HandedOverView | null>(null);
  /** A recovery sheet on its way to paper: a page of its own until two groups are typed back. */
  sheet = $state.raw<RecoveryView | null>(null);

  private touched = -Infinity;
  private asking: Promise<void> | null = null;

  begin(): () => void {
    whenLocked(() => void this.refresh());
    const heard = [
      listen("locking", () => void this.keep()),
      listen<string>("day-ends", ({ payload }) => (this.dayEnds = payload)),
      listen("notices", () => void this.hear()),
      listen<string>("fault", ({ payload }) => faulted(payload)),
    ];
    const slow = setTimeout(() => {
      this.slow = true;
      void this.drawn();
    }, SLOW_MS);
    void this.refresh().finally(() => {
      clearTimeout(slow);
      this.slow = false;
      void this.drawn();
    });
    return () => heard.forEach((listening) => void listening.then((stop) => stop()));
  }

  /** Asks Rust where the app stands; several askers share one answer. */
  refresh(): Promise<void> {
    this.asking ??= this.ask(() => call(commands.start())).finally(() => (this.asking = null));
    return this.asking;
  }

  async ask(question: () => Promise<StartView>): Promise<void> {
    try {
      const start = await question();
      this.fault = null;
      if (start.session) await this.admit(start.session);
      else this.close();
      // The page was loaded again in their hands.
      if (start.stage === "handed-over") this.handed = await call(commands.seeHandedOver());
      this.start = start;
    } catch (thrown) {
      this.fault = asRefusal(thrown);
    }
  }

  /** Somebody is in. Work in hand waits for the person who began it; anybody else starts at the desk. */
  async admit(session: SessionView): Promise<void> {
    if (!this.session) {
      this.dayEnds = null;
      if (session.returning) await returnToPlace();
      else router.reset();
    }
    this.session = session;
    this.notices = session.notices;
    this.sheet = null;
    this.handed = null;
    theme.set(session.theme);
  }

  /** Asks what there is to say now. What was said stays when there is no answer. */
  async hear(): Promise<void> {
    if (!this.session || this.session.mustChangePassphrase) return;
    try {
      this.notices = await call(commands.seeNotices());
    } catch {
      // The next look at the desk asks again.
    }
  }

  async lock(): Promise<void> {
    await this.ask(() => call(commands.lock()));
  }

  async hide(): Promise<void> {
    await call(commands.hide());
  }

  touch(now: number): void {
    if (!(this.session || this.handed) || now - this.touched < TOUCH_MS) return;
    this.touched = now;
    void commands.touch();
  }

  /** The desk is about to lock, and waits a moment for what was typed. */
  private async keep(): Promise<void> {
    await flushDrafts();
    await commands.draftsKept();
  }

  /** What this page shows first is there: the window may take its cover off. */
  private async drawn(): Promise<void> {
    await tick();
    await commands.drawn();
  }

  private close(): void {
    this.session = null;
    this.notices = [];
    this.sheet = null;
    this.handed = null;
    this.dayEnds = null;
  }
}

export const desk = new Desk();

export const roleNames = { reception: "Reception", "practice-manager": "Practice manager", clinician: "Clinician" };
