import { listen } from "@tauri-apps/api/event";
import {
  commands,
  type HandedOverView,
  type NoticeView,
  type RecoveryView,
  type SessionView,
  type StartView,
} from "../ipc/bindings";
import { call, whenLocked } from "../ipc/call";
import { flushDrafts } from "./draft.svelte";
import { asRefusal, type Refusal } from "./errors.svelte";
import { router } from "./router.svelte";
import { theme } from "./theme.svelte";

/** F8 uncovers for the person who covered within this time; after it the desk locks. */
const COVER_MS = 60_000;
/** The idle clock in Rust is told of a person at most this often. */
const TOUCH_MS = 10_000;
/** A start that takes longer has something to say: the keyring may be asking for its password. */
const SLOW_MS = 1500;

/** Where the app stands, as Rust says it: nothing here decides, it only remembers what to show. */
class Desk {
  start = $state.raw<StartView | null>(null);
  session = $state.raw<SessionView | null>(null);
  /** The app did not answer at all. */
  fault = $state.raw<Refusal | null>(null);
  covered = $state(false);
  /** The first answer is long in coming. */
  slow = $state(false);
  /** Requests late or due soon: the number on the rail. */
  requestsPressing = $state(0);

  /** What the desk has to say, most pressing first. */
  notices = $state.raw<NoticeView[]>([]);
  /** The screen is in a patient's hands: this is all it shows. */
  handed = $state.raw<HandedOverView | null>(null);
  /** A recovery sheet on its way to paper: a page of its own until two groups are typed back. */
  sheet = $state.raw<RecoveryView | null>(null);

  private lastPerson: string | null = null;
  private coverTimer: ReturnType<typeof setTimeout> | undefined;
  private touched = -Infinity;
  private asking: Promise<void> | null = null;

  begin(): () => void {
    whenLocked(() => void this.refresh());
    const heard = listen("locked", () => void this.refresh());
    const slow = setTimeout(() => (this.slow = true), SLOW_MS);
    void this.refresh().finally(() => {
      clearTimeout(slow);
      this.slow = false;
    });
    const news = listen("notices", () => void this.hear());
    return () => {
      void heard.then((stop) => stop());
      void news.then((stop) => stop());
    };
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
      if (start.session) this.admit(start.session);
      else this.close();
      // The page was loaded again in their hands.
      if (start.stage === "handed-over") this.handed = await call(commands.seeHandedOver());
      this.start = start;
    } catch (thrown) {
      this.fault = asRefusal(thrown);
    }
  }

  /** Somebody is in. Work in hand waits for the person who began it; anybody else starts at the desk. */
  admit(session: SessionView): void {
    if (this.lastPerson !== session.staffId) router.reset();
    this.lastPerson = session.staffId;
    this.session = session;
    this.notices = session.notices;
    this.sheet = null;
    this.handed = null;
    this.uncover();
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
    await flushDrafts();
    await this.ask(() => call(commands.lock()));
  }

  async cover(): Promise<void> {
    this.covered = true;
    this.coverTimer = setTimeout(() => void this.lock(), COVER_MS);
    await flushDrafts();
  }

  uncover(): void {
    clearTimeout(this.coverTimer);
    this.covered = false;
  }

  touch(now: number): void {
    if (!(this.session || this.handed) || now - this.touched < TOUCH_MS) return;
    this.touched = now;
    void commands.touch();
  }

  private close(): void {
    this.session = null;
    this.notices = [];
    this.sheet = null;
    this.handed = null;
    this.uncover();
  }
}

export const desk = new Desk();

export const roleNames = { reception: "Reception", "practice-manager": "Practice manager", clinician: "Clinician" };
