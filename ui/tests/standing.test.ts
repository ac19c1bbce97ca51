import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { refuse } from "../src/dev/answers";
import { asManager, askAgain, catalogue, consents, stopped } from "../src/dev/consents";
import { router } from "../src/lib/router.svelte";
import { closeApp, openApp, pause, type Call } from "./app";

afterEach(closeApp);

const called = (calls: Call[], command: string) => calls.filter((call) => call.command === command);

async function open(answers: Record<string, unknown> = {}) {
  const calls = await openApp({ see_consents: consents, withdraw_consent: stopped, ...answers });
  router.go("consents", { patientId: "p1" });
  await screen.findByRole("region", { name: "News and offers by email" });
  return calls;
}
const row = (name: string) => within(screen.getByRole("region", { name }));

describe("a patient's consents", () => {
  it("say what stands, why one is asked again, and every answer with its exact words", async () => {
    await open();
    expect(row("Holding your health details, to treat you safely").getByText("Ask again")).toBeVisible();
    const email = row("News and offers by email");
    await userEvent.click(email.getByText(/^2 answers/));
    expect(email.getByText("2 Mar 2025, 09:10")).toBeVisible();
    expect(email.getAllByText("May we send you news by email?")).toHaveLength(2);
    expect(row("News and offers by text message").queryByRole("button", { name: /Withdraw/ })).toBeNull();
  });

  it("are taken back in two keys: W shows what follows, a digit says why and does it", async () => {
    const calls = await open();
    row("News and offers by email")
      .getByRole("button", { name: /Withdraw/ })
      .focus();
    await userEvent.keyboard("w");
    expect(await screen.findByText("From now on no news or offers are sent by email.")).toBeVisible();
    await waitFor(() => expect(screen.getByRole("button", { name: /Changed their mind/ })).toHaveFocus());
    expect(called(calls, "withdraw_consent")).toEqual([]);
    await userEvent.keyboard("1");
    expect(await screen.findByText("Taken back: News and offers by email")).toBeVisible();
    expect(called(calls, "withdraw_consent")[0]!.args.form).toEqual({
      patientId: "p1",
      purpose: "news-email",
      reason: "changed-mind",
      note: "",
      capacity: "patient",
      speaker: "",
      method: "on-screen",
      witness: "",
      interpreter: "",
    });
    expect(row("News and offers by email").getAllByText("Stopped").at(-1)).toBeVisible();
  });

  it("are kept by Esc, and nothing is sent", async () => {
    const calls = await open();
    await userEvent.click(row("News and offers by email").getByRole("button", { name: /Withdraw/ }));
    await fireEvent.keyDown(document.activeElement!, { key: "Escape" });
    await waitFor(() => expect(screen.queryByText("From now on no news or offers are sent by email.")).toBeNull());
    expect(called(calls, "withdraw_consent")).toEqual([]);
    expect(router.place.name).toBe("consents");
  });

  it("ask for the reason where it is another one, and keep what was typed when it is refused", async () => {
    const calls = await open({
      withdraw_consent: () => refuse("form", "One thing to put right.", [["note", "The note is too long."]]),
    });
    await userEvent.click(row("News and offers by email").getByRole("button", { name: /Withdraw/ }));
    await userEvent.keyboard("4");
    await userEvent.type(await screen.findByLabelText("The reason they gave"), "They moved away{Enter}");
    expect(await screen.findAllByText("The note is too long.")).not.toHaveLength(0);
    expect(screen.getByLabelText("The reason they gave")).toHaveValue("They moved away");
    expect(called(calls, "withdraw_consent")[0]!.args.form).toMatchObject({ reason: "other", note: "They moved away" });
  });
});

describe("the list of whom to ask again", () => {
  it("is open to reception, names what and why, and leads to the consents", async () => {
    await openApp({ see_ask_again: askAgain, see_consents: consents });
    router.go("registers", {});
    await userEvent.click(await screen.findByRole("button", { name: /Ask again/ }));
    expect(await screen.findByText(/was good to 24 Nov 2026/)).toBeVisible();
    expect(screen.getByText(/The first 1 of 230/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Kowalska, Ewa" }));
    await waitFor(() => expect(router.place).toEqual({ name: "consents", with: { patientId: "p1" } }));
  });
});

describe("the wordings", () => {
  const toWordings = async (answers: Record<string, unknown> = {}) => {
    const calls = await openApp({ ...asManager, load_draft: null, save_draft: null, drop_draft: null, ...answers });
    router.go("settings");
    await userEvent.click(await screen.findByRole("button", { name: /What is asked/ }));
    await screen.findByText("Example wording, not approved: 1 of 2.");
    return calls;
  };

  it("show what rests on consent and what is told, which version, and whether it is approved", async () => {
    await toWordings();
    const email = row("News and offers by email");
    expect(email.getByText(/asked again after 24 months/)).toBeVisible();
    expect(email.getByText("Example wording, not approved")).toBeVisible();
    expect(email.getByText(/1 earlier version/)).toBeVisible();
    expect(row("Holding your health details").getByText(/reviewed by/)).toHaveTextContent("Dr Idris Bello");
    expect(screen.getByText("our contract with you")).toBeVisible();
  });

  it("are changed with a preview, as a new version from the one that was read", async () => {
    const calls = await toWordings({ revise_wording: { ...catalogue, version: 3 } });
    await userEvent.click(row("News and offers by email").getByRole("button", { name: /Change the words/ }));
    const question = await screen.findByLabelText("The question");
    await fireEvent.input(question, { target: { value: "May we write to you?" } });
    expect(
      within(screen.getByRole("region", { name: "As it will be asked" })).getByText("May we write to you?"),
    ).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: /Save as wording 3/ }));
    expect(await screen.findByText("Saved as wording 3. It is an example until it is approved.")).toBeVisible();
    expect(called(calls, "revise_wording")[0]!.args.form).toEqual({
      id: "news-email",
      fromVersion: 2,
      question: "May we write to you?",
      text: "No more than once a month.",
    });
  });

  it("are approved with the name of the clinician who reviewed them", async () => {
    const calls = await toWordings({ approve_wording: catalogue });
    await userEvent.click(row("News and offers by email").getByRole("button", { name: /Approve/ }));
    await userEvent.type(await screen.findByLabelText(/The clinician who reviewed/), "Dr Idris Bello{Enter}");
    expect(await screen.findByText("Wording 2 is approved.")).toBeVisible();
    expect(called(calls, "approve_wording")[0]!.args.form).toEqual({
      id: "news-email",
      version: 2,
      clinicalReviewer: "Dr Idris Bello",
    });
  });

  it("are only read by everybody else", async () => {
    await openApp({ see_clinic: { ...catalogue, canEdit: false } });
    await pause(20);
    router.go("settings");
    await userEvent.click(await screen.findByRole("button", { name: /What is asked/ }));
    await screen.findByText("News and offers by email");
    expect(screen.queryByRole("button", { name: /Change the words/ })).toBeNull();
    expect(screen.queryByRole("button", { name: /^Approve/ })).toBeNull();
  });
});
