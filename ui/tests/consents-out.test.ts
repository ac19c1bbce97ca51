import { screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { refuse } from "../src/dev/answers";
import { asManager, consents } from "../src/dev/consents";
import { router } from "../src/lib/router.svelte";
import { closeApp, openApp, type Call } from "./app";

afterEach(closeApp);

const called = (calls: Call[], command: string) => calls.filter((call) => call.command === command);
const file = { documentId: "d1", title: "Consents, FHIR R5", rows: 7 };

async function open(answers: Record<string, unknown> = {}) {
  const calls = await openApp({
    ...asManager,
    see_consents: consents,
    make_consent_file: file,
    save_document: { saved: true, path: "/home/desk/Consents.json" },
    close_document: null,
    ...answers,
  });
  router.go("consents", { patientId: "p1" });
  await screen.findByRole("heading", { name: "Consents" });
  return calls;
}

async function toTheForms(answers: Record<string, unknown> = {}) {
  const calls = await open(answers);
  await userEvent.keyboard("{F9}");
  await screen.findByRole("heading", { name: "Consents for another system" });
  return calls;
}

describe("a patient's consents", () => {
  it("go out in the form that was chosen, after the warning, and the file is forgotten", async () => {
    const calls = await toTheForms();
    await userEvent.click(screen.getByRole("radio", { name: /Health record, R5/ }));
    await userEvent.click(screen.getByRole("button", { name: /Save a file/ }));
    expect(await screen.findByText("The file leaves the vault.")).toBeVisible();
    expect(called(calls, "make_consent_file")).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: /Choose where/ }));
    expect(await screen.findByText("/home/desk/Consents.json")).toBeVisible();
    expect(called(calls, "make_consent_file")[0]!.args).toEqual({ patientId: "p1", format: "fhir-r5" });
    expect(called(calls, "save_document")[0]!.args).toEqual({ documentId: "d1" });
    await waitFor(() => expect(called(calls, "close_document")).toHaveLength(1));
  });

  it("go nowhere before a form is chosen", async () => {
    const calls = await toTheForms();
    await userEvent.click(screen.getByRole("button", { name: /Save a file/ }));
    expect(await screen.findByText("Choose what the other system reads.")).toBeVisible();
    expect(called(calls, "make_consent_file")).toEqual([]);
  });

  it("of a child stay, with the reason", async () => {
    await toTheForms({ make_consent_file: () => refuse("under-16", "They are under 16. Nothing is handed over.") });
    await userEvent.click(screen.getByRole("radio", { name: /Spreadsheet/ }));
    await userEvent.click(screen.getByRole("button", { name: /Save a file/ }));
    await userEvent.click(await screen.findByRole("button", { name: /Choose where/ }));
    expect(await screen.findByText(/They are under 16/)).toBeVisible();
  });

  it("are for another system only by the practice manager's hand, and a receipt by anybody's", async () => {
    const calls = await openApp({ see_consents: consents, make_consent_receipt: () => refuse("x", "No pages today.") });
    router.go("consents", { patientId: "p1" });
    await screen.findByRole("heading", { name: "Consents" });
    expect(screen.queryByRole("button", { name: /For another system/ })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: /Receipt/ }));
    expect(await screen.findByText("No pages today.")).toBeVisible();
    expect(called(calls, "make_consent_receipt")[0]!.args).toEqual({ patientId: "p1" });
  });
});
