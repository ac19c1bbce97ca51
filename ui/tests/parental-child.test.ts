import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { refuse } from "../src/dev/answers";
import { paper } from "../src/dev/papers";
import {
  assessed,
  block,
  blocks,
  byClinician,
  byManager,
  father,
  mother,
  mothersRecord,
  parental,
  parentalSaved,
} from "../src/dev/parental";
import { router } from "../src/lib/router.svelte";
import { closeApp, openApp, pause, type Call } from "./app";
import { expectAccessible } from "./axe";

afterEach(closeApp);

const called = (calls: Call[], command: string) => calls.filter((call) => call.command === command);
const key = (name: string, more = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const primary = () => key("Enter", { ctrlKey: true });
const button = (words: RegExp | string) => screen.getByRole("button", { name: words });
const radio = (words: RegExp | string) => screen.getByRole("radio", { name: words });
const group = (words: string) => within(screen.getByRole("group", { name: words }));

async function open(answers: Record<string, unknown> = {}) {
  const calls = await openApp({ open_parental: parentalSaved, ...answers });
  router.go("parental", { patientId: "p1" });
  await pause(60);
  return calls;
}

describe("the child’s own view", () => {
  it("needs an adult who is saved", async () => {
    await open({ open_parental: parental });
    await userEvent.click(button(/4. Kai’s own view/));
    expect(screen.getByText("Save the record of the adult first.")).toBeVisible();
  });

  it("is recorded for the adult with how authority was given, and what was said before stays in sight", async () => {
    let first = true;
    const calls = await open({
      record_child_view: () => {
        if (!first) return { ...parental, adults: [{ ...mother, said: father.said }] };
        first = false;
        return refuse("form", "One.", [["authority", "A child who does not agree gave no authority."]]);
      },
    });
    await userEvent.click(button(/4. Kai’s own view/));
    await userEvent.click(radio("Does not agree"));
    await userEvent.click(radio("Written and signed"));
    await userEvent.type(screen.getByLabelText(/In Kai’s words/), "Not my letters.");
    expect(button("Save what Kai wants")).toBeVisible();
    await primary();
    expect(await screen.findByRole("alert")).toHaveTextContent("gave no authority");
    expect(screen.getByLabelText(/In Kai’s words/)).toHaveValue("Not my letters.");
    await expectAccessible();
    await userEvent.click(button("A child who does not agree gave no authority."));
    await waitFor(() => expect(radio("Written and signed")).toHaveFocus());
    await userEvent.click(radio("None"));
    await primary();
    expect(await screen.findByText("Saved, with the day and your name.")).toBeVisible();
    expect(called(calls, "record_child_view").at(-1)!.args).toEqual({
      form: { adultId: "a-mother", view: "refuses", authority: null, words: "Not my letters." },
    });
    const before = within(screen.getByRole("list", { name: "What Kai said, newest first" }));
    expect(before.getByText(/Dad can see my letters/)).toBeVisible();
    expect(radio("Agrees")).not.toBeChecked();
  });
});

describe("whether the child understands", () => {
  it("is told to everybody, and assessed by a clinician alone", async () => {
    await open({ open_parental: { ...parentalSaved, child: assessed } });
    await userEvent.click(button(/4. Kai’s own view/));
    expect(screen.getByText("Understands: Ada Quill, 20 Nov 2026")).toBeVisible();
    expect(screen.getByText(/A clinician assesses this/)).toBeVisible();
    expect(screen.queryByLabelText("Your reasons")).toBeNull();
    expect(screen.getByText(/Says in their own words/)).toBeVisible();
    await expectAccessible();
  });

  it("is asked question by question; each error lands on its own, and nothing is lost", async () => {
    let first = true;
    const calls = await open({
      open_parental: byClinician(parentalSaved),
      assess_competence: () => {
        if (!first) return byClinician({ ...parentalSaved, child: assessed });
        first = false;
        return refuse("form", "Two.", [
          ["answers.free", "Answer this question."],
          ["reasons", "Write your reasons."],
        ]);
      },
    });
    await userEvent.click(button(/4. Kai’s own view/));
    const questions = parental.child.questions.map(({ words }) => words);
    for (const words of questions.slice(0, 4)) await userEvent.click(group(words).getByRole("radio", { name: "Yes" }));
    await userEvent.click(radio("Understands"));
    await primary();
    expect(await screen.findByRole("alert")).toHaveFocus();
    await expectAccessible();
    await userEvent.click(button("Answer this question."));
    await waitFor(() => expect(group(questions[4]!).getByRole("radio", { name: "Yes" })).toHaveFocus());
    expect(group(questions[0]!).getByRole("radio", { name: "Yes" })).toBeChecked();
    await userEvent.click(group(questions[4]!).getByRole("radio", { name: "Yes" }));
    await userEvent.type(screen.getByLabelText("Your reasons"), "Weighs it.");
    await primary();
    expect(await screen.findByText("The assessment is saved.")).toBeVisible();
    expect(called(calls, "assess_competence").at(-1)!.args).toEqual({
      patientId: "p1",
      form: {
        answers: { what: "yes", why: "yes", choice: "yes", weigh: "yes", free: "yes" },
        outcome: "competent",
        reasons: "Weighs it.",
      },
    });
    expect(screen.getByRole("list", { name: "Assessments, newest first" })).toBeVisible();
    expect(radio("Understands")).not.toBeChecked();
  });
});

describe("a block", () => {
  it("is recorded by the keys of who is worried, with words; the words stay when it is refused or left", async () => {
    let first = true;
    const calls = await open({
      record_block: () => {
        if (!first) return { ...parentalSaved, blocks: [block] };
        first = false;
        return refuse("form", "One.", [["detail", "Write what it is about."]]);
      },
    });
    await key("S", { ctrlKey: true, shiftKey: true });
    const dialog = within(await screen.findByRole("dialog", { name: "Worried about a child" }));
    await waitFor(() => expect(dialog.getByLabelText("What is it about?")).toHaveFocus());
    expect(dialog.getByRole("radio", { name: "Worried about the child" })).toBeChecked();
    await primary();
    expect(await dialog.findByText("Write what it is about.")).toBeVisible();
    await userEvent.type(dialog.getByLabelText("What is it about?"), "A bruise.");
    await expectAccessible();
    await key("Escape");
    await userEvent.click(button(/Worried about a child/));
    expect(screen.getByLabelText("What is it about?")).toHaveValue("A bruise.");
    await primary();
    expect(await screen.findByText("Recorded. It holds at once.")).toBeVisible();
    expect(called(calls, "record_block").at(-1)!.args).toEqual({
      patientId: "p1",
      form: { kind: "safeguarding", detail: "A bruise." },
    });
    expect(screen.getByRole("region", { name: "Blocks" })).toHaveTextContent(/Worried about the child.*In force/);
  });

  it("of every other kind has nothing chosen beforehand", async () => {
    await open();
    await userEvent.click(button("Record a block"));
    const dialog = within(await screen.findByRole("dialog", { name: "Record a block" }));
    expect(dialog.getAllByRole("radio")).toHaveLength(6);
    expect(document.querySelectorAll("dialog input:checked")).toHaveLength(0);
  });

  it("says that there is one to who may not read it, and is lifted by the practice manager with a reason", async () => {
    let first = true;
    const calls = await open({
      open_parental: byManager({ ...parentalSaved, blocks }),
      answer_block: () => {
        if (!first) return byManager({ ...parentalSaved, blocks: [{ ...block, lifted: true }] });
        first = false;
        return refuse("form", "One.", [["reason", "Write the reason: it stays with the block."]]);
      },
    });
    const listed = within(screen.getByRole("region", { name: "Blocks" }));
    expect(listed.getByText("The practice manager can read it.")).toBeVisible();
    expect(listed.getByText(/The court discharged it/)).toBeVisible();
    expect(listed.getAllByRole("button", { name: /^Lift/ })).toHaveLength(2);
    await userEvent.click(button("Lift: Worried about the child"));
    await primary();
    expect(await screen.findByText("Write the reason: it stays with the block.")).toBeVisible();
    await expectAccessible();
    await userEvent.type(screen.getByLabelText("Why has it ended?"), "Looked into.");
    await primary();
    expect(await screen.findByText("Lifted, with your reason.")).toBeVisible();
    expect(called(calls, "answer_block").at(-1)!.args).toEqual({
      form: { blockId: "b1", answer: "lifted", requestId: null, reason: "Looked into." },
    });
  });
});

describe("papers to take away", () => {
  it("the receipt is of the newest record, in the size chosen", async () => {
    const calls = await open({
      make_parental_receipt: paper("Receipt: proof of parental responsibility", 1),
      close_document: null,
    });
    await key("p", { ctrlKey: true });
    await waitFor(() => expect(called(calls, "make_parental_receipt")).toHaveLength(1));
    await userEvent.click(await screen.findByRole("radio", { name: "Large" }));
    await waitFor(() =>
      expect(called(calls, "make_parental_receipt").map(({ args }) => args)).toEqual([
        { parentalId: "pr1", size: "normal" },
        { parentalId: "pr1", size: "large" },
      ]),
    );
  });

  it("the refusal letter is the practice manager’s, where the newest decision is not proved", async () => {
    const records = [{ ...mothersRecord, decision: "not-proved" as const }];
    const calls = await open({
      open_parental: byManager({ ...parental, adults: [{ ...mother, records }] }),
      make_refusal_letter: paper("Refusal letter", 1),
      close_document: null,
    });
    await userEvent.click(button("Refusal letter"));
    await waitFor(() =>
      expect(called(calls, "make_refusal_letter").map(({ args }) => args)).toEqual([
        { adultId: "a-mother", size: "normal" },
      ]),
    );
  });

  it("there is no refusal letter where nothing is refused", async () => {
    await open({ open_parental: byManager(parentalSaved) });
    expect(screen.queryByRole("button", { name: "Refusal letter" })).toBeNull();
  });
});
