import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";
import { answers, refuse, start } from "../src/dev/answers";
import { locked } from "../src/dev/looks";
import { desk } from "../src/lib/desk.svelte";
import { router } from "../src/lib/router.svelte";
import { closeApp, openApp, pause } from "./app";

afterEach(closeApp);

/** A patient's page whose answer comes when the test says so. */
async function onTheWay(more = {}) {
  let arrive: () => void = () => undefined;
  let fail: () => void = () => undefined;
  const answer = new Promise((settle, refused) => {
    arrive = () => settle(answers.open_patient);
    fail = () => void refuse("not-found", "There is no such patient.").catch(refused);
  });
  await openApp({ open_patient: () => answer, ...more });
  router.go("patient", { patientId: "p1" });
  await pause(0);
  return { arrive, fail };
}
const press = (key: string, more = {}) => fireEvent.keyDown(document.body, { key, ...more });
const ctrl = (key: string, more = {}) => press(key, { ctrlKey: true, ...more });
const shown = () => screen.findByRole("button", { name: /^Print a form/ });
const here = () => router.place.name;

describe("a key pressed before the screen is there", () => {
  it("acts when the screen stands", async () => {
    const { arrive } = await onTheWay();
    expect(await ctrl("p")).toBe(false);
    expect(here()).toBe("patient");
    arrive();
    await waitFor(() => expect(here()).toBe("consent-form"));
  });

  it("is followed by the next, which waits for the screen that the first one opens", async () => {
    const { arrive } = await onTheWay();
    await ctrl("d"); // log a request
    await ctrl("Enter"); // and press its button, which says what is missing
    arrive();
    await waitFor(() => expect(here()).toBe("log-request"));
    expect(await screen.findByText(/^Not saved|^Not logged/)).toBeVisible();
  });

  it("is lost when the screen cannot be shown", async () => {
    const { fail } = await onTheWay();
    await ctrl("p");
    fail();
    expect(await screen.findByText("There is no such patient.")).toBeVisible();
    await pause(30);
    expect(here()).toBe("patient");
    router.go("patient", { patientId: "p1" });
    await pause(30);
    expect(here()).toBe("patient");
  });

  it("is lost when the person clicks elsewhere first", async () => {
    const { arrive } = await onTheWay();
    await ctrl("p");
    await fireEvent.pointerDown(document.body);
    arrive();
    await shown();
    await pause(30);
    expect(here()).toBe("patient");
  });

  it("is lost when the person goes somewhere else by a key", async () => {
    const { arrive } = await onTheWay();
    await ctrl("p");
    await ctrl("2");
    arrive();
    await pause(50);
    expect(here()).toBe("requests");
  });

  it("is lost when the desk locks", async () => {
    let open = true;
    const place = JSON.stringify({ name: "patient", with: { patientId: "p1" } });
    const { arrive } = await onTheWay({
      start: () => (open ? { ...start, session: { ...start.session, returning: true } } : locked),
      load_draft: ({ screen: of }: { screen: string }) => (of === "place" ? place : null),
    });
    router.go("patient", { patientId: "p1" });
    await ctrl("p");
    open = false;
    await desk.refresh();
    expect(await screen.findByText("Who is at the desk?")).toBeVisible();
    open = true;
    await desk.refresh();
    arrive();
    await shown();
    await pause(30);
    expect(here()).toBe("patient");
  });

  it("does not act when it is the one that opened the screen, pressed once more or held down", async () => {
    const { arrive } = await onTheWay();
    router.reset();
    await screen.findByText("Arrivals today", { selector: "h2" });
    await ctrl("p"); // the blank form, from the desk
    router.go("patient", { patientId: "p1" });
    await pause(0);
    await ctrl("p");
    await ctrl("d", { repeat: true });
    arrive();
    await shown();
    await pause(30);
    expect(here()).toBe("patient");
  });

  it("is not held when it is typing or the web view's own copying", async () => {
    const { arrive } = await onTheWay();
    for (const key of ["c", "v", "x", "z", "a"]) expect(await ctrl(key)).toBe(true);
    for (const key of ["a", "1", "Enter", "Tab", "Backspace", "ArrowDown"]) expect(await press(key)).toBe(true);
    arrive();
    await shown();
  });

  it("is one of eight at most: what lies on the keyboard does not run on for a minute", async () => {
    const { arrive } = await onTheWay();
    for (let i = 0; i < 8; i++) await press("F10");
    await ctrl("p");
    arrive();
    await shown();
    await pause(30);
    expect(here()).toBe("patient");
  });
});
