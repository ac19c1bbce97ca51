import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { answers, refuse, session, start } from "../src/dev/answers";
import { audit, paper, register } from "../src/dev/papers";
import { router } from "../src/lib/router.svelte";
import { wholeRegister } from "../src/screens/registers/register";
import { closeApp, openApp, pause, type Call } from "./app";
import { expectAccessible } from "./axe";

afterEach(closeApp);

const called = (calls: Call[], command: string) => calls.filter((call) => call.command === command);
const ctrl = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key, ctrlKey: true });
const manager = { ...session, role: "practice-manager" };
const file = { documentId: "csv1", title: "Due diligence register", rows: 124 };

async function open(more: Record<string, unknown> = {}, who = manager) {
  const calls = await openApp({
    start: { ...start, session: who },
    see_register: register,
    see_audit: audit,
    make_register: paper("Due diligence register"),
    make_register_file: file,
    save_document: { saved: true, path: "/home/desk/register.csv" },
    close_document: null,
    ...more,
  });
  router.go("registers");
  await pause(60);
  return calls;
}

describe("the register of checks and refusals", () => {
  it("is not asked for by anybody but the practice manager", async () => {
    const calls = await open({}, session);
    expect(screen.getByText("The practice manager sees the registers")).toBeVisible();
    expect(called(calls, "see_register")).toEqual([]);
  });

  it("a wish made while another is on its way is not lost, and the last one is shown", async () => {
    const late: ((page: unknown) => void)[] = [];
    const calls = await open({ see_register: () => new Promise((done) => late.push(done)) });
    late[0]!(register);
    await pause(20);
    await fireEvent.click(screen.getByRole("button", { name: /^Show/ }));
    await fireEvent.click(screen.getByRole("button", { name: /^Clear/ }));
    expect(called(calls, "see_register")).toHaveLength(3);
    late[2]!(register);
    await pause(20);
    late[1]!({ ...register, rows: [], total: 0 });
    await pause(20);
    expect(screen.getByRole("heading", { name: "124 entries" })).toBeVisible();
  });

  it("shows who, what, how, what was found and how it ended, newest first", async () => {
    const calls = await open();
    expect(called(calls, "see_register")[0]!.args).toEqual({ filter: wholeRegister(), after: null });
    expect(screen.getByRole("heading", { name: "124 entries" })).toBeVisible();
    const rows = within(screen.getByRole("table")).getAllByRole("row");
    for (const words of [
      "24 Nov 2026",
      "10:44",
      "KM-11302",
      "Refusal",
      "Turned away",
      "Too young for the treatment.",
    ]) {
      expect(rows[1]).toHaveTextContent(words);
    }
    for (const words of ["United Kingdom, ends 0002, to 1 Jan 2033", "17 on 24 Nov 2026", "18 or over: Botulinum"]) {
      expect(rows[2]).toHaveTextContent(words);
    }
    expect(rows[4]).toHaveTextContent("Looks like them: not sure.");
    await expectAccessible();
  });

  it("is narrowed by days, treatment, outcome and staff; what was typed stays, Clear takes it away", async () => {
    const calls = await open();
    const from = within(screen.getByRole("group", { name: "From" }));
    await userEvent.type(from.getByLabelText("Day"), "1");
    await userEvent.type(from.getByLabelText("Month"), "nov");
    await userEvent.type(from.getByLabelText("Year"), "26");
    await userEvent.selectOptions(screen.getByLabelText("Treatment"), "Dermal filler");
    await userEvent.selectOptions(screen.getByLabelText("Outcome"), "Turned away");
    await userEvent.selectOptions(screen.getByLabelText("Recorded by"), "Tom Ellery");
    await userEvent.click(screen.getByRole("button", { name: /^Show/ }));
    const typed = {
      from: { day: "1", month: "nov", year: "26" },
      until: { day: "", month: "", year: "" },
      treatment: "filler",
      outcome: "turned-away",
      staffId: "s2",
    };
    await waitFor(() => expect(called(calls, "see_register").at(-1)!.args).toEqual({ filter: typed, after: null }));
    expect(from.getByLabelText("Month")).toHaveValue("nov");
    await userEvent.click(screen.getByRole("button", { name: "Clear" }));
    await waitFor(() => expect(called(calls, "see_register").at(-1)!.args.filter).toEqual(wholeRegister()));
    expect(from.getByLabelText("Month")).toHaveValue("");
  });

  it("a day that is none is told at its part, and the list stays", async () => {
    let asked = 0;
    await open({
      see_register: () =>
        asked++ ? refuse("form", "One thing.", [["until.month", "A month is a number from 1 to 12."]]) : register,
    });
    const until = within(screen.getByRole("group", { name: /^Until/ }));
    await userEvent.type(until.getByLabelText("Month"), "13{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("A month is a number from 1 to 12.");
    expect(until.getByLabelText("Month")).toHaveAttribute("aria-invalid", "true");
    expect(until.getByLabelText("Month")).toHaveValue("13");
    expect(screen.getByRole("table")).toBeVisible();
  });

  it("is paged", async () => {
    const calls = await open();
    await userEvent.click(screen.getByRole("button", { name: "Older" }));
    await waitFor(() => expect(called(calls, "see_register").at(-1)!.args.after).toBe("after-e1"));
    await userEvent.click(await screen.findByRole("button", { name: "Newer" }));
    await waitFor(() => expect(called(calls, "see_register").at(-1)!.args.after).toBeNull());
  });

  it("tells an empty register from a filter that finds nothing", async () => {
    await open({ see_register: { ...register, rows: [], total: 0, next: null } });
    expect(screen.getByText("Nobody has been checked or turned away yet")).toBeVisible();
    await userEvent.selectOptions(screen.getByLabelText("Outcome"), "Turned away");
    await userEvent.click(screen.getByRole("button", { name: /^Show/ }));
    expect(await screen.findByText("No entry matches")).toBeVisible();
  });

  it("a row opens the patient, arrows move between rows, and back finds the filter as it was", async () => {
    await open({ open_patient: answers.open_patient });
    await userEvent.selectOptions(screen.getByLabelText("Outcome"), "Turned away");
    screen.getAllByRole("button", { name: "Testpatient, Rowan" })[0]!.focus();
    await fireEvent.keyDown(document.activeElement!, { key: "ArrowDown" });
    await fireEvent.keyDown(document.activeElement!, { key: "ArrowDown" });
    await fireEvent.keyDown(document.activeElement!, { key: "ArrowDown" });
    expect(document.activeElement).toHaveTextContent("محمد, يوسف");
    await userEvent.click(document.activeElement!);
    expect(router.place).toEqual({ name: "patient", with: { patientId: "p-KM-10611" } });
    router.back();
    await pause(60);
    expect(screen.getByLabelText("Outcome")).toHaveValue("turned-away");
  });

  it("goes to paper with what is typed, also when it was not shown yet", async () => {
    const calls = await open();
    await userEvent.selectOptions(screen.getByLabelText("Outcome"), "Turned away");
    await ctrl("Enter");
    await waitFor(() => expect(router.place.name).toBe("register"));
    const filter = { ...wholeRegister(), outcome: "turned-away" };
    expect(called(calls, "see_register").at(-1)!.args.filter).toEqual(filter);
    await waitFor(() => expect(called(calls, "make_register")[0]!.args.filter).toEqual(filter));
  });

  it("is saved as CSV after the warning, logged, and not kept in memory", async () => {
    const calls = await open();
    await ctrl("s");
    expect(await screen.findByText("Save outside the front desk?")).toBeVisible();
    expect(called(calls, "make_register_file")).toEqual([]);
    await ctrl("Enter");
    expect(await screen.findByText("Saved as a file, and logged.")).toBeVisible();
    expect(screen.getByText("/home/desk/register.csv")).toBeVisible();
    expect(called(calls, "save_document").map(({ args }) => args)).toEqual([{ documentId: "csv1" }]);
    expect(called(calls, "close_document").map(({ args }) => args)).toEqual([{ documentId: "csv1" }]);
  });

  it("F4 goes to the audit and F3 back", async () => {
    await open();
    await fireEvent.keyDown(document.body, { key: "F4" });
    expect(await screen.findByRole("heading", { name: "Audit" })).toBeVisible();
    await fireEvent.keyDown(document.body, { key: "F3" });
    expect(await screen.findByRole("heading", { name: "Checks and refusals" })).toBeVisible();
  });
});
