import { emit } from "@tauri-apps/api/event";
import { fireEvent, screen } from "@testing-library/svelte";
import { afterEach, expect, it } from "vitest";
import { answers } from "../src/dev/answers";
import { call, type Answer } from "../src/ipc/call";
import type { Refusal } from "../src/lib/errors.svelte";
import { router } from "../src/lib/router.svelte";
import { closeApp, openApp, pause } from "./app";

afterEach(closeApp);

const session = (answers.start as unknown as { session: Record<string, unknown> }).session;

it("the screen is hidden by the window, not by the page", async () => {
  const calls = await openApp();
  await fireEvent.keyDown(document.body, { key: "F8" });
  await pause(20);
  expect(calls.filter(({ command }) => command === "hide")).toHaveLength(1);
});

it("what was typed is handed over when the desk is about to lock, and that it was is said", async () => {
  const calls = await openApp();
  await fireEvent.keyDown(document.body, { key: "n", ctrlKey: true });
  const surname = await screen.findByLabelText("Surname");
  await pause(20);
  await fireEvent.input(surname, { target: { value: "Brennan" } });
  await emit("locking");
  await pause(50);
  const order = calls.map(({ command }) => command);
  const typed = calls.find(({ command, args }) => command === "save_draft" && args.screen === "register-patient");
  expect(typed?.args.json).toContain("Brennan");
  const place = calls.find(({ command, args }) => command === "save_draft" && args.screen === "place");
  expect(JSON.parse(place!.args.json as string)).toEqual({ name: "register-patient", with: {} });
  expect(order.lastIndexOf("drafts_kept")).toBeGreaterThan(order.lastIndexOf("save_draft"));
});

it("who comes back goes on where they were, and anybody else starts at the desk", async () => {
  const place = JSON.stringify({ name: "registers", with: { tab: "audit" } });
  await openApp({
    start: { ...(answers.start as object), session: { ...session, returning: true } },
    load_draft: place,
  });
  expect(router.place.name).toBe("registers");
  await closeApp();
  await openApp({
    start: { ...(answers.start as object), session: { ...session, returning: false } },
    load_draft: place,
  });
  expect(router.place.name).toBe("desk");
});

it("the window is told when the first screen is drawn", async () => {
  const calls = await openApp();
  const order = calls.map(({ command }) => command);
  expect(order.indexOf("drawn")).toBeGreaterThan(order.indexOf("start"));
});

it("that the day ends is said on every screen, with the time", async () => {
  await openApp();
  await emit("day-ends", "21:30");
  expect(await screen.findByText(/The desk locks at 21:30, 12 hours after/)).toBeVisible();
  await fireEvent.keyDown(document.body, { key: "n", ctrlKey: true });
  await screen.findByLabelText("Surname");
  expect(screen.getByText(/The desk locks at 21:30/)).toBeVisible();
});

it("a fault in the app refuses what waits for an answer, in a sentence with its code", async () => {
  await openApp();
  const asked = call(new Promise<Answer<null>>(() => undefined));
  await emit("fault", "fault-register.rs-7");
  const refusal = await asked.catch((thrown: unknown) => thrown as Refusal);
  expect(refusal).toMatchObject({ code: "fault" });
  expect((refusal as Refusal).message).toMatch(/met a fault of its own \(fault-register.rs-7\).*kept\.$/);
  // Once told, it is over: the next call waits for its own answer.
  expect(await call(Promise.resolve({ status: "ok", data: 7 }))).toBe(7);
});
