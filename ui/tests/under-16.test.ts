import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { answers, board, refuse, results, session, start } from "../src/dev/answers";
import { register } from "../src/dev/papers";
import { router } from "../src/lib/router.svelte";
import { closeApp, openApp, pause, type Call } from "./app";
import { expectAccessible } from "./axe";

afterEach(closeApp);

const called = (calls: Call[], command: string) => calls.filter((call) => call.command === command);
const ctrl = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key, ctrlKey: true });
const flags = () => screen.queryAllByText("Under 16");
const manager = { start: { ...start, session: { ...session, role: "practice-manager" } } };
const message =
  "This makes them 14. The clinic does not knowingly hold data on anybody under 16: check the date, then write why this record is held.";
const asksWhy = ({ childReason }: { childReason: string }) =>
  childReason === ""
    ? refuse("form", "One thing.", [["childReason", message]])
    : { patientId: "p7", reference: "KM-10500", unprintable: null, under16: true };

describe("under 16", () => {
  it("is flagged among the patients found", async () => {
    await openApp({
      search: { typed: "ng", results: results.map((found, i) => ({ ...found, under16: i === 0 })), more: false },
    });
    await ctrl("k");
    await userEvent.keyboard("ng");
    await waitFor(() => expect(screen.getAllByRole("option")).toHaveLength(3));
    expect(screen.getAllByRole("option")[0]).toHaveTextContent("Under 16");
    expect(flags()).toHaveLength(1);
    await expectAccessible();
  });

  it("is flagged among the arrivals once, whatever the gate says of the treatment", async () => {
    const [first, second, third, ...rest] = board.arrivals;
    const arrivals = [
      { ...first, under16: true, age: "stopped", ageWord: "Under 18" },
      { ...second, under16: true, age: "stopped", ageWord: "Under 16" },
      third!,
      ...rest,
    ];
    await openApp({ see_board: { ...board, arrivals } });
    await pause(60);
    const rows = within(screen.getByRole("table")).getAllByRole("row");
    expect(rows[1]).toHaveTextContent(/Under 18\s*Under 16/);
    expect(within(rows[2]!).getAllByText("Under 16")).toHaveLength(1);
    expect(flags()).toHaveLength(2);
    await expectAccessible();
  });

  it("is flagged in the register of checks, as Rust says it", async () => {
    await openApp({
      ...manager,
      see_register: { ...register, rows: register.rows.map((row, i) => ({ ...row, under16: i === 2 })) },
    });
    router.go("registers");
    await waitFor(() => expect(flags()).toHaveLength(1));
    expect(flags()[0]!.closest("tr")).toHaveTextContent("Passport");
  });

  it("is flagged among those to ask again", async () => {
    const person = {
      patientId: "p1",
      reference: "KM-1",
      name: "Brennan, Kai",
      born: "2012-02-09",
      under16: true,
      what: ["Photographs"],
    };
    await openApp({
      see_ask_again: { people: [person, { ...person, patientId: "p2", under16: false }], total: 2 },
    });
    router.go("registers", { tab: "again" });
    await waitFor(() => expect(flags()).toHaveLength(1));
  });

  it("is flagged among the papers", async () => {
    const paper = {
      paperId: "7K2M9QXD",
      title: "Laser treatment",
      patient: "Brennan, Kai",
      reference: "KM-1",
      born: "2012-02-09",
      under16: true,
      state: "out",
      word: "No page is back",
      tone: "rest",
      note: "",
    };
    const blank = { ...paper, paperId: "7K2M9QXE", patient: null, reference: null, born: null, under16: false };
    await openApp({
      see_papers: { back: [], out: [paper, blank], ended: [], tray: [], days: 30, scanner: false },
    });
    router.go("registers", { tab: "papers" });
    await waitFor(() => expect(flags()).toHaveLength(1));
  });
});

describe("a record that makes somebody under 16", () => {
  it("asks why it is held before it is made; nothing typed is lost, and the reason goes with it", async () => {
    const calls = await openApp({ register_patient: asksWhy });
    router.go("register-patient");
    await userEvent.type(await screen.findByLabelText("Surname"), "Brennan");
    expect(screen.queryByLabelText("Why is this record held?")).toBeNull();
    await ctrl("Enter");
    const summary = await screen.findByRole("alert");
    expect(summary).toHaveFocus();
    await expectAccessible();
    await userEvent.click(within(summary).getByRole("button", { name: message }));
    await waitFor(() => expect(screen.getByLabelText("Why is this record held?")).toHaveFocus());
    expect(screen.getByLabelText("Surname")).toHaveValue("Brennan");
    await userEvent.type(screen.getByLabelText("Why is this record held?"), "Burn care by referral.");
    await pause(350);
    const kept = called(calls, "save_draft").at(-1)!.args.json as string;
    expect(JSON.parse(kept)).toMatchObject({ surname: "Brennan", childReason: "Burn care by referral." });
    await userEvent.click(screen.getByRole("button", { name: "Save with this reason" }));
    expect(await screen.findByText("Saved as KM-10500.")).toBeVisible();
    expect(called(calls, "register_patient").at(-1)!.args).toMatchObject({ childReason: "Burn care by referral." });
  });

  it("is not compared again with whom the person has told apart already", async () => {
    const duplicate = { patientId: "p3", reference: "KM-11206", why: "Same date of birth", rows: [] };
    const calls = await openApp({ find_duplicates: [duplicate], register_patient: asksWhy });
    router.go("register-patient");
    await userEvent.type(await screen.findByLabelText("Surname"), "Brennan");
    await ctrl("Enter");
    await userEvent.click(await screen.findByRole("button", { name: "Different person, save" }));
    await userEvent.type(await screen.findByLabelText("Why is this record held?"), "Burn care by referral.");
    await ctrl("Enter");
    expect(await screen.findByText("Saved as KM-10500.")).toBeVisible();
    expect(called(calls, "register_patient").at(-1)!.args).toMatchObject({ seenDuplicates: ["p3"] });
  });

  it("comes back with its reason, and another error leaves the question where it is", async () => {
    await openApp({
      load_draft: JSON.stringify({ surname: "Brennan", childReason: "Burn care" }),
      find_duplicates: () => refuse("form", "One thing.", [["sex", "Choose the sex."]]),
    });
    router.go("register-patient");
    await waitFor(() => expect(screen.getByLabelText("Why is this record held?")).toHaveValue("Burn care"));
    await ctrl("Enter");
    expect(await screen.findByRole("alert")).toHaveTextContent("Choose the sex.");
    expect(screen.getByLabelText("Why is this record held?")).toHaveValue("Burn care");
  });

  it("asks when a date of birth is corrected to it, and saves with the reason", async () => {
    const calls = await openApp({ edit_patient: asksWhy });
    router.go("edit-patient", { patientId: "p1" });
    await userEvent.type(await screen.findByLabelText("Reason"), "Told us by phone");
    await ctrl("Enter");
    const why = await screen.findByLabelText("Why is this record held?");
    expect(why).toHaveAccessibleDescription(new RegExp(message.slice(0, 20)));
    expect(screen.getByLabelText("Reason")).toHaveValue("Told us by phone");
    await expectAccessible();
    await userEvent.type(why, "Burn care by referral.");
    await ctrl("Enter");
    await waitFor(() =>
      expect(called(calls, "edit_patient").at(-1)!.args).toEqual({
        patientId: "p1",
        revision: 3,
        form: (answers.open_patient_form as { form: unknown }).form,
        reason: "Told us by phone",
        childReason: "Burn care by referral.",
      }),
    );
    await waitFor(() => expect(router.place.name).toBe("patient"));
  });
});
