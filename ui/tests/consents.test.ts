import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { refuse } from "../src/dev/answers";
import { proved } from "../src/dev/check-in";
import { paper } from "../src/dev/papers";
import { router } from "../src/lib/router.svelte";
import { closeApp, openApp, pause, type Call } from "./app";

afterEach(closeApp);

const called = (calls: Call[], command: string) => calls.filter((call) => call.command === command);
const key = (name: string, more = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const primary = () => key("Enter", { ctrlKey: true });
const row = (question: string) => within(screen.getByText(question).closest<HTMLElement>(".ask")!);
const [health, treatment, own, teach, publicity, email, text] = proved.consentStep.groups
  .flatMap((group) => group.rows)
  .map(({ question }) => question) as [string, string, string, string, string, string, string];
const done = { ...proved, consents: "done" as const };

async function open(answers: Record<string, unknown> = {}) {
  const calls = await openApp({ open_check_in: proved, record_consents: done, ...answers });
  router.go("check-in", { arrivalId: "a1" });
  await pause(60);
  return calls;
}
async function press(letter: string) {
  const before = document.activeElement;
  await userEvent.keyboard(letter);
  await waitFor(() => expect(document.activeElement).not.toBe(before));
}

describe("the intake sheet", () => {
  it("has nothing ticked that nobody answered, and starts at the first open question", async () => {
    await open();
    expect(screen.getAllByRole("radio").filter((radio) => (radio as HTMLInputElement).checked)).toEqual([]);
    expect(row(health).getByRole("radio", { name: "Yes" })).toHaveFocus();
    expect(screen.getByText("2 needed answers missing")).toBeVisible();
    expect(screen.getByText("2 of 7 answered")).toBeVisible();
  });

  it("is answered by keys alone: a letter a row, then it moves on", async () => {
    const calls = await open();
    await press("y");
    await press("y");
    await press("n");
    await press("l");
    await userEvent.keyboard("n");
    await waitFor(() => expect(screen.getByText("7 of 7 answered")).toBeVisible());
    expect(screen.queryByText(/needed answer/)).toBeNull();
    await primary();
    expect(await screen.findByText("Checked in. The answers are saved.")).toBeVisible();
    const form = called(calls, "record_consents")[0]!.args.form as { answers: { purpose: string; answer: string }[] };
    expect(form.answers.map(({ purpose, answer }) => [purpose, answer])).toEqual([
      ["hold-health-details", "given"],
      ["treatment-botulinum-toxin", "given"],
      ["photographs-teaching", "refused"],
      ["photographs-publicity", "not-now"],
      ["news-email", "refused"],
    ]);
    expect(form.answers[0]).toEqual({
      purpose: "hold-health-details",
      answer: "given",
      wordingId: "hold-health-details",
      wordingVersion: 3,
    });
    expect(form).toMatchObject({ capacity: "patient", speaker: "", method: "on-screen", witness: "", interpreter: "" });
  });

  it("reads out the exact words of the row in focus, and says that they are an example", async () => {
    const other = structuredClone(proved);
    other.consentStep.groups[1]!.rows[1]!.text = "We would show your photographs to our own staff.";
    other.consentStep.groups[1]!.rows[1]!.approved = true;
    await open({ open_check_in: other });
    const card = within(screen.getByRole("region", { name: "Read out" }));
    expect(card.getByText(/Your clinician has explained/)).toBeVisible();
    expect(card.getByText("Example wording, not approved")).toBeVisible();
    row(teach).getByRole("radio", { name: "Yes" }).focus();
    expect(await card.findByText("“We would show your photographs to our own staff.”")).toBeVisible();
    expect(card.queryByText("Example wording, not approved")).toBeNull();
  });

  it("put off counts as answered, and as missing where an answer is needed", async () => {
    await open();
    await press("l");
    expect(screen.getByText("3 of 7 answered")).toBeVisible();
    expect(screen.getByText("2 needed answers missing")).toBeVisible();
  });

  it("saved too early says what is missing, at the rows and in the summary, and keeps what was answered", async () => {
    const message = `Needs a yes or a no before treatment: ${treatment}`;
    await open({ record_consents: () => refuse("form", "One.", [["treatment-botulinum-toxin", message]]) });
    await press("y");
    await primary();
    const summary = await screen.findByRole("alert");
    expect(summary).toHaveFocus();
    expect(row(health).getByRole("radio", { name: "Yes" })).toBeChecked();
    await userEvent.click(within(summary).getByRole("button", { name: message }));
    await waitFor(() => expect(row(treatment).getByRole("radio", { name: "Yes" })).toHaveFocus());
  });

  it("an answer that stands is shown, and asked again only when somebody says so", async () => {
    const calls = await open();
    expect(row(own).getByText("Yes on 3 Jun 2026, wording 3.")).toBeVisible();
    await userEvent.click(row(own).getByRole("button", { name: "Ask again" }));
    await waitFor(() => expect(row(own).getByRole("radio", { name: "Yes" })).toHaveFocus());
    await userEvent.keyboard("n");
    await waitFor(() => expect(row(own).getByRole("radio", { name: "No" })).toBeChecked());
    await primary();
    await pause(30);
    expect(called(calls, "record_consents")[0]!.args.form).toMatchObject({
      answers: [{ purpose: "photographs-record", answer: "refused" }],
    });
  });

  it("a yes is taken back with W and Enter, and can be undone until it is saved", async () => {
    const calls = await open();
    row(own).getByRole("button", { name: "Ask again" }).focus();
    await userEvent.keyboard("w");
    await waitFor(() => expect(row(own).getByRole("button", { name: "Withdraw" })).toHaveFocus());
    await userEvent.keyboard("{Enter}");
    expect(await row(own).findByText("Withdrawn when you save")).toBeVisible();
    expect(router.place.name).toBe("check-in");
    await userEvent.click(row(own).getByRole("button", { name: "Undo" }));
    expect(row(own).getByText("Yes")).toBeVisible();
    await userEvent.click(row(own).getByRole("button", { name: "Withdraw" }));
    await userEvent.click(row(own).getByRole("button", { name: "Withdraw" }));
    await primary();
    await pause(30);
    expect(called(calls, "record_consents")[0]!.args.form).toMatchObject({
      answers: [{ purpose: "photographs-record", answer: "withdrawn" }],
    });
  });

  it("a yes that W asked about is kept with Esc, and the sheet stays", async () => {
    await open();
    row(own).getByRole("button", { name: "Ask again" }).focus();
    await userEvent.keyboard("w");
    await row(own).findByRole("button", { name: "Keep" });
    await key("Escape");
    expect(await row(own).findByText("Yes")).toBeVisible();
    expect(router.place.name).toBe("check-in");
  });

  it("what was stopped cannot be answered at the desk", async () => {
    await open();
    expect(row(text).queryByRole("radio")).toBeNull();
    await userEvent.click(row(text).getByRole("button", { name: "Ask to restart" }));
    await waitFor(() => expect(router.place).toEqual({ name: "news", with: { patientId: "p1" } }));
  });

  it("an answer typed before a stop is not sent after it", async () => {
    const marketing = proved.consentStep.groups.map((group) => ({
      ...group,
      rows: group.rows.map((one) => ({
        ...one,
        ...(one.purpose === "news-email" && { held: "withdrawn" as const, stopped: true }),
      })),
    }));
    const answers = Object.fromEntries(
      proved.consentStep.groups
        .flatMap((group) => group.rows)
        .filter((one) => !one.held)
        .map((one) => [one.purpose, { answer: "given", wordingId: one.wordingId, wordingVersion: one.wordingVersion }]),
    );
    const draft = {
      consents: { answers, capacity: "patient", speaker: "", method: "on-screen", witness: "", interpreter: "" },
    };
    const stopped = { ...proved, consentStep: { ...proved.consentStep, groups: marketing } };
    const calls = await open({ open_check_in: stopped, load_draft: JSON.stringify(draft) });
    expect(row(email).queryByRole("radio")).toBeNull();
    await primary();
    await waitFor(() => expect(called(calls, "record_consents")).toHaveLength(1));
    const form = called(calls, "record_consents")[0]!.args.form as { answers: { purpose: string }[] };
    expect(form.answers.map(({ purpose }) => purpose)).not.toContain("news-email");
    expect(form.answers.map(({ purpose }) => purpose)).toContain("hold-health-details");
  });

  it("an answer kept in a draft on older words is asked anew", async () => {
    const kept = {
      answers: { "hold-health-details": { answer: "given", wordingId: "hold-health-details", wordingVersion: 2 } },
    };
    const draft = JSON.stringify({
      consents: { ...kept, capacity: "patient", speaker: "", method: "on-screen", witness: "", interpreter: "" },
    });
    await open({ load_draft: draft });
    expect(row(health).getByRole("radio", { name: "Yes" })).not.toBeChecked();
    expect(row(publicity).getByRole("radio", { name: "Yes" })).not.toBeChecked();
  });

  it("prints on paper with Ctrl P", async () => {
    await open({ make_consent_form: paper("Consent form") });
    await key("p", { ctrlKey: true });
    expect(router.place).toEqual({ name: "consent-form", with: { patientId: "p1", treatment: "botulinum-toxin" } });
  });
});

describe("who answers", () => {
  it("is changed with F3, and goes with the answers", async () => {
    const calls = await open();
    await key("F3");
    await waitFor(() => expect(screen.getByRole("radio", { name: "The patient" })).toHaveFocus());
    await userEvent.keyboard("3");
    await userEvent.type(await screen.findByLabelText("Their name"), "Ada Attorney");
    await userEvent.click(screen.getByRole("radio", { name: "Spoken, before a witness" }));
    await userEvent.type(await screen.findByLabelText("Who heard it"), "Tom Ellery");
    await userEvent.type(screen.getByLabelText(/Interpreter/), "Ines Sample");
    await key("F3");
    expect(await screen.findByText("Ada Attorney")).toBeVisible();
    await primary();
    await pause(30);
    expect(called(calls, "record_consents")[0]!.args.form).toMatchObject({
      capacity: "attorney",
      speaker: "Ada Attorney",
      method: "verbal-witnessed",
      witness: "Tom Ellery",
      interpreter: "Ines Sample",
    });
  });

  it("opens by itself when something in it is missing", async () => {
    const message = "Enter the name of the person who heard the answers.";
    await open({ record_consents: () => refuse("form", "One.", [["witness", message]]) });
    await key("F3");
    await userEvent.click(await screen.findByRole("radio", { name: "Spoken, before a witness" }));
    await key("F3");
    await primary();
    await userEvent.click(await screen.findByRole("button", { name: message }));
    await waitFor(() => expect(screen.getByLabelText("Who heard it")).toHaveFocus());
  });
});

describe("when it is done", () => {
  it("says who can sit down, drops the draft, and one key goes to the next arrival", async () => {
    const calls = await open();
    await press("y");
    await primary();
    expect(await screen.findByText("Checked in. The answers are saved.")).toBeVisible();
    await waitFor(() => expect(screen.getByRole("button", { name: /Next arrival/ })).toHaveFocus());
    expect(called(calls, "drop_draft").at(-1)!.args).toEqual({ screen: "check-in", subject: "a1" });
    await primary();
    expect(router.place.name).toBe("desk");
  });

  it("a needed answer that was no stops, with words to say, and nothing more to do at the desk", async () => {
    const stop = {
      code: "consent-refused",
      title: "A needed answer was no",
      message: "They did not agree to the treatment. Tell the clinician before anything is done.",
      say: "Thank you for telling us.",
      parental: false,
    };
    await open({ record_consents: { ...proved, consents: "stopped", stop } });
    await press("n");
    await primary();
    await waitFor(() => expect(screen.getByText("A needed answer was no")).toHaveFocus());
    expect(screen.getByText("“Thank you for telling us.”")).toBeVisible();
    expect(screen.queryByRole("button", { name: /Turn away/ })).toBeNull();
    await primary();
    expect(router.place.name).toBe("desk");
  });
});
