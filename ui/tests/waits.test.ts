import { fireEvent, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { flushSync } from "svelte";
import { afterEach, describe, expect, it, vi } from "vitest";
import { refuse } from "../src/dev/answers";
import { locked } from "../src/dev/looks";
import { handed } from "../src/dev/signing";
import type { StartView } from "../src/ipc/bindings";
import { Waits, waitWords } from "../src/lib/waits.svelte";
import { closeApp, openApp } from "./app";
import { expectAccessible } from "./axe";

const waiting = (slot: string, waitSeconds: number): StartView => ({
  ...(locked as StartView),
  people: locked.people.map((person) => (person.slotId === slot ? { ...person, waitSeconds } : person)),
});
const tooMany = (waitSeconds: number) => () => refuse("too-many-tries", "Too many tries were wrong.", [], waitSeconds);
const field = () => screen.getByLabelText("Passphrase");
const seconds = () => screen.getByRole("timer").textContent;

afterEach(async () => {
  vi.useRealTimers();
  await closeApp();
});

const fake = () => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"], shouldAdvanceTime: true });
async function pass(ms: number) {
  await vi.advanceTimersByTimeAsync(ms);
  flushSync();
}

describe("a wait", () => {
  it("is told in words that a person says", () => {
    expect([1, 30, 60, 61, 64, 3600].map(waitWords)).toEqual([
      "1 second",
      "30 seconds",
      "1 minute",
      "1 minute 1 second",
      "1 minute 4 seconds",
      "60 minutes",
    ]);
  });

  it("counts down one second at a time, each door by itself, and says when it is over", async () => {
    fake();
    const waits = new Waits();
    waits.set("a", 3);
    await pass(500);
    waits.set("b", 2);
    // Between two moments at which a second changes.
    await pass(100);
    const shown: [number, number][] = [];
    for (let i = 0; i < 6; i++) {
      shown.push([waits.left("a"), waits.left("b")]);
      await pass(500);
    }
    expect(shown).toEqual([
      [3, 2],
      [2, 2],
      [2, 1],
      [1, 1],
      [1, 0],
      [0, 0],
    ]);
    expect([waits.over("a"), waits.over("b"), waits.over("c")]).toEqual([true, true, false]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("the unlock page", () => {
  it("counts a person's wait down by itself, keeps what is typed, and lets anybody else in", async () => {
    fake();
    const calls = await openApp({ start: waiting("2", 65), unlock: tooMany(62) });
    await fireEvent.click(screen.getByLabelText(/Tom Ellery/));
    await fireEvent.input(field(), { target: { value: "harbour cobalt walnut" } });
    await pass(1000);
    expect(screen.getByText("Too many tries were wrong")).toBeVisible();
    expect(screen.getByText("Anyone else can unlock in the meantime.")).toBeVisible();
    const before = seconds();
    await pass(1000);
    expect(seconds()).not.toBe(before);
    expect(field()).toHaveValue("harbour cobalt walnut");
    // Rust is asked all the same, and says how long it is.
    await fireEvent.submit(field().closest("form")!);
    await pass(10);
    expect(calls.filter(({ command }) => command === "unlock")).toHaveLength(1);
    expect(seconds()).toBe("1 minute 2 seconds");
    expect(field()).toHaveValue("harbour cobalt walnut");
    await fireEvent.click(screen.getByLabelText(/Marta Nowak/));
    expect(screen.queryByRole("timer")).toBeNull();
    await fireEvent.click(screen.getByLabelText(/Tom Ellery/));
    await pass(62_000);
    expect(screen.queryByRole("timer")).toBeNull();
    expect(screen.getByText("You can try again now.")).toBeVisible();
  });

  it("says the wait beside the wrong passphrase that earned it, and is accessible", async () => {
    const wrong = () => refuse("wrong-passphrase", "That is not the passphrase for this name.", [], 30);
    await openApp({ start: locked, unlock: wrong });
    await userEvent.click(screen.getByLabelText(/Tom Ellery/));
    await userEvent.type(field(), "not this one{Enter}");
    expect(await screen.findByText("That is not the passphrase for this name.")).toBeVisible();
    expect(seconds()).toMatch(/^(30|29) seconds$/);
    expect(field()).toHaveValue("");
    // What is spoken is said once: the seconds that run stand outside it.
    const spoken = screen.getAllByRole("alert").map((it) => it.textContent);
    expect(spoken.some((text) => text?.includes("There is a wait before the next one"))).toBe(true);
    expect(
      screen.getByRole("timer").closest("[role=alert], [role=status], [aria-live]:not([aria-live=off])"),
    ).toBeNull();
    await expectAccessible();
  });
});

it("the recovery page counts the sheet's wait down and keeps the code", async () => {
  await openApp({ start: { ...locked, recoveryWaitSeconds: 240 }, open_recovery: tooMany(239) });
  await userEvent.click(screen.getByRole("button", { name: "I cannot unlock" }));
  expect(seconds()).toMatch(/^(4 minutes|3 minutes 59 seconds)$/);
  const code = screen.getByLabelText("Recovery code");
  await userEvent.type(code, "ABCD EFGH{Enter}");
  expect(await screen.findByRole("timer")).toBeVisible();
  expect(code).toHaveValue("ABCD EFGH");
});

it("in a patient's hands the wait to take the screen back is counted down", async () => {
  await openApp({
    start: { ...locked, stage: "handed-over", people: [] },
    see_handed_over: { ...handed, questions: [], signed: true, waitSeconds: 30 },
    take_back: tooMany(29),
  });
  expect((await screen.findByRole("timer")).textContent).toMatch(/^(30|29) seconds$/);
  await userEvent.type(field(), "mine{Enter}");
  expect(field()).toHaveValue("mine");
  expect(seconds()).toMatch(/^(29|28) seconds$/);
});
