import { onDestroy } from "svelte";

/**
 * Unfinished work. A screen gives its form; each change is saved through Rust into the encrypted file, 300 ms after the
 * last key and at once on lock, hide and leave. The page itself keeps nothing.
 */
export interface DraftStore {
  load(key: DraftKey): Promise<string | null>;
  save(key: DraftKey, body: string): Promise<void>;
  discard(key: DraftKey): Promise<void>;
}

/** A draft belongs to a screen, what it is about (a patient, or none), and the person who is unlocked. */
export interface DraftKey {
  screen: string;
  /** An id, or "" when it is about nobody yet. */
  subject: string;
}

const DEBOUNCE_MS = 300;
let open: Draft[] = [];

/** Saves every unfinished form now: before a lock, a hide, or leaving. */
export async function flushDrafts(): Promise<void> {
  await Promise.allSettled(open.map((draft) => draft.flush()));
}

export class Draft {
  /** A draft was found and put back. */
  restored = $state(false);
  /** The last save failed: the screen says so, the typed text stays. */
  failed = $state(false);
  /** Settles once a kept form, if any, is back in place. */
  ready: Promise<void> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pending: string | null = null;
  private saved: string;
  private done = false;
  private tail: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: DraftStore,
    private readonly key: DraftKey,
    /** The untouched form: worth no draft. */
    private untouched: string,
  ) {
    this.saved = untouched;
    open = [...open, this];
  }

  async load<T>(): Promise<T | null> {
    const body = await this.store.load(this.key);
    if (body === null) return null;
    this.saved = body;
    this.restored = true;
    return JSON.parse(body) as T;
  }

  /** The form as loaded: only what differs from it is worth keeping. */
  start(form: unknown): void {
    this.untouched = this.saved = JSON.stringify(form);
    this.pending = null;
  }

  /** Notes the form as it is now. */
  note(form: unknown): void {
    const body = JSON.stringify(form);
    if (this.done || body === (this.pending ?? this.saved)) return;
    this.pending = body;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), DEBOUNCE_MS);
  }

  flush(): Promise<void> {
    clearTimeout(this.timer);
    const body = this.pending;
    if (body === null || this.done) return this.tail;
    this.pending = null;
    // One save after another: a late answer never overwrites a newer form.
    this.tail = this.tail.then(async () => {
      try {
        if (body === this.untouched) await this.store.discard(this.key);
        else await this.store.save(this.key, body);
        this.saved = body;
        this.failed = false;
      } catch {
        this.pending ??= body;
        this.failed = true;
      }
    });
    return this.tail;
  }

  /** The work is complete or thrown away: no trace stays. */
  async discard(): Promise<void> {
    this.done = true;
    clearTimeout(this.timer);
    this.pending = null;
    await this.tail;
    await this.store.discard(this.key);
  }

  close(): void {
    void this.flush();
    open = open.filter((other) => other !== this);
  }
}

/**
 * For a screen: restores the form when a draft waits, then keeps it.
 * `read` gives a plain copy of the form ($state.snapshot); `apply` puts one back.
 */
export function useDraft<T>(store: DraftStore, key: DraftKey, read: () => T, apply: (form: T) => void): Draft {
  const untouched = JSON.stringify(read());
  const draft = new Draft(store, key, untouched);
  const ready = $state({ yes: false });
  draft.ready = draft
    .load<T>()
    .then((form) => {
      // What was typed while the draft was on its way wins.
      if (form !== null && JSON.stringify(read()) === untouched) apply(form);
    })
    .catch(() => undefined)
    .then(() => void (ready.yes = true));
  $effect(() => {
    const form = read();
    if (ready.yes) draft.note(form);
  });
  onDestroy(() => draft.close());
  return draft;
}
