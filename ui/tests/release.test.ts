import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { refuse, session, start } from "../src/dev/answers";
import { paper } from "../src/dev/papers";
import {
  childRequest,
  family,
  refusedView,
  releasable,
  release,
  releasedView,
  rightOf,
  unlinked,
} from "../src/dev/release";
import { router } from "../src/lib/router.svelte";
import { closeApp, openApp, pause, type Call } from "./app";
import { expectAccessible } from "./axe";

afterEach(closeApp);

const called = (calls: Call[], command: string) => calls.filter((call) => call.command === command);
const key = (name: string, more = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const primary = () => key("Enter", { ctrlKey: true });
const manager = { start: { ...start, session: { ...session, role: "practice-manager" } } };
const dialog = () => within(screen.getByRole("dialog"));

async function open(answers: Record<string, unknown> = {}) {
  const calls = await openApp({
    ...manager,
    open_request: childRequest,
    open_release: release,
    open_parental: family,
    link_adult: childRequest,
    close_document: null,
    release_request: paper("Response R-2026-037", 2),
    ...answers,
  });
  router.go("release", { requestId: "r7" });
  await pause(60);
  return calls;
}

describe("deciding a request about a child", () => {
  it("shows who asks, what stands against it, the blocks, what is held and what is never given", async () => {
    await open();
    const who = within(screen.getByRole("region", { name: "Who asks" }));
    expect(who.getByText("Siobhán Brennan")).toBeVisible();
    expect(who.getByText("Proved")).toBeVisible();
    expect(who.getByText("Good through 24 May 2027.")).toBeVisible();
    expect(who.getByText("Children Act 1989, section 2(1)")).toBeVisible();
    expect(screen.getByText("2 things stand against it.")).toBeVisible();
    const against = within(screen.getByRole("list", { name: "What stands against it" }));
    expect(against.getAllByRole("listitem").map((item) => item.textContent)).toEqual(
      release.barriers.map(({ words }) => words),
    );
    const blocks = within(screen.getByRole("region", { name: "Blocks in force" }));
    expect(blocks.getByText(/Bruises on both arms/)).toBeVisible();
    expect(blocks.getByText("Waits for your reason")).toBeVisible();
    expect(blocks.getByText("Reason recorded for this request")).toBeVisible();
    const rows = within(screen.getByRole("table", { name: /What we hold/ })).getAllByRole("row");
    expect(rows[2]).toHaveTextContent("Visits");
    expect(rows[2]).toHaveTextContent("9 Feb 2026 to 24 Nov 2026");
    expect(screen.getByRole("region", { name: "Never given" })).toHaveTextContent("what blocks a release");
    expect(screen.getByText("Not yet: 2 things against it")).toBeVisible();
    expect(document.querySelectorAll("input:checked")).toHaveLength(0);
    await expectAccessible();
  });

  it("asks only for the texts that Rust says are needed", async () => {
    await open({ open_release: { ...releasable, needsOpinion: false, otherPlaces: [] } });
    expect(screen.queryByLabelText(/opinion/)).toBeNull();
    expect(screen.queryByLabelText("Places outside this desk")).toBeNull();
    expect(screen.queryByLabelText(/Why it is best/)).toBeNull();
    expect(screen.getByText("Nothing stands against it.")).toBeVisible();
  });

  it("released by keys alone: what was held back and written goes to Rust, and the paper can be printed", async () => {
    const calls = await open({ open_release: releasable });
    screen.getByRole("button", { name: "Hold back: Name and date of birth" }).focus();
    await key("ArrowDown");
    expect(screen.getByRole("button", { name: "Hold back: Visits" })).toHaveFocus();
    await key("w");
    expect(await screen.findByText("3 of 4 given", { exact: false })).toBeVisible();
    expect(screen.getByText("Held back")).toBeVisible();
    await userEvent.type(screen.getByLabelText("A health professional’s opinion"), "Dr Bello: no serious harm.");
    await userEvent.type(screen.getByLabelText("Other people’s data"), "None but staff.");
    await userEvent.type(screen.getByLabelText("Places outside this desk"), "Nothing in email.");
    await userEvent.type(screen.getByLabelText("Reason"), "The mother proved it.");
    await primary();
    await screen.findByRole("button", { name: /^Print/ });
    expect(called(calls, "release_request")[0]!.args.form).toEqual({
      requestId: "r7",
      opinion: "Dr Bello: no serious harm.",
      others: "None but staff.",
      elsewhere: "Nothing in email.",
      bestInterests: "",
      named: [],
      heldBack: ["arrival"],
      reason: "The mother proved it.",
    });
    await waitFor(() => expect(called(calls, "drop_draft").at(-1)?.args).toEqual({ screen: "release", subject: "r7" }));
    expect(called(calls, "close_document")).toEqual([]);
    await expectAccessible();
  });

  it("barred says what stands against it, and what was typed stays", async () => {
    await open({ release_request: () => refuse("release-barred", "Nothing was done. A block waits for your reason.") });
    await userEvent.type(screen.getByLabelText("Reason"), "The mother proved it.");
    await primary();
    expect(await screen.findByRole("alert")).toHaveTextContent("A block waits for your reason. Code: release-barred");
    expect(screen.getByLabelText("Reason")).toHaveValue("The mother proved it.");
    await expectAccessible();
  });

  it.each([
    ["opinion", "A health professional’s opinion"],
    ["others", "Other people’s data"],
    ["elsewhere", "Places outside this desk"],
    ["bestInterests", /Why it is best for the child/],
    ["reason", "Reason"],
  ])("an error in %s lands on its field", async (field, label) => {
    await open({ release_request: () => refuse("form", "One thing.", [[field, "Write it down."]]) });
    await userEvent.type(screen.getByLabelText(label), "x");
    await primary();
    const summary = await screen.findByRole("alert");
    expect(summary).toHaveFocus();
    await userEvent.click(within(summary).getByRole("button", { name: "Write it down." }));
    await waitFor(() => expect(screen.getByLabelText(label)).toHaveFocus());
    expect(screen.getByLabelText(label)).toHaveAccessibleDescription(/Write it down\./);
    expect(screen.getByLabelText(label)).toHaveValue("x");
  });

  it("unfinished comes back as it was", async () => {
    const kept = { reason: "Half a sentence", heldBack: ["arrival"] };
    await open({
      load_draft: ({ screen }: { screen: string }) => (screen === "release" ? JSON.stringify(kept) : null),
    });
    expect(screen.getByLabelText("Reason")).toHaveValue("Half a sentence");
    expect(screen.getByText("Held back")).toBeVisible();
    expect(screen.getByText("Your unfinished decision is back.")).toBeVisible();
  });

  it("refused opening says why", async () => {
    await open({ open_release: () => refuse("not-allowed", "Your role does not allow this. Ask the manager.") });
    expect(screen.getByRole("alert")).toHaveTextContent("Code: not-allowed");
    expect(screen.queryByRole("button", { name: /^Release/ })).toBeNull();
  });
});

describe("a block beside a request", () => {
  it("is answered by keys for this request; the view is read again and what was typed stays", async () => {
    const calls = await open({ answer_block: family });
    await userEvent.type(screen.getByLabelText("Reason"), "Typed before.");
    await key("F6");
    const first = await screen.findByRole("radio", { name: /It stays; this request may go on/ });
    first.focus();
    await expectAccessible();
    await key("1");
    await waitFor(() => expect(dialog().getByLabelText("Why?")).toHaveFocus());
    await userEvent.type(dialog().getByLabelText("Why?"), "Safe with the mother.");
    await primary();
    expect(await screen.findByText("The answer is saved.")).toBeVisible();
    expect(called(calls, "answer_block")[0]!.args.form).toEqual({
      blockId: "b1",
      requestId: "r7",
      answer: "considered",
      reason: "Safe with the mother.",
    });
    expect(called(calls, "open_release")).toHaveLength(2);
    expect(screen.getByLabelText("Reason")).toHaveValue("Typed before.");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it.each([
    ["answer", "Choose what you decide."],
    ["reason", "Write the reason: it stays with the block."],
  ])("an error in %s lands in the dialog, which stays open with what was typed", async (field, message) => {
    await open({ answer_block: () => refuse("form", "One thing.", [[field, message]]) });
    await key("F6");
    await userEvent.type(await screen.findByLabelText("Why?"), "Because");
    await primary();
    expect(await dialog().findByText(message)).toBeVisible();
    expect(dialog().getByLabelText("Why?")).toHaveValue("Because");
    await expectAccessible();
    await key("Escape");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await key("F6");
    expect(await screen.findByLabelText("Why?")).toHaveValue("Because");
  });
});

describe("the adult a request rests on", () => {
  it("is linked, and the view read again", async () => {
    const calls = await open({ open_release: unlinked });
    expect(screen.getByText(/linked to no proof/)).toBeVisible();
    await key("F3");
    await waitFor(() => expect(screen.getByRole("radio", { name: /Siobhán Brennan/ })).toHaveFocus());
    await primary();
    expect(await dialog().findByText("Choose the adult whose proof it rests on.")).toBeVisible();
    expect(called(calls, "link_adult")).toEqual([]);
    await userEvent.click(screen.getByRole("radio", { name: /Siobhán Brennan/ }));
    await primary();
    expect(await screen.findByText("Linked to the adult.")).toBeVisible();
    expect(called(calls, "link_adult")[0]!.args).toEqual({ requestId: "r7", adultId: "ad1" });
    expect(called(calls, "open_release")).toHaveLength(2);
  });

  it("has a proof that opens with its key", async () => {
    await open({ open_parental: () => refuse("not-allowed", "Your role does not allow this.") });
    await key("F4");
    expect(router.place).toEqual({ name: "parental", with: { patientId: childRequest.banner.patientId } });
  });

  it("a child who asks for themselves has none", async () => {
    await open({
      open_release: { ...releasable, adult: null, request: { ...releasable.request, madeBy: "patient" } },
    });
    expect(screen.getByText("The child asks for themselves.")).toBeVisible();
    expect(screen.queryByRole("button", { name: /Link/ })).toBeNull();
  });
});

describe("what is not released", () => {
  it("is refused with a reason, confirmed in a dialog, and leads to the letter", async () => {
    let refused = false;
    const calls = await open({
      open_release: () => (refused ? refusedView : release),
      settle_request: () => ((refused = true), childRequest),
      make_refusal_letter: paper("Our answer", 2),
    });
    await key("F9");
    await userEvent.type(await screen.findByLabelText("Why is it refused?"), "Two parents disagree.");
    await expectAccessible();
    await primary();
    await waitFor(() => expect(screen.getByRole("heading", { name: "What was decided" })).toHaveFocus());
    expect(called(calls, "settle_request")[0]!.args.form).toEqual({
      requestId: "r7",
      outcome: "refused",
      reason: "Two parents disagree.",
      bestInterests: "",
    });
    await primary();
    expect(router.place.name).toBe("refusal-letter");
    await waitFor(() =>
      expect(called(calls, "make_refusal_letter")[0]!.args).toEqual({ adultId: "ad1", size: "normal" }),
    );
  });

  it("without a reason says so in the dialog", async () => {
    await open({ settle_request: () => refuse("form", "One thing.", [["reason", "Write the reason."]]) });
    await key("F9");
    await screen.findByLabelText("Why is it refused?");
    await primary();
    expect(await dialog().findByText("Write the reason.")).toBeVisible();
    await waitFor(() => expect(dialog().getByLabelText("Why is it refused?")).toHaveFocus());
    await expectAccessible();
  });

  it.each([
    ["erasure", "Deletion", "Queue for deletion", "queued"],
    ["rectification", "Correction", "Mark as corrected", "corrected"],
  ] as const)("%s is settled in its own words", async (right, name, words, outcome) => {
    const calls = await open({ open_release: rightOf(right, name), settle_request: childRequest });
    expect(screen.getByRole("button", { name: new RegExp(words) })).toBeVisible();
    expect(screen.queryByRole("table")).toBeNull();
    expect(screen.queryByRole("button", { name: /Edit the patient/ }) === null).toBe(right === "erasure");
    await userEvent.type(screen.getByLabelText("Reason"), "Asked by the mother.");
    await primary();
    await waitFor(() =>
      expect(called(calls, "settle_request")[0]?.args.form).toEqual({
        requestId: "r7",
        outcome,
        reason: "Asked by the mother.",
        bestInterests: "",
      }),
    );
  });

  it("another right has no outcome here but a refusal", async () => {
    await open({ open_release: rightOf("objection", "Objection") });
    expect(screen.getByText("Do what they ask on the patient’s page.")).toBeVisible();
    expect(screen.getByRole("button", { name: /Refuse/ })).toBeVisible();
  });

  it("what was released opens again as it went", async () => {
    const calls = await open({ open_release: releasedView, open_released: paper("Response R-2026-037", 2) });
    expect(screen.getByText("The mother proved it; the opinion finds no harm.")).toBeVisible();
    await primary();
    await waitFor(() => expect(called(calls, "open_released")[0]?.args).toEqual({ requestId: "r7" }));
  });
});

describe("places that may name somebody else", () => {
  const place = (words: string) => screen.getByText(words).closest("li")!;

  it("stand in their line, are decided by T and L, and go to Rust with the release", async () => {
    const calls = await open({ open_release: { ...releasable, named: release.named } });
    const card = within(screen.getByRole("region", { name: "May name somebody else" }));
    expect(card.getByText(/2 of 2 to decide/)).toBeVisible();
    expect(place("aunt Ruth")).toHaveTextContent("Comes after school with aunt Ruth, who waits outside.");
    within(place("aunt Ruth"))
      .getByRole("button", { name: /Take out/ })
      .focus();
    await key("t");
    await waitFor(() => expect(place("aunt Ruth")).toHaveTextContent("Taken out"));
    expect(place("020 7946 0991")).toContainElement(document.activeElement as HTMLElement);
    await key("l");
    await waitFor(() => expect(card.getByText(/All decided/)).toBeVisible());
    await expectAccessible();
    await primary();
    await waitFor(() => expect(called(calls, "release_request")).toHaveLength(1));
    expect((called(calls, "release_request")[0]!.args.form as { named: unknown }).named).toEqual([
      { key: "1f0c6a2b9d3e4f50", takeOut: true },
      { key: "7a2b9d3e4f501f0c", takeOut: false },
    ]);
  });

  it("one of a table that is held back is not asked, and a refusal is told at the list", async () => {
    await open({
      open_release: { ...releasable, named: release.named },
      release_request: () =>
        refuse("form", "One thing to put right.", [["named", "One place may name somebody else."]]),
    });
    const rows = screen.getAllByRole("button", { name: /Hold back: Answers to consent questions/ });
    await userEvent.click(rows[0]!);
    expect(screen.queryByText("020 7946 0991")).toBeNull();
    await primary();
    await waitFor(() => expect(screen.getAllByText("One place may name somebody else.")[0]).toBeVisible());
  });
});
