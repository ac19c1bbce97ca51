import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { refuse } from "../src/dev/answers";
import { parental, parentalSaved } from "../src/dev/papers";
import type { ParentalPageView, Standing } from "../src/ipc/bindings";
import { router } from "../src/lib/router.svelte";
import { closeApp, openApp, pause, type Call } from "./app";

afterEach(closeApp);

const called = (calls: Call[], command: string) => calls.filter((call) => call.command === command);
const key = (name: string, more = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const primary = () => key("Enter", { ctrlKey: true });
const part = (words: RegExp) => screen.getByRole("button", { name: words });
const card = () => within(screen.getByRole("region", { name: "So far" }));

async function open(answers: Record<string, unknown> = {}) {
  const calls = await openApp({ open_parental: parental, record_parental: parentalSaved, ...answers });
  router.go("parental", { patientId: "p1" });
  await pause(60);
  return calls;
}
const standing = (standing: Standing): ParentalPageView => ({
  ...parentalSaved,
  records: [{ ...parentalSaved.records[0]!, standing }],
});

describe("the parental record", () => {
  it("has five parts, nothing answered, and starts at the adult", async () => {
    await open();
    const list = within(screen.getByRole("list", { name: "Parental responsibility record" }));
    expect(list.getAllByRole("button")).toHaveLength(5);
    expect(screen.getByRole("heading", { name: "1. The adult" })).toHaveFocus();
    expect(document.querySelectorAll("input:checked")).toHaveLength(0);
    expect(card().getByText("Nothing saved yet")).toBeVisible();
  });

  it("keeps the adult as a draft until what they are to the child is chosen, then saves both", async () => {
    const calls = await open();
    await userEvent.type(screen.getByLabelText("Name of the adult with Kai"), "Siobhán Brennan");
    await userEvent.type(screen.getByLabelText("Their own photo document"), "Passport");
    await userEvent.type(screen.getByLabelText(/Last four/), "4417");
    await userEvent.click(screen.getByRole("radio", { name: "Yes, all three" }));
    await primary();
    await waitFor(() => expect(screen.getByRole("heading", { name: "2. What links the adult to Kai?" })).toHaveFocus());
    expect(called(calls, "record_parental")).toEqual([]);
    await userEvent.click(screen.getByRole("radio", { name: "Birth mother" }));
    await userEvent.click(screen.getByRole("checkbox", { name: /Full birth certificate/ }));
    await primary();
    await waitFor(() => expect(screen.getByRole("heading", { name: "3. Court orders" })).toHaveFocus());
    expect(called(calls, "record_parental")[0]!.args).toEqual({ patientId: "p1", form: parentalSaved.form });
    expect(card().getByText("Ask: are there any court orders about the child?")).toBeVisible();
    expect(called(calls, "drop_draft").at(-1)!.args).toEqual({ screen: "parental", subject: "p1" });
  });

  it("asks about court orders word for word", async () => {
    await open({ open_parental: parentalSaved });
    expect(screen.getByText(`“${parental.ordersQuestion}”`)).toBeVisible();
    expect(screen.getByText(`“${parental.say}”`)).toBeVisible();
  });

  it("says of each paper why it is not enough", async () => {
    await open({ open_parental: parentalSaved });
    await userEvent.click(part(/2. The link/));
    expect(screen.getByText("Not enough: names no parent")).toBeVisible();
    expect(screen.getByText("Not enough: shows no responsibility")).toBeVisible();
    expect(screen.queryByRole("checkbox", { name: /Care order/ })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Another paper" }));
    expect(screen.getByRole("checkbox", { name: /Care order/ })).not.toBeChecked();
  });

  it("a refusal in a part out of sight brings that part back, and a link leads to the other", async () => {
    const [adult, paper] = ["Enter the name of the adult with the child.", "Choose what they are to the child."];
    const fields: [string, string][] = [
      ["requesterName", adult],
      ["capacity", paper],
    ];
    await open({ record_parental: () => refuse("form", "Two.", fields) });
    await userEvent.click(part(/2. The link/));
    await userEvent.click(screen.getByRole("radio", { name: "Adoptive parent" }));
    await primary();
    await waitFor(() => expect(screen.getByLabelText("Name of the adult with Kai")).toBeVisible());
    expect(screen.getByRole("alert")).toHaveFocus();
    await userEvent.click(screen.getByRole("button", { name: adult }));
    await waitFor(() => expect(screen.getByLabelText("Name of the adult with Kai")).toHaveFocus());
    await userEvent.click(screen.getByRole("button", { name: paper }));
    await waitFor(() => expect(screen.getByRole("radio", { name: "Adoptive parent" })).toHaveFocus());
  });

  it.each<[Standing, string]>([
    [{ kind: "complete" }, "Everything asked for was seen"],
    [{ kind: "stopped" }, "A court order stops this here"],
    [{ kind: "no-standing" }, "Carries no parental responsibility"],
    [{ kind: "manager-judges" }, "Only the practice manager can judge these papers"],
    [{ kind: "incomplete", needed: ["Ask for the adoption certificate."] }, "Ask for the adoption certificate."],
  ])("%j is told under So far", async (kind, words) => {
    await open({ open_parental: standing(kind) });
    expect(card().getByText(words)).toBeVisible();
  });

  it("goes on from the newest record, which stands first, and keeps the earlier ones in sight", async () => {
    const [newest] = parentalSaved.records;
    const earlier = { ...newest!, parentalId: "pr0", requesterName: "Earlier Adult", standing: { kind: "stopped" } };
    await open({ open_parental: { ...parentalSaved, canDecide: true, records: [newest, earlier] } });
    expect(card().queryByText("A court order stops this here")).toBeNull();
    await userEvent.click(part(/5. Send for decision/));
    const records = within(screen.getByRole("list", { name: "Records, newest first" })).getAllByRole("listitem");
    expect(records[0]).toHaveTextContent("Siobhán Brennan");
    expect(records[1]).toHaveTextContent("Earlier Adult");
  });

  it("says when something was changed since it was saved", async () => {
    await open({ open_parental: parentalSaved });
    await userEvent.click(screen.getByRole("radio", { name: "Asked: there are none" }));
    expect(await card().findByText("Not saved since you changed it")).toBeVisible();
  });
});

describe("the decision", () => {
  it("is not offered to those who record", async () => {
    await open({ open_parental: parentalSaved });
    await userEvent.click(part(/5. Send for decision/));
    expect(screen.getByText("The practice manager decides.")).toBeVisible();
    expect(screen.queryByRole("radio")).toBeNull();
  });

  it("of the practice manager needs an answer and a reason, and is about the newest record", async () => {
    const earlier = { ...parentalSaved.records[0]!, parentalId: "pr0" };
    const page = { ...parentalSaved, records: [...parentalSaved.records, earlier], canDecide: true };
    let first = true;
    const calls = await open({
      open_parental: page,
      decide_parental: () => {
        if (!first)
          return {
            ...page,
            records: [
              {
                ...page.records[0]!,
                decision: "proved",
                decidedBy: "Marta Nowak",
                decidedAt: "2026-11-24T11:00:00Z",
                reason: "Seen.",
              },
            ],
          };
        first = false;
        return refuse("form", "One.", [["reason", "Write why you decide so."]]);
      },
    });
    await userEvent.click(part(/5. Send for decision/));
    await primary();
    expect(await screen.findByRole("alert")).toHaveTextContent("Choose what you decide.");
    expect(called(calls, "decide_parental")).toEqual([]);
    await userEvent.click(screen.getByRole("radio", { name: "Proved" }));
    await primary();
    expect(await screen.findByRole("alert")).toHaveTextContent("Write why you decide so.");
    await userEvent.type(screen.getByLabelText("Why"), "Seen.");
    await primary();
    expect(await screen.findByText("The decision is saved.")).toBeVisible();
    expect(called(calls, "decide_parental").at(-1)!.args).toEqual({
      form: { parentalId: "pr1", decision: "proved", reason: "Seen." },
    });
    expect(screen.getByText(/Decided 24 Nov 2026, 11:00 by/)).toBeVisible();
  });

  it("waits until what was changed is saved", async () => {
    await open({ open_parental: { ...parentalSaved, canDecide: true } });
    await userEvent.click(screen.getByRole("radio", { name: "Asked: there are none" }));
    await userEvent.click(part(/5. Send for decision/));
    expect(screen.getByText("Save what you changed first.")).toBeVisible();
    expect(screen.queryByRole("radio", { name: "Proved" })).toBeNull();
  });
});
