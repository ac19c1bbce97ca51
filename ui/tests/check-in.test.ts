import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { board, refuse, start } from "../src/dev/answers";
import { checkIn, child, identified, misread, proved, readZone, typedLines } from "../src/dev/check-in";
import { locked } from "../src/dev/looks";
import { desk } from "../src/lib/desk.svelte";
import { router } from "../src/lib/router.svelte";
import { closeApp, openApp, pause, typeLikeReader, type Call } from "./app";

afterEach(closeApp);

const called = (calls: Call[], command: string) => calls.filter((call) => call.command === command);
const form = (calls: Call[], command: string) => called(calls, command).at(-1)?.args.form as Record<string, unknown>;
const key = (name: string, more = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const primary = () => key("Enter", { ctrlKey: true });
const given = { open_check_in: checkIn, read_zone: readZone, record_identity: identified, record_age: proved };

/** At a person's pace: what comes at a reader's belongs to the reader. */
const typeLines = (lines: string) =>
  fireEvent.input(screen.getByLabelText("Or type the lines at its foot"), { target: { value: lines } });

async function open(answers: Record<string, unknown> = {}) {
  const calls = await openApp({ ...given, ...answers });
  router.go("check-in", { arrivalId: "a1" });
  await pause(60);
  return calls;
}

describe("identity by reader", () => {
  it("takes the lines wherever the focus is, compares them, and asks about the photograph", async () => {
    const calls = await open({ read_zone: () => readZone({ text: "" }) });
    await key("k", { ctrlKey: true });
    typeLikeReader(document.activeElement!, `${typedLines}\n`);
    expect(await screen.findByText("Passport, read 10:42", {}, { timeout: 2000 })).toBeVisible();
    expect(called(calls, "read_zone")[0]!.args).toEqual({ arrivalId: "a1", text: typedLines });
    expect(screen.getByText("Adds JAN")).toBeVisible();
    await waitFor(() => expect(screen.getByRole("radio", { name: "Yes" })).toHaveFocus());
  });

  it("is done by keys alone from the reader to the age: one letter and the primary action", async () => {
    const calls = await open({ read_zone: () => readZone({ text: "" }) });
    typeLikeReader(document.activeElement!, `${typedLines}\n`);
    await waitFor(() => expect(screen.getByRole("radio", { name: "Yes" })).toHaveFocus(), { timeout: 2000 });
    await userEvent.keyboard("y");
    await waitFor(() => expect(screen.getByRole("button", { name: /Save and go to age/ })).toHaveFocus());
    await primary();
    expect(await screen.findByText("47 years: old enough")).toBeVisible();
    expect(form(calls, "record_identity")).toMatchObject({
      arrivalId: "a1",
      method: "document",
      document: "passport",
      issuer: "Poland",
      lastFour: "9081",
      expiry: { day: "11", month: "6", year: "2031" },
      likeness: "yes",
      earlierCheck: null,
      vouchedBy: null,
    });
  });

  it("with one character wrong leads with the problem, and F6 reads the suggestion", async () => {
    const calls = await open();
    await typeLines(typedLines);
    await primary();
    const summary = await screen.findByRole("alert");
    expect(summary).toHaveFocus();
    expect(summary).toHaveTextContent("One part of the passport was not read correctly");
    const rows = within(screen.getByRole("table")).getAllByRole("row");
    expect(rows[1]).toHaveTextContent("NumberZZ09990B1");
    expect(rows[2]).toHaveTextContent("Character 8 of line 2 was read as B.");
    expect(within(rows[1]!).getByText("B")).toBeVisible();
    await key("F6");
    await waitFor(() => expect(screen.queryByText("Fails")).toBeNull());
    expect(called(calls, "read_zone").at(-1)!.args.text).toContain("ZZ0999081");
  });

  it("leads from the summary to the row", async () => {
    await open({ read_zone: misread() });
    await typeLines("x");
    await primary();
    await userEvent.click(await screen.findByRole("button", { name: /one character looks wrong/ }));
    await waitFor(() => expect(document.activeElement).toHaveTextContent("Number"));
  });

  it("with nothing read says what to do, asks Rust nothing and ticks nothing", async () => {
    const calls = await open();
    await primary();
    expect(await screen.findByRole("alert")).toHaveTextContent("Put the document on the reader");
    expect(called(calls, "record_identity")).toEqual([]);
    expect(document.querySelectorAll("input:checked")).toHaveLength(0);
  });

  it("that cannot be read keeps the lines as typed and says so at the field", async () => {
    const unread = readZone({ text: "" });
    unread.reading.verdict = "by-hand";
    await open({ read_zone: { ...unread, rows: [], problems: ["These are not the lines of a passport or card."] } });
    await typeLines("P<POL");
    await primary();
    expect(await screen.findByRole("alert")).toHaveTextContent("These are not the lines of a passport or card.");
    expect(screen.getByLabelText("Or type the lines at its foot")).toHaveValue("P<POL");
    expect(screen.getByLabelText("Or type the lines at its foot")).toHaveAttribute("aria-invalid", "true");
  });

  it("says that a passed digit shows accurate reading, never a genuine document", async () => {
    await open({ read_zone: () => readZone({ text: "" }) });
    await typeLines("x");
    await primary();
    expect(await screen.findByText("A passed check shows accurate typing, not a genuine document.")).toBeVisible();
    expect(document.body).not.toHaveTextContent(/verified|is valid/i);
  });
});

describe("identity in other ways", () => {
  it("F3 is the short form of a kind: a British licence has its number, its last day and what matches", async () => {
    const calls = await open({ cross_check: { licence: null, nhs: null } });
    await typeLines("P<POL");
    await key("F3");
    await userEvent.keyboard("2");
    await waitFor(() => expect(screen.getByLabelText(/^Licence number/)).toHaveFocus());
    expect(screen.queryByLabelText("Issued by")).toBeNull();
    expect(screen.queryByLabelText(/Last four/)).toBeNull();
    await userEvent.keyboard("MORGA753116SM9IJ");
    for (const [part, text] of [
      ["Day", "1"],
      ["Month", "6"],
      ["Year", "2030"],
    ] as const)
      await userEvent.type(screen.getByLabelText(part), text);
    await userEvent.click(screen.getByRole("radio", { name: "Yes, both match" }));
    await userEvent.click(screen.getByRole("radio", { name: "Yes" }));
    await primary();
    await waitFor(() => expect(called(calls, "record_identity")).toHaveLength(1));
    expect(form(calls, "record_identity")).toMatchObject({
      method: "document",
      document: "licence-gb",
      more: { licenceNumber: "MORGA753116SM9IJ", hologram: null, passportBeside: null },
      expiry: { day: "1", month: "6", year: "2030" },
      matchesRecord: true,
      likeness: "yes",
      zone: "",
    });
  });

  it("a licence number is compared when its field is left: it warns, names the part, and goes on", async () => {
    const differs = {
      tone: "warn",
      title: "The number does not fit our record: surname",
      lines: ["The licence number says MORGA for the surname, our record EVANS. Ask, and check both."],
      information: [],
    };
    const calls = await open({ cross_check: { licence: differs, nhs: null } });
    await key("F3");
    await userEvent.click(screen.getByRole("radio", { name: "UK driving licence" }));
    await userEvent.type(screen.getByLabelText(/^Licence number/), "MORGA753116SM9IJ");
    expect(called(calls, "cross_check")).toEqual([]);
    await userEvent.tab();
    expect(await screen.findByText("The number does not fit our record: surname.")).toBeVisible();
    expect(called(calls, "cross_check")[0]!.args.form).toEqual({
      arrivalId: "a1",
      licenceNumber: "MORGA753116SM9IJ",
      nhsNumber: "",
    });
    await userEvent.type(screen.getByLabelText(/^Licence number/), "3");
    expect(screen.queryByText("The number does not fit our record: surname.")).toBeNull();
    await primary();
    await waitFor(() => expect(called(calls, "record_identity")).toHaveLength(1));
  });

  it("an NHS number can be compared, and is asked of nobody", async () => {
    const other = {
      tone: "warn",
      title: "Another patient's NHS number",
      lines: ["Check the record."],
      information: [],
    };
    const calls = await open({ cross_check: { licence: null, nhs: other } });
    expect(screen.queryByLabelText(/^NHS number/)).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Compare an NHS number" }));
    await waitFor(() => expect(screen.getByLabelText(/^NHS number/)).toHaveFocus());
    await userEvent.keyboard("999 000 0026");
    await userEvent.tab();
    expect(await screen.findByText("Another patient's NHS number.")).toBeVisible();
    expect(called(calls, "cross_check")).toHaveLength(1);
  });

  it("each kind asks its own fields and no others", async () => {
    await open();
    await key("F3");
    const asked: [string, string[]][] = [
      ["Passport", ["issuer", "lastFour", "expiry", "matchesRecord"]],
      ["UK driving licence", ["licenceNumber", "expiry", "matchesRecord"]],
      ["Northern Ireland licence", ["lastFour", "expiry", "matchesRecord"]],
      ["PASS card", ["issuer", "lastFour", "expiry", "hologram", "matchesRecord"]],
      ["EEA or Swiss identity card", ["issuer", "lastFour", "expiry", "matchesRecord"]],
      ["Irish passport card", ["lastFour", "expiry", "matchesRecord"]],
      ["eVisa beside a passport", ["passportBeside"]],
      ["Digital identity check", ["digitalResult", "issuer", "lastFour", "matchesRecord"]],
      ["Birth certificate", []],
      ["Residence permit card", []],
      ["Another photo document", ["issuer", "lastFour", "expiry", "matchesRecord"]],
    ];
    const all = [...new Set(asked.flatMap(([, fields]) => fields)), "shareCode", "shareMade"];
    for (const [name, fields] of asked) {
      await userEvent.click(screen.getByRole("radio", { name }));
      const there = all.filter((field) => document.getElementById(`f-${field}`));
      expect(there.toSorted(), name).toEqual(fields.toSorted());
    }
  });

  it("an eVisa asks for the passport first, and without it says what to ask for", async () => {
    const calls = await open();
    await key("F3");
    await userEvent.keyboard("7");
    const passport = await screen.findByRole("group", { name: /passport in front/ });
    await waitFor(() => expect(within(passport).getByRole("radio", { name: "Yes" })).toHaveFocus());
    await userEvent.keyboard("n");
    expect(await screen.findByText(/Ask for the passport/)).toBeVisible();
    expect(screen.queryByLabelText("eVisa share code")).toBeNull();
    expect(screen.queryByText("Does the photograph look like the person?")).toBeNull();
    typeLikeReader(document.activeElement!, `${typedLines}\n`);
    await screen.findByText("Passport, read 10:42", {}, { timeout: 2000 });
    expect(screen.getByLabelText("eVisa share code")).toBeVisible();
    await userEvent.type(screen.getByLabelText("eVisa share code"), "W1234567K");
    await primary();
    await waitFor(() => expect(called(calls, "record_identity")).toHaveLength(1));
    expect(form(calls, "record_identity")).toMatchObject({
      document: "evisa",
      more: { passportBeside: true, shareCode: "W1234567K" },
    });
  });

  it("a birth certificate alone is not taken, no field is asked for it, and it can be kept as offered", async () => {
    const calls = await open();
    await key("F3");
    await userEvent.keyboard("9");
    expect(await screen.findByText("This is not enough.")).toBeVisible();
    await waitFor(() => expect(document.activeElement).toHaveTextContent("This is not enough."));
    expect(screen.queryByLabelText("Issued by")).toBeNull();
    await primary();
    await waitFor(() => expect(called(calls, "record_identity")).toHaveLength(1));
    expect(form(calls, "record_identity")).toMatchObject({ document: "birth-certificate", likeness: null });
  });

  it("F7 asks two questions and shows no answer: four keys in all", async () => {
    const calls = await open();
    await key("F7");
    await waitFor(() => expect(document.activeElement).toHaveAttribute("type", "checkbox"));
    await userEvent.keyboard("1");
    await waitFor(() => expect(screen.getByRole("checkbox", { name: /date of birth/ })).toBeChecked());
    await userEvent.keyboard("3");
    await waitFor(() => expect(screen.getByRole("checkbox", { name: /phone number/ })).toBeChecked());
    expect(screen.getByText("“What is your date of birth?”")).toBeVisible();
    await primary();
    await waitFor(() => expect(called(calls, "record_identity")).toHaveLength(1));
    expect(form(calls, "record_identity")).toMatchObject({
      method: "known",
      earlierCheck: "c1",
      readBack: ["born", "phone"],
      document: null,
      likeness: null,
    });
  });

  it("without an earlier check that counts and is in date F7 is not offered", async () => {
    await open({ open_check_in: { ...checkIn, knownFrom: null } });
    expect(screen.queryByRole("button", { name: /Known to us/ })).toBeNull();
    await key("F7");
    expect(screen.queryByText("Which two did they say right?")).toBeNull();
    expect(screen.getByText(/put the document on the reader/)).toBeVisible();
  });

  it("a colleague who knows them is named", async () => {
    const calls = await open();
    await userEvent.click(screen.getByRole("button", { name: "A colleague knows them" }));
    await userEvent.click(screen.getByRole("radio", { name: "Dr Idris Bello" }));
    await primary();
    await waitFor(() => expect(called(calls, "record_identity")).toHaveLength(1));
    expect(form(calls, "record_identity")).toMatchObject({ method: "vouched", vouchedBy: "s4" });
  });

  it("not confirmed stays here, says what to do, and asks only the open question anew", async () => {
    const note = "Not confirmed. Nobody is sure of the photograph yet. Ask a colleague to look.";
    await open({
      read_zone: () => readZone({ text: "" }),
      record_identity: { ...checkIn, identity: "ask", identityNote: note },
    });
    await typeLines("x");
    await primary();
    await screen.findByText("Passport, read 10:42");
    await userEvent.click(screen.getByRole("radio", { name: /Not sure/ }));
    await primary();
    expect(await screen.findByText("Not confirmed.")).toBeVisible();
    expect(screen.getByText("Passport, read 10:42")).toBeVisible();
    expect(screen.getByRole("radio", { name: /Not sure/ })).not.toBeChecked();
  });

  it("fields that Rust refuses stand in the summary and keep what was typed", async () => {
    await open({
      record_identity: () => refuse("form", "One thing to put right.", [["expiry.month", "There is no month 13."]]),
    });
    await key("F3");
    await userEvent.click(screen.getByRole("radio", { name: "Passport" }));
    await userEvent.type(screen.getByLabelText("Month"), "13");
    await primary();
    expect(await screen.findByRole("alert")).toHaveTextContent("Not saved: 1 thing to put right");
    expect(screen.getByLabelText("Month")).toHaveAttribute("aria-invalid", "true");
    expect(screen.getByLabelText("Day")).not.toHaveAttribute("aria-invalid");
    expect(screen.getByLabelText("Month")).toHaveValue("13");
  });
});

describe("an interruption", () => {
  it("costs nothing: what was typed is kept as a draft, and Resume puts it back", async () => {
    let kept: string | null = null;
    const drafts = {
      save_draft: ({ json }: { json: string }) => ((kept = json), null),
      load_draft: () => kept,
    };
    const calls = await open(drafts);
    await key("F3");
    await userEvent.click(screen.getByRole("radio", { name: "Passport" }));
    await userEvent.type(screen.getByLabelText("Issued by"), "DVLA");
    await key("Escape");
    await pause(60);
    expect(called(calls, "save_draft").at(-1)!.args).toMatchObject({ screen: "check-in", subject: "a1" });
    router.go("check-in", { arrivalId: "a1" });
    expect(await screen.findByLabelText("Issued by")).toHaveValue("DVLA");
  });

  it("by a lock leaves nothing of the patient on the page", async () => {
    let open_ = true;
    await open({ start: () => (open_ ? start : locked) });
    expect(document.body).toHaveTextContent("Żółć");
    open_ = false;
    await desk.refresh();
    await pause(30);
    expect(document.body).not.toHaveTextContent("Żółć");
    expect(document.body).not.toHaveTextContent("KM-11302");
  });
});

describe("age", () => {
  it("shows the verdict, the minimum and where it says so, and goes on with the primary action", async () => {
    const calls = await open({ open_check_in: identified });
    expect(screen.getByText("47 years: old enough")).toBeVisible();
    expect(screen.getByText("18 years")).toBeVisible();
    expect(screen.getByText(/Children\) Act 2021/)).toBeVisible();
    expect(screen.getByRole("button", { name: /Save and go to consents/ })).toHaveFocus();
    await primary();
    expect(await screen.findByText("May we hold health details to treat you safely?")).toBeVisible();
    expect(called(calls, "record_age")).toHaveLength(1);
  });

  it("not proved leads back to the identity step", async () => {
    await open({
      open_check_in: { ...identified, ageStep: { ...identified.ageStep, proof: null, challenge25: true } },
      record_age: () => refuse("age-not-proved", "Nobody has seen a document with their date of birth. Ask for one."),
    });
    expect(screen.getByText("Ask for proof of age.")).toBeVisible();
    await primary();
    await userEvent.click(within(await screen.findByRole("alert")).getByRole("button", { name: "Back to identity" }));
    expect(await screen.findByLabelText("Or type the lines at its foot")).toBeVisible();
  });
});

describe("where the path stops", () => {
  it("under 16 records that the desk looked, then leads to the parental record", async () => {
    const calls = await open({ open_check_in: child, record_age: child });
    await waitFor(() => expect(screen.getByText("Check-in has stopped: Kai is 14")).toHaveFocus());
    expect(screen.getByText(/Who is the adult with you today/)).toBeVisible();
    await primary();
    await waitFor(() => expect(router.place).toEqual({ name: "parental", with: { patientId: "p1" } }));
    expect(called(calls, "record_age")).toHaveLength(1);
    expect(called(calls, "record_consents")).toHaveLength(0);
  });

  it("under 18 offers no way round, only turning away", async () => {
    const stop = {
      code: "under-18",
      title: "Check-in has stopped: Rowan is 17",
      message: "For 18 or over.",
      say: null,
    };
    await open({ open_check_in: { ...child, stop: { ...stop, parental: false } } });
    expect(screen.queryByRole("button", { name: /parental/ })).toBeNull();
    await primary();
    expect(await screen.findByRole("dialog", { name: "Turn away" })).toBeVisible();
  });
});

describe("turning away", () => {
  it("is one key, a reason and words to read out", async () => {
    const calls = await open({ turn_away: board });
    await key("F9");
    await waitFor(() => expect(document.activeElement).toHaveAttribute("type", "radio"));
    expect(document.querySelectorAll("dialog input:checked")).toHaveLength(0);
    await userEvent.keyboard("3");
    expect(await screen.findByText(/That is quite all right/)).toBeVisible();
    await primary();
    await waitFor(() => expect(router.place.name).toBe("desk"));
    expect(form(calls, "turn_away")).toEqual({ arrivalId: "a1", reason: "leaves", note: "" });
    expect(called(calls, "drop_draft").at(-1)!.args).toEqual({ screen: "check-in", subject: "a1" });
  });

  it("Esc goes back to the check-in, not to the desk", async () => {
    await open();
    await key("F9");
    await screen.findByRole("dialog");
    await key("Escape");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(router.place.name).toBe("check-in");
  });
});
