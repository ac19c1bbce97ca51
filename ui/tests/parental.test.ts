import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { refuse } from "../src/dev/answers";
import { byClinician, byManager, father, mother, mothersRecord, parental, parentalSaved } from "../src/dev/parental";
import { parentalTwo } from "../src/dev/parental";
import type { ParentalForm } from "../src/ipc/bindings";
import { router } from "../src/lib/router.svelte";
import { closeApp, openApp, pause, typeLikeReader, type Call } from "./app";
import { expectAccessible } from "./axe";

afterEach(closeApp);

const called = (calls: Call[], command: string) => calls.filter((call) => call.command === command);
const key = (name: string, more = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const primary = () => key("Enter", { ctrlKey: true });
const button = (words: RegExp | string) => screen.getByRole("button", { name: words });
const radio = (words: RegExp | string) => screen.getByRole("radio", { name: words });
const heading = (words: string) => screen.getByRole("heading", { name: words });
const card = () => within(screen.getByRole("region", { name: "So far" }));
const sent = (calls: Call[]) => called(calls, "record_parental").at(-1)!.args.form as ParentalForm;

async function open(answers: Record<string, unknown> = {}) {
  const calls = await openApp({ open_parental: parental, record_parental: parentalSaved, ...answers });
  router.go("parental", { patientId: "p1" });
  await pause(60);
  return calls;
}
async function typeName(given = "Siobhán", surname = "Brennan") {
  await userEvent.type(screen.getByLabelText("Given names"), given);
  await userEvent.type(screen.getByLabelText("Surname"), surname);
}

describe("the parental record", () => {
  it("has five parts, nothing answered, and starts at the adult", async () => {
    await open();
    const list = within(screen.getByRole("list", { name: "Parental responsibility record" }));
    expect(list.getAllByRole("button")).toHaveLength(5);
    expect(heading("1. The adult")).toHaveFocus();
    expect(document.querySelectorAll("input:checked")).toHaveLength(0);
    expect(card().getByText("Nothing saved yet")).toBeVisible();
    expect(screen.getByText(/Why we hold Kai’s record/)).toHaveTextContent("Came with their mother.");
    await expectAccessible();
  });

  it("keeps the adult as a draft until what they are to the child is chosen, then saves both", async () => {
    const calls = await open();
    await typeName();
    for (const [part, text] of Object.entries({ Day: "4", Month: "5", Year: "1985" }))
      await userEvent.type(screen.getAllByLabelText(part)[0]!, text);
    await userEvent.click(radio("Passport"));
    await userEvent.type(screen.getByLabelText("Issued by"), "Ireland");
    await userEvent.type(screen.getByLabelText(/Last four/), "4417");
    await userEvent.click(radio("Yes, both match"));
    await userEvent.click(radio("Yes"));
    await userEvent.click(radio("Yes, all three"));
    await expectAccessible();
    await primary();
    await waitFor(() => expect(heading("2. What links the adult to Kai?")).toHaveFocus());
    expect(called(calls, "record_parental")).toEqual([]);
    await userEvent.click(radio("Birth mother"));
    await userEvent.click(screen.getByRole("checkbox", { name: /Full birth certificate/ }));
    await primary();
    await waitFor(() => expect(heading("3. Court orders")).toHaveFocus());
    const { goesOnFrom, requester, capacity, evidence, childMatches } = sent(calls);
    expect({ goesOnFrom, capacity, evidence, childMatches }).toEqual({
      goesOnFrom: null,
      capacity: "mother",
      evidence: ["full-birth-certificate"],
      childMatches: true,
    });
    expect(requester).toMatchObject({
      givenNames: "Siobhán",
      surname: "Brennan",
      born: { day: "4", month: "5", year: "1985" },
      document: "passport",
      issuer: "Ireland",
      lastFour: "4417",
      matches: true,
      likeness: "yes",
      sameAsBefore: false,
    });
    expect(card().getByText("Ask, word for word, whether there are any court orders.")).toBeVisible();
    expect(card().getByText("Link: enough")).toBeVisible();
    await waitFor(() =>
      expect(called(calls, "drop_draft").at(-1)?.args).toEqual({ screen: "parental", subject: "p1" }),
    );
  });

  it("is filled by keys alone, up to the link", async () => {
    await open();
    const tab = () => userEvent.tab();
    const press = async (letter: string) => {
      const before = document.activeElement;
      await userEvent.keyboard(letter);
      await waitFor(() => expect(document.activeElement).not.toBe(before));
    };
    for (const text of ["Siobhán", "Brennan", "4", "5", "1985"]) {
      await tab();
      await userEvent.keyboard(text);
    }
    await tab();
    expect(radio("Passport")).toHaveFocus();
    await press("1");
    await waitFor(() => expect(screen.getByLabelText("Issued by")).toHaveFocus());
    await userEvent.keyboard("Ireland");
    for (const text of ["4417", "3", "6", "2031"]) {
      await tab();
      await userEvent.keyboard(text);
    }
    await tab();
    await press("y");
    await waitFor(() => expect(radio("Yes")).toHaveFocus());
    await press("y");
    await waitFor(() => expect(radio("Yes, all three")).toHaveFocus());
    await press("y");
    await waitFor(() => expect(button(/^Go to the link/)).toHaveFocus());
    for (const name of ["Passport", "Yes, both match", "Yes", "Yes, all three"]) expect(radio(name)).toBeChecked();
    expect(screen.getAllByLabelText("Year").map((year) => (year as HTMLInputElement).value)).toEqual(["1985", "2031"]);
    await primary();
    await waitFor(() => expect(heading("2. What links the adult to Kai?")).toHaveFocus());
  });

  it("takes the lines of a passport reader, and asks only what they do not say", async () => {
    const calls = await open();
    await typeName();
    (screen.getByLabelText("Surname") as HTMLElement).blur();
    typeLikeReader(document.body, "P<IRLBRENNAN<<SIOBHAN<<<<<<<<<<<<<<<<<<<<<<<\nLINE2\n");
    const lines = await screen.findByLabelText<HTMLTextAreaElement>("The lines at its foot");
    expect(lines.value).toMatch(/^P<IRL/);
    await userEvent.click(radio("Passport"));
    expect(screen.queryByLabelText("Issued by")).toBeNull();
    await userEvent.click(radio("Yes"));
    await userEvent.click(button(/2. The link/));
    await userEvent.click(radio("Birth mother"));
    await primary();
    await waitFor(() => expect(called(calls, "record_parental")).toHaveLength(1));
    expect(sent(calls).requester.zone).toMatch(/^P<IRL/);
  });

  it("a confirmed document stands until it is checked again", async () => {
    const calls = await open({ open_parental: parentalSaved });
    await userEvent.click(button(/1. The adult/));
    expect(screen.getByText("Identity confirmed", { selector: "strong" })).toBeVisible();
    expect(screen.queryByRole("radio", { name: "Passport" })).toBeNull();
    await userEvent.click(button(/3. Court orders/));
    await userEvent.click(radio("Asked: there are none"));
    await primary();
    await waitFor(() => expect(called(calls, "record_parental")).toHaveLength(1));
    expect(sent(calls)).toMatchObject({ goesOnFrom: "pr1", orders: "none", requester: { sameAsBefore: true } });
    await userEvent.click(button(/1. The adult/));
    await key("F4");
    await waitFor(() => expect(radio("Passport")).toHaveFocus());
    expect(radio("Passport")).not.toBeChecked();
  });

  it("asks about court orders word for word, and what an order says", async () => {
    const calls = await open({ open_parental: parentalSaved });
    expect(screen.getByText(`“${parental.ordersQuestion}”`)).toBeVisible();
    expect(screen.getByText(`“${mother.say}”`)).toBeVisible();
    await userEvent.click(radio("Yes: an order against contact"));
    await userEvent.type(screen.getByLabelText("What does the order say, and which court made it?"), "No contact.");
    await expectAccessible();
    await userEvent.click(radio("Asked: there are none"));
    await primary();
    expect(sent(calls).ordersNote).toBe("");
  });

  it("gives every claim, and says of each paper whether it is enough", async () => {
    await open();
    await userEvent.click(button(/2. The link/));
    expect(screen.getAllByRole("radio")).toHaveLength(18);
    await userEvent.click(radio("Birth mother"));
    const boxes = screen.getAllByRole("checkbox");
    expect(boxes).toHaveLength(15);
    expect(boxes[0]).toHaveAccessibleName(/^Full birth certificate\s*Enough with their photo document/);
    expect(screen.getByText("Not enough: names no parent")).toBeVisible();
    await userEvent.click(radio("Grandparent"));
    expect(screen.getByText(/A grandparent has no parental responsibility/)).toBeVisible();
    expect(screen.getByText(/that is another claim/)).toBeVisible();
    await expectAccessible();
  });

  it("a refusal in a part out of sight brings that part back, and a link leads to the other", async () => {
    const [adult, year, paper] = ["Enter the given names.", "Enter the year.", "Choose what they are to the child."];
    const fields: [string, string][] = [
      ["givenNames", adult],
      ["born.year", year],
      ["capacity", paper],
    ];
    await open({ record_parental: () => refuse("form", "Three.", fields) });
    await userEvent.type(screen.getByLabelText("Surname"), "Brennan");
    await userEvent.click(button(/2. The link/));
    await userEvent.click(radio("Adoptive parent"));
    await primary();
    await waitFor(() => expect(screen.getByLabelText("Given names")).toBeVisible());
    expect(screen.getByRole("alert")).toHaveFocus();
    expect(screen.getByLabelText("Surname")).toHaveValue("Brennan");
    await expectAccessible();
    await userEvent.click(button(year));
    await waitFor(() => expect(screen.getByLabelText("Year")).toHaveFocus());
    await userEvent.click(button(paper));
    await waitFor(() => expect(radio("Adoptive parent")).toHaveFocus());
  });

  it("says when something was changed since it was saved, and can throw it away", async () => {
    await open({ open_parental: parentalSaved });
    await userEvent.click(radio("Asked: there are none"));
    expect(await card().findByText("Not saved since you changed it")).toBeVisible();
    await userEvent.click(card().getByRole("button", { name: "Throw away what I changed" }));
    expect(radio("Asked: there are none")).not.toBeChecked();
    expect(card().queryByText("Not saved since you changed it")).toBeNull();
  });
});

describe("several adults", () => {
  it("are each looked at by themselves, and what was typed of one stays", async () => {
    await open({ open_parental: parentalTwo });
    const adults = within(screen.getByRole("navigation", { name: "Adults" }));
    expect(adults.getByRole("button", { name: /Siobhán Brennan.*Birth mother.*More is needed/s })).toHaveAttribute(
      "aria-current",
      "true",
    );
    await userEvent.click(radio("Asked: there are none"));
    await userEvent.click(adults.getByRole("button", { name: /Aleksander/ }));
    expect(heading("5. Decision")).toHaveFocus();
    expect(screen.getByText("Proved, good through 20 Nov 2027.")).toBeVisible();
    await expectAccessible();
    await userEvent.click(adults.getByRole("button", { name: /Siobhán/ }));
    await userEvent.click(button(/3. Court orders/));
    expect(radio("Asked: there are none")).toBeChecked();
  });

  it("another one begins with an empty record that goes on from none", async () => {
    const calls = await open({ open_parental: parentalSaved, record_parental: parentalTwo });
    await key("F6");
    await waitFor(() => expect(heading("1. The adult")).toHaveFocus());
    expect(screen.getByLabelText("Surname")).toHaveValue("");
    await typeName("Aleksander", "Brennan-Wójcik");
    expect(button(/Aleksander Brennan-Wójcik.*Not saved yet/s)).toHaveAttribute("aria-current", "true");
    await userEvent.click(button(/2. The link/));
    await userEvent.click(radio("Adoptive parent"));
    await primary();
    await waitFor(() => expect(called(calls, "record_parental")).toHaveLength(1));
    expect(sent(calls).goesOnFrom).toBeNull();
  });

  it("a draft puts back what was typed of another adult", async () => {
    const kept = { another: { form: structuredClone(mother.form), shown: {} } };
    kept.another.form.requester = { ...kept.another.form.requester, givenNames: "Kept", sameAsBefore: false };
    await open({ open_parental: parentalTwo, load_draft: JSON.stringify({ adults: kept }) });
    await userEvent.click(button(/1. The adult/));
    expect(screen.getByLabelText("Given names")).toHaveValue("Kept");
  });
});

describe("a record that somebody went on from meanwhile", () => {
  it("is shown as it is now, and nothing typed is lost until it is thrown away", async () => {
    const newer = { ...mother, parentalId: "pr2", form: { ...mother.form, goesOnFrom: "pr2" } };
    let opened = 0;
    const calls = await open({
      open_parental: () => (opened++ === 0 ? parentalSaved : { ...parental, adults: [newer] }),
      record_parental: () => refuse("newer-record", "Somebody recorded more since."),
    });
    await userEvent.click(radio("Asked: there are none"));
    await primary();
    expect(await screen.findByText(/Somebody recorded more since/)).toBeVisible();
    await waitFor(() => expect(called(calls, "open_parental")).toHaveLength(2));
    expect(radio("Asked: there are none")).toBeChecked();
    await userEvent.click(button("Throw away what I changed"));
    await userEvent.click(radio("Asked: there are none"));
    await primary();
    await waitFor(() => expect(called(calls, "record_parental")).toHaveLength(2));
    expect(sent(calls).goesOnFrom).toBe("pr2");
  });
});

describe("the decision", () => {
  it("is not offered to those who record", async () => {
    await open({ open_parental: parentalSaved });
    await userEvent.click(button(/5. Decision/));
    expect(screen.getByText("The practice manager decides.")).toBeVisible();
    expect(screen.queryByRole("radio")).toBeNull();
    expect(button("Go to the patient")).toBeVisible();
  });

  it("of the practice manager needs an answer, a reason, and for proved the day to look again", async () => {
    const decided = { ...mothersRecord, decision: "proved", decidedBy: "Marta Nowak", reason: "Seen." };
    let first = true;
    const calls = await open({
      open_parental: byManager(parentalSaved),
      decide_parental: () => {
        if (!first)
          return byManager({
            ...parental,
            adults: [
              {
                ...mother,
                records: [{ ...decided, decidedAt: "2026-11-24T11:00:00Z", reviewOn: "2027-11-24" } as never],
              },
            ],
          });
        first = false;
        return refuse("form", "Two.", [
          ["reason", "Write the reason: the adult may ask for it."],
          ["reviewOn.year", "Enter the year."],
        ]);
      },
    });
    await userEvent.click(button(/5. Decision/));
    await primary();
    expect(await screen.findByRole("alert")).toHaveTextContent("Choose what you decide.");
    expect(called(calls, "decide_parental")).toEqual([]);
    await userEvent.click(radio("Proved"));
    await userEvent.type(screen.getByLabelText("Day"), "24");
    await primary();
    expect(await screen.findByRole("alert")).toHaveTextContent("Write the reason");
    expect(screen.getByLabelText("Day")).toHaveValue("24");
    await expectAccessible();
    await userEvent.click(button("Enter the year."));
    await waitFor(() => expect(screen.getByLabelText("Year")).toHaveFocus());
    await userEvent.type(screen.getByLabelText("Month"), "11");
    await userEvent.type(screen.getByLabelText("Year"), "2027");
    await userEvent.type(screen.getByLabelText("Why"), "Seen.");
    await primary();
    expect(await screen.findByText("The decision is saved.")).toBeVisible();
    expect(called(calls, "decide_parental").at(-1)!.args).toEqual({
      form: {
        parentalId: "pr1",
        decision: "proved",
        reason: "Seen.",
        reviewOn: { day: "24", month: "11", year: "2027" },
      },
    });
    expect(screen.getByText(/Decided 24 Nov 2026, 11:00 by/)).toHaveTextContent("Look again on 24 Nov 2027.");
  });

  it("waits until what was changed is saved", async () => {
    await open({ open_parental: byManager(parentalSaved) });
    await userEvent.click(radio("Asked: there are none"));
    await userEvent.click(button(/5. Decision/));
    expect(screen.getByText("Save what you changed first.")).toBeVisible();
    expect(screen.queryByRole("radio", { name: "Proved" })).toBeNull();
  });

  it("lists the records newest first, the requests that rest on them, and leads to a new request", async () => {
    const earlier = { ...mothersRecord, parentalId: "pr0", requesterName: "Earlier Name" };
    await open({ open_parental: { ...parental, adults: [{ ...father, records: [...father.records, earlier] }] } });
    const records = within(screen.getByRole("list", { name: "Records, newest first" })).getAllByRole("listitem");
    expect(records.map((record) => record.textContent)).toEqual([
      expect.stringContaining("Aleksander"),
      expect.stringContaining("Earlier Name"),
    ]);
    expect(button("R-2026-034, Access")).toBeVisible();
    await key("d", { ctrlKey: true });
    expect(router.place).toEqual({ name: "log-request", with: { patientId: "p1", adultId: "a-father" } });
  });
});

describe("who may not record", () => {
  it("reads each part as it was recorded", async () => {
    await open({ open_parental: byClinician(parentalSaved) });
    for (const [part, words] of [
      [/1. The adult/, "Passport, ends 4417, last day 3 June 2031"],
      [/2. The link/, "Full birth certificate"],
      [/3. Court orders/, "Not asked yet"],
    ] as const) {
      await userEvent.click(button(part));
      expect(screen.getByText(words, { exact: false })).toBeVisible();
      expect(screen.queryByRole("textbox")).toBeNull();
    }
    expect(button(/Go to Kai’s view/)).toBeVisible();
    expect(screen.queryByRole("button", { name: /Receipt/ })).toBeNull();
    await expectAccessible();
  });
});
