import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { refuse, session, start } from "../src/dev/answers";
import { clock, paper, request, requests } from "../src/dev/papers";
import { childRequest, family } from "../src/dev/release";
import { router } from "../src/lib/router.svelte";
import { closeApp, openApp, pause, type Call } from "./app";
import { expectAccessible } from "./axe";

afterEach(closeApp);

const called = (calls: Call[], command: string) => calls.filter((call) => call.command === command);
const key = (name: string, more = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const primary = () => key("Enter", { ctrlKey: true });
const manager = { start: { ...start, session: { ...session, role: "practice-manager" } } };

async function open(go: () => void, answers: Record<string, unknown> = {}) {
  const made = { list_requests: requests, open_request: request, preview_clock: clock, log_request: request };
  const calls = await openApp({ ...made, ...answers });
  go();
  await pause(60);
  return calls;
}

describe("the board of requests", () => {
  const board = () => router.go("requests");

  it("stands in the order that Rust gives, late first, each with its days", async () => {
    await open(board);
    const rows = within(screen.getByRole("table", { name: "Requests, late first" })).getAllByRole("row");
    expect(rows[1]).toHaveTextContent("R-2026-031");
    expect(rows[1]).toHaveTextContent("Mon 23 Nov 2026");
    expect(rows[1]).toHaveTextContent("1 day late");
    expect(rows[5]).toHaveTextContent("Waiting");
    expect(document.body).toHaveTextContent("Featherstonehaugh-Cholmondeley, Bartholomew Maximilian Theodore");
  });

  it("is walked with the arrows and opened with Enter", async () => {
    await open(board);
    await waitFor(() => expect(screen.getByRole("button", { name: /R-2026-031/ })).toHaveFocus());
    await key("ArrowDown");
    await key("ArrowDown");
    expect(screen.getByRole("button", { name: /R-2026-034/ })).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    expect(router.place).toEqual({ name: "request", with: { requestId: "R-2026-034" } });
  });

  it("empty says so, with the next step and its key", async () => {
    await open(board, { list_requests: [] });
    expect(screen.getByText("Nobody is waiting for an answer")).toBeVisible();
    await key("d", { ctrlKey: true });
    expect(await screen.findByText("Find the patient first")).toBeVisible();
  });

  it("flags who is under 16", async () => {
    await open(board, { list_requests: requests.map((row, i) => ({ ...row, under16: i === 1 })) });
    const rows = within(screen.getByRole("table")).getAllByRole("row");
    expect(rows[2]).toHaveTextContent("Under 16");
    expect(screen.getAllByText("Under 16")).toHaveLength(1);
  });

  it("refused says why", async () => {
    await open(board, {
      list_requests: () => refuse("not-allowed", "Your role does not allow this. Ask the manager."),
    });
    expect(screen.getByRole("alert")).toHaveTextContent("Code: not-allowed");
  });
});

describe("logging a request", () => {
  const log = () => router.go("log-request", { patientId: "p1" });

  it("begins with today's date and nothing else chosen", async () => {
    await open(log);
    expect(screen.getByLabelText("Day")).toHaveValue("24");
    expect(screen.getByLabelText("Month")).toHaveValue("11");
    expect(screen.getByLabelText("Year")).toHaveValue("2026");
    expect(document.querySelectorAll("input:checked")).toHaveLength(0);
  });

  it("shows the clock with its working while it is typed", async () => {
    const calls = await open(log);
    await userEvent.keyboard("1");
    expect(await screen.findByText("Fri 4 Dec 2026", { selector: ".day time" })).toBeVisible();
    expect(screen.getByText("10 days left")).toBeVisible();
    expect(screen.getByText("+ 6 days")).toBeVisible();
    expect(called(calls, "preview_clock").at(-1)!.args).toEqual({
      right: "access",
      received: { day: "24", month: "11", year: "2026" },
      idAsked: false,
    });
    await userEvent.clear(screen.getByLabelText("Day"));
    await waitFor(() => expect(screen.queryByText("10 days left")).toBeNull());
  });

  it("whose clock has not begun says what it waits for", async () => {
    const waiting = {
      ...clock,
      state: "not-begun",
      workTo: null,
      legalLimit: null,
      daysLeft: null,
      extendBefore: null,
    };
    await open(log, {
      preview_clock: { ...waiting, working: [{ text: "Proof of identity asked for", date: null, days: null }] },
    });
    await userEvent.keyboard("1");
    expect(await screen.findByText("Not begun")).toBeVisible();
    expect(screen.getByText("Proof of identity asked for")).toBeVisible();
  });

  it("sent too early says what is missing and asks Rust nothing", async () => {
    const calls = await open(log);
    await primary();
    const summary = await screen.findByRole("alert");
    expect(summary).toHaveTextContent("Not logged: 4 things to put right");
    await userEvent.click(within(summary).getByRole("button", { name: "Choose how it came." }));
    await waitFor(() => expect(screen.getByRole("radio", { name: "At the desk" })).toHaveFocus());
    expect(called(calls, "log_request")).toEqual([]);
  });

  it("is logged by keys and words, and opens with its dates", async () => {
    const calls = await open(log);
    await userEvent.keyboard("1");
    await waitFor(() => expect(screen.getByLabelText("In their words")).toHaveFocus());
    await userEvent.type(screen.getByLabelText("In their words"), "Everything you have, on paper.");
    await userEvent.click(screen.getByRole("radio", { name: "By post" }));
    await userEvent.click(screen.getByRole("radio", { name: "At the desk" }));
    await userEvent.click(screen.getByRole("radio", { name: "A parent or guardian" }));
    await userEvent.type(screen.getByLabelText("Their name"), "Siobhán Brennan");
    await primary();
    expect(await screen.findByText("Logged as R-2026-034.")).toBeVisible();
    expect(called(calls, "log_request")[0]!.args.form).toEqual({
      patientId: "p1",
      right: "access",
      received: { day: "24", month: "11", year: "2026" },
      how: "in-person",
      said: "Everything you have, on paper.",
      madeBy: "parent",
      requesterName: "Siobhán Brennan",
      idAsked: false,
      replyBy: "post",
      adultId: null,
    });
    expect(called(calls, "drop_draft").at(-1)!.args).toEqual({ screen: "request", subject: "p1" });
  });
});

describe("a request made by a parent", () => {
  const log = (adultId?: string) => router.go("log-request", { patientId: "p1", adultId });
  const form = (calls: Call[]) => called(calls, "log_request")[0]!.args.form as Record<string, unknown>;
  const rest = async () => {
    await userEvent.click(screen.getByRole("radio", { name: "A copy of it all" }));
    await userEvent.click(screen.getByRole("radio", { name: "By post" }));
    await userEvent.click(screen.getByRole("radio", { name: "At the desk" }));
  };

  it("offers the adults on the parental record, none chosen; choosing one fills the name", async () => {
    const calls = await open(() => log(), { open_parental: family });
    expect(called(calls, "open_parental")).toEqual([]);
    await rest();
    await userEvent.click(screen.getByRole("radio", { name: "A parent or guardian" }));
    const adults = within(await screen.findByRole("group", { name: "Which adult on the parental record?" }));
    expect(adults.getAllByRole("radio").filter((radio) => (radio as HTMLInputElement).checked)).toEqual([]);
    adults.getByRole("radio", { name: /Siobhán Brennan/ }).focus();
    await key("1");
    await waitFor(() => expect(screen.getByLabelText("Their name")).toHaveValue("Siobhán Brennan"));
    await expectAccessible();
    await primary();
    await screen.findByText("Logged as R-2026-034.");
    expect(form(calls)).toMatchObject({ madeBy: "parent", adultId: "ad1", requesterName: "Siobhán Brennan" });
  });

  it("by an adult who is not recorded yet is linked to nobody, and takes the name back", async () => {
    const calls = await open(() => log(), { open_parental: family });
    await rest();
    await userEvent.click(screen.getByRole("radio", { name: "A parent or guardian" }));
    await userEvent.click(await screen.findByRole("radio", { name: /Siobhán Brennan/ }));
    await userEvent.click(screen.getByRole("radio", { name: "Not recorded yet" }));
    expect(screen.getByLabelText("Their name")).toHaveValue("");
    await userEvent.type(screen.getByLabelText("Their name"), "Rui Silva");
    await primary();
    await screen.findByText("Logged as R-2026-034.");
    expect(form(calls)).toMatchObject({ madeBy: "parent", adultId: null, requesterName: "Rui Silva" });
  });

  it("from the parental record comes with its adult", async () => {
    await open(() => log("ad1"), { open_parental: family });
    expect(screen.getByRole("radio", { name: "A parent or guardian" })).toBeChecked();
    await waitFor(() => expect(screen.getByRole("radio", { name: /Siobhán Brennan/ })).toBeChecked());
    expect(screen.getByLabelText("Their name")).toHaveValue("Siobhán Brennan");
  });

  it("can be typed by who may not open the parental record", async () => {
    await open(() => log(), { open_parental: () => refuse("not-allowed", "Your role does not allow this.") });
    await userEvent.click(screen.getByRole("radio", { name: "A parent or guardian" }));
    await userEvent.type(screen.getByLabelText("Their name"), "Rui Silva");
    expect(screen.queryByRole("alert")).toBeNull();
    expect(screen.getByLabelText("Their name")).toHaveValue("Rui Silva");
  });
});

describe("one request", () => {
  const one = () => router.go("request", { requestId: "r3" });

  it("shows two identifiers, the clock and every line of its working", async () => {
    await open(one);
    const banner = within(screen.getByRole("region", { name: "Request" }));
    expect(banner.getByText("R-2026-034")).toBeVisible();
    expect(banner.getByText("14 Mar 1990")).toBeVisible();
    expect(banner.getByText("KM-10482")).toBeVisible();
    expect(screen.getByText("Paused 30 Oct to 5 Nov, to ask which records")).toBeVisible();
    expect(screen.getByText("Mon 7 Dec 2026", { selector: ".limit time" })).toBeVisible();
    expect(screen.getByText(/serious harm/)).toBeVisible();
  });

  it("offers reception no response, and says who makes it", async () => {
    await open(one);
    expect(screen.queryByRole("button", { name: /response/ })).toBeNull();
    expect(screen.getByText("The practice manager makes the response.")).toBeVisible();
    await key("p", { ctrlKey: true });
    expect(router.place.name).toBe("request");
  });

  it("lets the practice manager preview the response, with Ctrl P too", async () => {
    const answers = {
      ...manager,
      open_request: { ...request, canMakeResponse: true },
      make_response: paper("Response"),
    };
    await open(one, answers);
    await key("p", { ctrlKey: true });
    expect(router.place).toEqual({ name: "response", with: { requestId: "r3" } });
  });

  it("late says by how much", async () => {
    await open(one, {
      open_request: { ...request, clock: { ...clock, daysLeft: -1, warnings: ["The legal limit passed."] } },
    });
    expect(screen.getByText("1 day late")).toBeVisible();
    expect(screen.getByText("The legal limit passed.")).toBeVisible();
  });
});

describe("a request about a child", () => {
  const one = () => router.go("request", { requestId: "r7" });
  const child = { open_request: childRequest, open_parental: family, link_adult: { ...childRequest, undecided: [] } };

  it("is decided first and previewed second by the practice manager", async () => {
    await open(one, { ...manager, ...child });
    expect(screen.getByRole("region", { name: "About a child" })).toHaveTextContent("what protects a child");
    expect(screen.getByRole("button", { name: /Preview the response/ })).toBeVisible();
    await primary();
    expect(router.place).toEqual({ name: "release", with: { requestId: "r7" } });
  });

  it("is linked to an adult with F3, by reception too, who cannot decide it", async () => {
    const calls = await open(one, { ...child, open_request: { ...childRequest, canDecide: false } });
    expect(screen.queryByRole("button", { name: /Decide/ })).toBeNull();
    await key("F3");
    await userEvent.click(await screen.findByRole("radio", { name: /Siobhán Brennan/ }));
    await expectAccessible();
    await primary();
    expect(await screen.findByText("Linked to the adult.")).toBeVisible();
    expect(called(calls, "link_adult")[0]!.args).toEqual({ requestId: "r7", adultId: "ad1" });
    expect(screen.getByText("Nothing is open.")).toBeVisible();
  });

  it("a refusal of the link is said in the dialog", async () => {
    await open(one, { ...child, link_adult: () => refuse("not-by-parent", "This request is not made by a parent.") });
    await key("F3");
    await userEvent.click(await screen.findByRole("radio", { name: /Siobhán Brennan/ }));
    await primary();
    expect(await within(screen.getByRole("dialog")).findByRole("alert")).toHaveTextContent("Code: not-by-parent");
  });

  it("without anybody on the parental record leads there", async () => {
    await open(one, { ...child, open_parental: { ...family, adults: [] } });
    await key("F3");
    expect(await screen.findByText("Nobody is on the parental record yet.")).toBeVisible();
    await primary();
    expect(router.place.name).toBe("parental");
  });

  it("not made by a parent, or opened by a clinician, has no link to make", async () => {
    await open(one, { ...child, open_request: { ...childRequest, madeBy: "patient" } });
    expect(screen.queryByRole("button", { name: /Link to an adult/ })).toBeNull();
    await closeApp();
    await open(one, { ...child, start: { ...start, session: { ...session, role: "clinician" } } });
    expect(screen.queryByRole("button", { name: /Link to an adult/ })).toBeNull();
  });

  it("released says so and opens what went out", async () => {
    const settled = { ...childRequest, settled: "Released", released: true };
    const calls = await open(one, { ...manager, open_request: settled, open_released: paper("Response") });
    expect(screen.getByText("Released")).toBeVisible();
    expect(screen.queryByRole("button", { name: /Preview/ })).toBeNull();
    await primary();
    await waitFor(() => expect(called(calls, "open_released")[0]?.args).toEqual({ requestId: "r7" }));
  });

  it("refused leads to what was decided", async () => {
    await open(one, { ...manager, open_request: { ...childRequest, settled: "Refused" } });
    expect(screen.getByText("Refused")).toBeVisible();
    expect(screen.queryByRole("button", { name: /Open what was released/ })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: /See the decision/ }));
    expect(router.place.name).toBe("release");
  });
});
