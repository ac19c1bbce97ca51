import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { refuse, session } from "../src/dev/answers";
import { proved } from "../src/dev/check-in";
import { consents } from "../src/dev/consents";
import { handed, handedStart, record, thanks } from "../src/dev/signing";
import { desk } from "../src/lib/desk.svelte";
import { router } from "../src/lib/router.svelte";
import { path } from "../src/lib/strokes";
import "../src/screens/hands/Hands.svelte";
import { expectAccessible } from "./axe";
import { closeApp, openApp, pause, type Call } from "./app";

const called = (calls: Call[], command: string) => calls.filter((call) => call.command === command);

/** jsdom draws nothing, so a test says what came into sight. */
let watched: { target: Element; seen: () => void }[] = [];
const lookAt = (end: Element) => watched.filter(({ target }) => target === end).forEach(({ seen }) => seen());
const lookAtAll = () => watched.slice().forEach(({ seen }) => seen());

beforeEach(() => {
  watched = [];
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(private readonly tell: (entries: { isIntersecting: boolean }[]) => void) {}
      observe(target: Element) {
        watched.push({ target, seen: () => this.tell([{ isIntersecting: true }]) });
        this.tell([{ isIntersecting: false }]);
      }
      disconnect() {}
    },
  );
});
afterEach(async () => {
  await closeApp();
  vi.unstubAllGlobals();
});

const inHands = (more: Record<string, unknown> = {}) =>
  openApp({ start: handedStart, see_handed_over: handed, keep_handed_over: null, sign_consents: thanks, ...more });
const question = (at: number) => within(screen.getByRole("radiogroup", { name: handed.questions[at]!.question }));
const finish = () => userEvent.click(screen.getByRole("button", { name: "Sign and finish" }));

const point = (type: string, x: number, y: number, more: Record<string, unknown> = {}, button = 0) => {
  const event = new MouseEvent(type, { bubbles: true, cancelable: true, clientX: x, clientY: y, button });
  return Object.assign(event, { pointerId: 1, ...more });
};
async function draw(points: [number, number][], more: Record<string, unknown> = {}) {
  const pad = await screen.findByRole("img", { name: /Box to sign in/ });
  pad.getBoundingClientRect = () => ({ left: 100, top: 50, width: 300, height: 100 }) as DOMRect;
  points.forEach(([x, y], i) => pad.dispatchEvent(point(i === 0 ? "pointerdown" : "pointermove", x, y, more)));
  const [x, y] = points.at(-1)!;
  pad.dispatchEvent(point("pointerup", x, y, more));
  await pause(10);
  return pad;
}

describe("the screen in the patient's hands", () => {
  it("shows the questions with their words, nothing ticked, and nothing of the desk", async () => {
    await inHands();
    for (const { purpose, question, text } of handed.questions) {
      expect(screen.getByRole("heading", { name: question })).toBeVisible();
      expect(within(document.getElementById(`q-${purpose}`)!).getByText(text)).toBeVisible();
    }
    expect(screen.getAllByRole("radio").filter((radio) => (radio as HTMLInputElement).checked)).toEqual([]);
    expect(screen.queryByRole("navigation")).toBeNull();
    expect(screen.queryByText(session.name)).toBeNull();
    expect(screen.queryByText(/KM-10482/)).toBeNull();
    await expectAccessible();
  });

  it("has no key of the desk", async () => {
    const calls = await inHands();
    const before = calls.length;
    for (const [key, more] of [
      ["k", { ctrlKey: true }],
      ["n", { ctrlKey: true }],
      ["l", { ctrlKey: true }],
      ["F8", {}],
      ["F1", {}],
      ["F2", {}],
      ["Escape", {}],
      ["Enter", { ctrlKey: true }],
      ["y", {}],
    ] as const) {
      await fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
    }
    await pause(150);
    expect(calls.slice(before).filter(({ command }) => command !== "touch")).toEqual([]);
    expect(screen.getByRole("heading", { name: "Your consents" })).toBeVisible();
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("opens the box to sign in only when every text was read to its end", async () => {
    await inHands();
    expect(screen.queryByRole("img", { name: /Box to sign in/ })).toBeNull();
    const ends = watched.map(({ target }) => target);
    expect(ends).toHaveLength(handed.questions.length);
    ends.slice(0, -1).forEach(lookAt);
    expect(await screen.findByRole("button", { name: "Go to 1 text not read yet" })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Go to 1 text not read yet" }));
    const last = handed.questions.at(-1)!;
    await waitFor(() => expect(document.activeElement?.id).toBe(`q-${last.purpose}`));
    lookAt(ends.at(-1)!);
    expect(await screen.findByRole("img", { name: "Box to sign in, empty" })).toBeVisible();
    await expectAccessible();
  });

  it("sends the answers on their words, what was read, and the strokes as parts of the box", async () => {
    const calls = await inHands();
    lookAtAll();
    await userEvent.click(question(0).getByRole("radio", { name: "Yes" }));
    await userEvent.click(question(1).getByRole("radio", { name: "Not now" }));
    await draw([
      [130, 100],
      [250, 75],
      [500, 400],
    ]);
    const middle = { getCoalescedEvents: () => [point("pointermove", 160, 60), point("pointermove", 190, 80)] };
    await draw(
      [
        [130, 60],
        [190, 80],
      ],
      middle,
    );
    expect(screen.getByRole("img", { name: "Box to sign in, 2 lines drawn" })).toBeVisible();
    await finish();
    const { form } = called(calls, "sign_consents")[0]!.args as { form: Record<string, unknown> };
    const [first, second] = handed.questions;
    expect(form.answers).toEqual([
      { purpose: first!.purpose, answer: "given", wordingId: first!.wordingId, wordingVersion: first!.wordingVersion },
      {
        purpose: second!.purpose,
        answer: "not-now",
        wordingId: second!.wordingId,
        wordingVersion: second!.wordingVersion,
      },
    ]);
    expect([...(form.read as string[])].sort()).toEqual(handed.questions.map(({ purpose }) => purpose).sort());
    const { strokes, ratio } = form.signature as { strokes: { x: number; y: number }[][]; ratio: number };
    expect(ratio).toBe(3);
    expect(strokes[0]).toEqual([
      { x: 0.1, y: 0.5 },
      { x: 0.5, y: 0.25 },
      { x: 1, y: 1 },
    ]);
    expect(strokes[1]!.map(({ x }) => x)).toEqual([0.1, 0.2, 0.3]);
    expect(await screen.findByRole("heading", { name: "Thank you" })).toBeVisible();
    expect(screen.queryByRole("radio")).toBeNull();
    await expectAccessible();
  });

  it("draws with one pointer at a time, and clears", async () => {
    await inHands();
    lookAtAll();
    const pad = await draw([
      [130, 100],
      [250, 75],
    ]);
    pad.dispatchEvent(point("pointermove", 300, 75));
    pad.dispatchEvent(point("pointerdown", 300, 75, {}, 2));
    await pause(10);
    expect(screen.getByRole("img", { name: "Box to sign in, 1 line drawn" })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Clear" }));
    expect(await screen.findByRole("img", { name: "Box to sign in, empty" })).toBeVisible();
  });

  it("names what is missing and keeps what was answered", async () => {
    const purpose = handed.questions[1]!.purpose;
    await inHands({
      sign_consents: () =>
        refuse("form", "Two.", [
          [purpose, "Needs a yes or a no."],
          ["signature", "Sign in the box."],
        ]),
    });
    lookAtAll();
    await userEvent.click(question(0).getByRole("radio", { name: "No" }));
    await finish();
    expect(await screen.findByText("Not saved: 2 things to put right")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Needs a yes or a no." }));
    expect(document.activeElement).toBe(question(1).getByRole("radio", { name: "Yes" }));
    expect(question(0).getByRole("radio", { name: "No" })).toBeChecked();
    await expectAccessible();
  });

  it("keeps the answers as they are given, and puts their own back", async () => {
    const given = structuredClone(handed);
    given.questions[0]!.given = "refused";
    const calls = await inHands({ see_handed_over: given });
    expect(question(0).getByRole("radio", { name: "No" })).toBeChecked();
    await userEvent.click(question(1).getByRole("radio", { name: "Yes" }));
    await waitFor(() => expect(called(calls, "keep_handed_over")).toHaveLength(1));
    const { answers } = called(calls, "keep_handed_over")[0]!.args as { answers: { answer: string }[] };
    expect(answers.map(({ answer }) => answer)).toEqual(["refused", "given"]);
  });
});

describe("giving the screen back", () => {
  it("takes the passphrase and nothing else", async () => {
    let right = false;
    const calls = await inHands({
      see_handed_over: thanks,
      take_back: () => (right ? session : refuse("wrong-passphrase", "That is not the passphrase for this name.")),
      open_check_in: proved,
    });
    await userEvent.type(screen.getByLabelText("Passphrase"), "guess{Enter}");
    expect(await screen.findByText("That is not the passphrase for this name.")).toBeVisible();
    expect(screen.getByLabelText("Passphrase")).toHaveValue("");
    expect(desk.session).toBeNull();
    right = true;
    await userEvent.type(screen.getByLabelText("Passphrase"), "the right words{Enter}");
    await waitFor(() => expect(desk.handed).toBeNull());
    expect(desk.session).not.toBeNull();
    expect(called(calls, "take_back").map(({ args }) => args.passphrase)).toEqual(["guess", "the right words"]);
  });

  it("can be thought better of before anything is signed", async () => {
    await inHands();
    await userEvent.click(screen.getByRole("button", { name: "Give the screen back" }));
    expect(await screen.findByText(/Nothing is signed yet/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Go on with the questions" }));
    expect(await screen.findByRole("heading", { name: "Your consents" })).toBeVisible();
  });
});

describe("handing it over", () => {
  it("says who signs, and keeps what was typed at the desk first", async () => {
    const calls = await openApp({ open_check_in: proved, hand_over: handed, save_draft: null, load_draft: null });
    router.go("check-in", { arrivalId: "a1" });
    await pause(60);
    await userEvent.keyboard("y");
    await pause(120);
    await fireEvent.keyDown(document.body, { key: "F7" });
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText(/answers and signs/)).toBeVisible();
    await userEvent.click(dialog.getByRole("radio", { name: /Large/ }));
    await fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true });
    expect(await screen.findByRole("heading", { name: "Your consents" })).toBeVisible();
    const form = called(calls, "hand_over")[0]!.args.form;
    expect(form).toEqual({ arrivalId: "a1", capacity: "patient", speaker: "", interpreter: "", size: "large" });
    const order = calls
      .filter(({ command, args }) => command === "hand_over" || (command === "save_draft" && args.screen !== "place"))
      .map(({ command }) => command);
    expect(order).toEqual(["save_draft", "hand_over"]);
  });
});

describe("a signed copy", () => {
  it("is opened from the patient's consents", async () => {
    await openApp({ see_consents: consents });
    router.go("consents", { patientId: "p1" });
    await userEvent.click(await screen.findByRole("button", { name: /Signed copy: SF-10001/ }));
    expect(router.place).toMatchObject({ name: "signed-form", with: { formId: "sf1", number: "SF-10001" } });
  });

  it.each([
    ["same", record, "This file is the copy kept here, byte for byte."],
    ["other", null, "This file is not a copy made here, or it was changed."],
    ["cancelled", null, "No file was chosen."],
    ["same", { ...record, whole: false }, "The record differs from its own fingerprint."],
  ] as const)("checked as a file: %s", async (outcome, found, words) => {
    await openApp({ verify_copy: { outcome, record: found } });
    router.go("registers", { tab: "verify" });
    await userEvent.click(await screen.findByRole("button", { name: /Choose the file/ }));
    expect(await screen.findByText(words)).toBeVisible();
    expect(screen.queryByText("KM-10482") !== null).toBe(found !== null);
  });

  it("is looked up by its printed fingerprint, as it is typed", async () => {
    const calls = await openApp({ verify_fingerprint: { outcome: "not-found", record: null } });
    router.go("registers", { tab: "verify" });
    await userEvent.type(await screen.findByLabelText(/Fingerprint, as printed/), "fdc458a4 2285");
    await userEvent.click(screen.getByRole("button", { name: "Look it up" }));
    expect(await screen.findByText("No signed form has this fingerprint.")).toBeVisible();
    expect(called(calls, "verify_fingerprint")[0]!.args).toEqual({ text: "fdc458a4 2285" });
  });
});

it("a single point is drawn as a dot", () => {
  expect(path([{ x: 0.5, y: 0.25 }])).toBe("M 1500 250 L 1500 250");
});
