import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Draft, flushDrafts, type DraftStore } from "../src/lib/draft.svelte";

const key = { screen: "register-patient", subject: "" };
let kept: string | null;
let saves: string[];
let broken: boolean;
const store: DraftStore = {
  load: async () => kept,
  save: async (_, body) => {
    if (broken) throw new Error("disk full");
    kept = body;
    saves.push(body);
  },
  discard: async () => {
    kept = null;
  },
};
let draft: Draft;
const untouched = JSON.stringify({ surname: "" });

describe("unfinished work", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    kept = null;
    saves = [];
    broken = false;
    draft = new Draft(store, key, untouched);
  });
  afterEach(() => {
    draft.close();
    vi.useRealTimers();
  });

  it("is saved 300 ms after the last key, once", async () => {
    draft.note({ surname: "S" });
    await vi.advanceTimersByTimeAsync(299);
    draft.note({ surname: "Sa" });
    await vi.advanceTimersByTimeAsync(299);
    expect(saves).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(saves).toEqual(['{"surname":"Sa"}']);
  });

  it("is saved at once before a lock", async () => {
    draft.note({ surname: "S" });
    await flushDrafts();
    expect(kept).toBe('{"surname":"S"}');
  });

  it("an untouched form leaves no draft", async () => {
    draft.note({ surname: "" });
    await vi.runAllTimersAsync();
    expect(saves).toEqual([]);
  });

  it("a form made empty again drops its draft", async () => {
    draft.note({ surname: "S" });
    await draft.flush();
    draft.note({ surname: "" });
    await draft.flush();
    expect(kept).toBeNull();
  });

  it("comes back as it was", async () => {
    kept = '{"surname":"Żółć"}';
    expect(await draft.load()).toEqual({ surname: "Żółć" });
    expect(draft.restored).toBe(true);
  });

  it("that cannot be saved is said, and tried again with the next change", async () => {
    broken = true;
    draft.note({ surname: "S" });
    await draft.flush();
    expect(draft.failed).toBe(true);
    broken = false;
    await draft.flush();
    expect([draft.failed, kept]).toEqual([false, '{"surname":"S"}']);
  });

  it("that was completed leaves nothing, also when a save was on its way", async () => {
    draft.note({ surname: "S" });
    const saving = draft.flush();
    await draft.discard();
    await saving;
    draft.note({ surname: "Sa" });
    await vi.runAllTimersAsync();
    expect(kept).toBeNull();
  });
});
