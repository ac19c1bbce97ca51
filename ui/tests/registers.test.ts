import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { refuse, session, start } from "../src/dev/answers";
import { audit, paper } from "../src/dev/papers";
import { parentalRegister } from "../src/dev/release";
import { router } from "../src/lib/router.svelte";
import { closeApp, openApp, pause, type Call } from "./app";
import { expectAccessible } from "./axe";

afterEach(closeApp);

const called = (calls: Call[], command: string) => calls.filter((call) => call.command === command);
const primary = () => fireEvent.keyDown(document.activeElement ?? document.body, { key: "Enter", ctrlKey: true });
const manager = { ...session, role: "practice-manager" };
const verified = {
  whole: true,
  entries: 412,
  head: "ab".repeat(32),
  anchored: true,
  alarm: false,
  title: "The audit is whole.",
  tone: "ok",
  message: "All 412 entries fit.",
};

async function open(answers: Record<string, unknown> = {}, who = manager) {
  const calls = await openApp({
    start: { ...start, session: who },
    see_audit: audit,
    verify_audit: verified,
    ...answers,
  });
  router.go("registers", { tab: "audit" });
  await pause(60);
  return calls;
}
const filter = (calls: Call[]) => called(calls, "see_audit").at(-1)!.args.filter;
const none = { from: "", until: "", staffId: "", useCase: "", reference: "", before: null };

describe("the audit", () => {
  it("is not asked for by anybody but the practice manager: they are told who sees it", async () => {
    const calls = await open({}, session);
    expect(screen.getByText("The practice manager sees the registers")).toBeVisible();
    expect(called(calls, "see_audit")).toEqual([]);
  });

  it("shows entries newest first, ids and references only, the hash short in the code face", async () => {
    const calls = await open();
    expect(filter(calls)).toEqual(none);
    const rows = within(screen.getByRole("table")).getAllByRole("row");
    expect(rows[1]).toHaveTextContent("412");
    expect(rows[1]).toHaveTextContent("24 Nov 2026, 10:42");
    expect(rows[1]).toHaveTextContent("record identity");
    expect(rows[1]).toHaveTextContent("KM-11302");
    expect(within(rows[1]!).getByText("9f2c41d0").closest("td")).toHaveClass("code");
    expect(rows[4]).toHaveTextContent("Refused");
    expect(screen.getByRole("heading", { name: "412 entries" })).toBeVisible();
  });

  it("is filtered by day, person, use case and patient reference", async () => {
    const calls = await open();
    const from = within(screen.getByRole("group", { name: "From" }));
    await userEvent.type(from.getByLabelText("Day"), "1");
    await userEvent.type(from.getByLabelText("Month"), "6");
    await userEvent.type(from.getByLabelText("Year"), "2026");
    await userEvent.selectOptions(screen.getByLabelText("Who"), "Tom Ellery");
    await userEvent.selectOptions(screen.getByLabelText("What"), "print document");
    await userEvent.type(screen.getByLabelText("Patient reference"), "km-10482{Enter}");
    await waitFor(() => expect(called(calls, "see_audit")).toHaveLength(2));
    expect(filter(calls)).toEqual({
      from: "2026-06-01",
      until: "",
      staffId: "s2",
      useCase: "print-document",
      reference: "km-10482",
      before: null,
    });
    await userEvent.click(screen.getByRole("button", { name: "Clear" }));
    await waitFor(() => expect(filter(calls)).toEqual(none));
    expect(screen.getByLabelText("Patient reference")).toHaveValue("");
  });

  it("is paged: older from the last number shown, newer back again", async () => {
    const calls = await open();
    expect(screen.queryByRole("button", { name: "Newer" })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Older" }));
    await waitFor(() => expect(filter(calls)).toEqual({ ...none, before: 409 }));
    await userEvent.click(await screen.findByRole("button", { name: "Newer" }));
    await waitFor(() => expect(filter(calls)).toEqual(none));
  });

  it("without a match says so", async () => {
    await open({ see_audit: { ...audit, entries: [], total: 0, more: false } });
    expect(screen.getByText("No entry matches")).toBeVisible();
  });

  it("a day that is none is told, and the filter stays as typed", async () => {
    let asked = 0;
    await open({ see_audit: () => (asked++ ? refuse("date", "Enter the day as three numbers.") : audit) });
    await userEvent.type(screen.getByLabelText("Patient reference"), "KM-1{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("Enter the day as three numbers.");
    expect(screen.getByLabelText("Patient reference")).toHaveValue("KM-1");
  });
});

describe("verifying", () => {
  it("whole says so with its head", async () => {
    await open();
    await primary();
    expect(await screen.findByText("The audit is whole.")).toBeVisible();
    expect(screen.getByText("All 412 entries fit.")).toBeVisible();
    expect(screen.getByText("abababababababab")).toBeVisible();
  });

  it.each([
    ["broken", { whole: false, anchored: true, alarm: false }],
    ["without its anchor", { whole: true, anchored: false, alarm: true }],
  ])("%s is told as trouble", async (_, found) => {
    await open({
      verify_audit: {
        ...verified,
        ...found,
        tone: "stop",
        title: "The audit is not whole.",
        message: "Entry 7 does not fit the one before it.",
      },
    });
    await primary();
    expect(await screen.findByText("The audit is not whole.")).toBeVisible();
    expect(screen.getByText("Entry 7 does not fit the one before it.")).toBeVisible();
    // Only an alarm is ended by saying what happened.
    expect(screen.queryByRole("button", { name: "Say what happened" }) !== null).toBe(found.alarm);
  });
});

describe("the register of parental responsibility", () => {
  const answers = {
    see_parental_register: parentalRegister,
    make_parental_register: paper("Register of parental responsibility"),
    open_parental: () => refuse("not-allowed", "Your role does not allow this."),
  };
  const press = (key: string, more = {}) =>
    fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
  async function register(more: Record<string, unknown> = {}) {
    const calls = await open({ ...answers, ...more });
    await press("F12");
    await screen.findByRole("heading", { name: "Parental responsibility" });
    await pause(40);
    return calls;
  }

  it("is a tab of the practice manager alone", async () => {
    await open({}, session);
    expect(screen.queryByRole("button", { name: /Parental responsibility/ })).toBeNull();
  });

  it("shows who claimed what about which child, what was shown and what was decided", async () => {
    await register();
    const rows = within(screen.getByRole("table")).getAllByRole("row");
    for (const words of ["24 Nov 2026", "Brennan, Kai", "9 Feb 2012", "Under 16", "Birth mother", "Asked: none"]) {
      expect(rows[1]).toHaveTextContent(words);
    }
    expect(rows[1]).toHaveTextContent("Proved by Marta Nowak, 24 Nov 2026; look again 24 May 2027");
    expect(rows[2]).not.toHaveTextContent("Under 16");
    expect(screen.getByRole("heading", { name: "2 records" })).toBeVisible();
    await expectAccessible();
  });

  it("is walked with the arrows; Enter opens the proof, and back finds the register", async () => {
    await register();
    screen.getByRole("button", { name: "Brennan, Kai" }).focus();
    await press("ArrowDown");
    expect(screen.getByRole("button", { name: "محمد, يوسف" })).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    expect(router.place).toEqual({ name: "parental", with: { patientId: "p-محمد, يوسف" } });
    router.back();
    expect(router.place).toEqual({ name: "registers", with: { tab: "parental" } });
  });

  it.each([
    ["Ctrl P", "p"],
    ["the primary key", "Enter"],
  ])("is printed with %s", async (_, name) => {
    const calls = await register();
    await press(name, { ctrlKey: true });
    await waitFor(() => expect(called(calls, "make_parental_register")).toHaveLength(1));
    expect(router.place.name).toBe("parental-register");
  });

  it("empty says what will be there; refused says why", async () => {
    await register({ see_parental_register: { rows: [], total: 0 } });
    expect(screen.getByText("Nobody has claimed parental responsibility yet")).toBeVisible();
    await closeApp();
    await register({ see_parental_register: () => refuse("not-allowed", "Your role does not allow this.") });
    expect(screen.getByRole("alert")).toHaveTextContent("Code: not-allowed");
  });
});
