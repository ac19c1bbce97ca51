import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { board, refuse, results, session, start } from "../src/dev/answers";
import {
  answersOfPapers,
  noPapers,
  onPaper,
  paperBack,
  paperNobodys,
  paperPartly,
  paperRecorded,
  papers,
  scanned,
} from "../src/dev/papers-back";
import { router } from "../src/lib/router.svelte";
import { closeApp, openApp, pause, type Call } from "./app";

afterEach(closeApp);

const called = (calls: Call[], command: string) => calls.filter((call) => call.command === command);
const key = (name: string, more = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const ctrl = (name: string) => key(name, { ctrlKey: true });

async function list(answers: Record<string, unknown> = {}) {
  const calls = await openApp({ ...answersOfPapers, ...answers });
  router.go("registers", { tab: "papers" });
  await pause(60);
  return calls;
}

async function one(answers: Record<string, unknown> = {}) {
  const calls = await openApp({ ...answersOfPapers, ...answers });
  router.go("paper", { paperId: "7K2M9QXD" });
  await pause(60);
  return calls;
}

describe("the papers", () => {
  it("are reached by a key, and list what is back, out, and done with", async () => {
    await openApp(answersOfPapers);
    await ctrl("3");
    await pause(30);
    await key("F7");
    await pause(60);
    expect(screen.getByRole("heading", { name: "Papers" })).toHaveFocus();
    const back = within(screen.getByRole("region", { name: "Back, to record" }));
    expect(back.getByText("All 4 pages are back")).toBeVisible();
    expect(back.getByText("Page 3 of 4 is not back.")).toBeVisible();
    expect(within(screen.getByRole("region", { name: "Out" })).getByText("Okonkwo, Amara Grace")).toBeVisible();
    await userEvent.click(back.getByRole("button", { name: "7K2M9QXD" }));
    expect(router.place).toEqual({ name: "paper", with: { paperId: "7K2M9QXD" } });
  });

  it("are not offered to a clinician", async () => {
    await openApp({ ...answersOfPapers, start: { ...start, session: { ...session, role: "clinician" } } });
    router.go("registers", {});
    await pause(40);
    expect(screen.queryByRole("button", { name: /Papers/ })).toBeNull();
  });

  it("say what to do when there are none, and what happened when they cannot be read", async () => {
    await list({ see_papers: noPapers });
    expect(screen.getByText("No form is out")).toBeVisible();
    expect(screen.getByText("The tray is empty")).toBeVisible();
    await closeApp();
    await list({ see_papers: () => refuse("disk", "The records could not be read. Try again.") });
    expect(screen.getByText("The records could not be read.")).toBeVisible();
    expect(screen.queryByRole("button", { name: /Read this scan/ })).toBeNull();
  });

  it("of a scan say page by page what became of it, and offer to delete the scan", async () => {
    const calls = await list({ delete_scan: [] });
    await ctrl("Enter");
    const dialog = within(await screen.findByRole("dialog", { name: "Delete the scan itself?" }));
    expect(dialog.getByText(/The pages are kept in the records/)).toBeVisible();
    expect(called(calls, "scan_papers").map(({ args }) => args.scanId)).toEqual(["s1"]);
    await ctrl("Enter");
    await waitFor(() => expect(called(calls, "delete_scan")).toHaveLength(1));
    expect(screen.getByText("1 of 3 pages attached")).toBeVisible();
    expect(screen.getByText(/There is no code on this page/)).toBeVisible();
    expect(await screen.findByText("The scan is deleted from the scanner's folder.")).toBeVisible();
  });

  it("say so when no file was chosen, or when it is no scan", async () => {
    await list({ list_scans: [], scan_papers: { ...scanned, chosen: false, lines: [], scanLeft: null } });
    await ctrl("Enter");
    expect(await screen.findByText("Nothing was chosen, so nothing was read.")).toBeVisible();
    await closeApp();
    await list({ scan_papers: () => refuse("scan-damaged", "This file is damaged. Scan the paper again.") });
    await ctrl("Enter");
    expect(await screen.findByText("This file is damaged.")).toBeVisible();
  });
});

describe("a page in the tray", () => {
  it("is filed to a paper by keys, with what its code said proposed", async () => {
    const calls = await list({ see_papers: { ...papers, tray: papers.tray.slice(1) } });
    await ctrl("e");
    const dialog = within(await screen.findByRole("dialog", { name: "File this page by hand" }));
    await waitFor(() => expect(called(calls, "open_page")).toHaveLength(1));
    await ctrl("Enter");
    expect(await dialog.findByRole("button", { name: /Choose where the page goes/ })).toBeVisible();
    dialog.getByRole("radio", { name: /To a form printed here/ }).focus();
    await key("f");
    expect(await dialog.findByLabelText("Number of the paper")).toHaveValue("7K2M9QXD");
    await userEvent.clear(dialog.getByLabelText("Which page"));
    await userEvent.type(dialog.getByLabelText("Which page"), "3");
    await ctrl("Enter");
    await waitFor(() => expect(called(calls, "file_page")).toHaveLength(1));
    expect(called(calls, "file_page")[0]!.args.form).toEqual({
      pageId: "g2",
      paper: "7K2M9QXD",
      page: "3",
      patientId: null,
    });
    expect(await screen.findByText("The page is filed.")).toBeVisible();
  });

  it("is filed to a patient who is found and chosen", async () => {
    const calls = await list({ search: { typed: "ama", results, more: false } });
    await userEvent.click(screen.getByRole("button", { name: /Look and file: page 1/ }));
    const dialog = within(await screen.findByRole("dialog"));
    await userEvent.click(dialog.getByRole("radio", { name: /To a patient/ }));
    await ctrl("Enter");
    expect(await dialog.findByRole("button", { name: /Find the patient and choose them/ })).toBeVisible();
    await userEvent.type(dialog.getByLabelText("Find the patient"), "a");
    const group = within(await dialog.findByRole("group", { name: /Whose it is/ }));
    await userEvent.click(group.getAllByRole("radio")[0]!);
    await ctrl("Enter");
    await waitFor(() => expect(called(calls, "file_page")).toHaveLength(1));
    expect(called(calls, "file_page")[0]!.args.form).toMatchObject({ pageId: "g1", patientId: results[0]!.patientId });
  });

  it("is thrown away only with a reason", async () => {
    const missing = () =>
      refuse("form", "One thing to put right.", [["reason", "Say why it is thrown away, for example: blank back."]]);
    const calls = await list({ throw_page: missing });
    await ctrl("e");
    const dialog = within(await screen.findByRole("dialog"));
    await userEvent.click(dialog.getByRole("radio", { name: /throw it away/ }));
    await ctrl("Enter");
    expect(await dialog.findByRole("button", { name: /Say why it is thrown away/ })).toBeVisible();
    expect(called(calls, "throw_page")[0]!.args).toEqual({ pageId: "g1", reason: "" });
  });
});

describe("a paper", () => {
  it("shows its pages beside the questions, nothing ticked, and records what is read off it", async () => {
    const calls = await one({ record_paper: paperRecorded });
    expect(screen.getAllByText(/^Page [12] of 2$/).length).toBeGreaterThan(1);
    expect(screen.getAllByRole("radio").every((radio) => !(radio as HTMLInputElement).checked)).toBe(true);
    const questions = screen.getAllByRole("radiogroup");
    for (const question of questions) await userEvent.click(within(question).getByRole("radio", { name: /^Yes/ }));
    await ctrl("Enter");
    await waitFor(() => expect(called(calls, "record_paper")).toHaveLength(1));
    const form = called(calls, "record_paper")[0]!.args.form as { sheet: { method: string; answers: unknown[] } };
    expect(form.sheet.method).toBe("written");
    expect(form.sheet.answers.length).toBeGreaterThan(2);
    expect(await screen.findByText("The answers are recorded, and the check-in is finished.")).toBeVisible();
    expect(screen.queryByRole("button", { name: /Record the answers/ })).toBeNull();
  });

  it("does not ask how the answers came: they are on paper", async () => {
    await one();
    await key("F3");
    expect(await screen.findByRole("radio", { name: /^The patient/ })).toBeInTheDocument();
    expect(screen.queryByRole("radio", { name: /^By telephone/ })).toBeNull();
  });

  it("says what is missing and records nothing before it is back", async () => {
    await one({ open_paper: paperPartly });
    expect(screen.getByText("Page 2 of 2 is not back.")).toBeVisible();
    expect(screen.queryByRole("button", { name: /Record the answers/ })).toBeNull();
  });

  it("that was printed blank asks whose it is, with the visit", async () => {
    const calls = await one({ open_paper: paperNobodys, search: { typed: "a", results, more: false } });
    await ctrl("Enter");
    const dialog = within(await screen.findByRole("dialog", { name: "Whose form is it?" }));
    await ctrl("Enter");
    expect(await dialog.findByText("Find the patient and choose them.")).toBeVisible();
    await userEvent.type(dialog.getByLabelText("Find the patient"), "a");
    await userEvent.click(within(await dialog.findByRole("group", { name: /Whose it is/ })).getAllByRole("radio")[0]!);
    expect(await dialog.findByRole("radio", { name: "Today, 10:30" })).toBeChecked();
    await ctrl("Enter");
    await waitFor(() => expect(called(calls, "assign_paper")).toHaveLength(1));
    expect(called(calls, "assign_paper")[0]!.args.form).toMatchObject({ paperId: "7K2M9QXD", arrivalId: "a1" });
    expect(await screen.findByText("The form is theirs.")).toBeVisible();
  });

  it("is closed with a reason", async () => {
    const calls = await one({ close_paper: { ...paperBack, state: "closed", step: null, ended: "Closed." } });
    await key("F6");
    await userEvent.type(await screen.findByLabelText("Why is nothing recorded from it?"), "They answered on screen");
    await ctrl("Enter");
    await waitFor(() => expect(called(calls, "close_paper")).toHaveLength(1));
    expect(await screen.findByText("The paper is closed.")).toBeVisible();
  });

  it("that cannot be opened says why", async () => {
    await one({ open_paper: () => refuse("not-found", "This paper is not held here. Find it again.") });
    expect(screen.getByText("This paper is not held here.")).toBeVisible();
  });
});

describe("elsewhere", () => {
  it("the desk says how many pages wait, and leads to them", async () => {
    await openApp({ ...answersOfPapers, see_board: { ...board, pagesWaiting: 2 } });
    await userEvent.click(await screen.findByRole("button", { name: "Scanned pages to file" }));
    expect(router.place).toEqual({ name: "registers", with: { tab: "papers" } });
  });

  it("the patient's consents say on which form an answer stands, and lead to its pages", async () => {
    await openApp({ ...answersOfPapers, see_consents: onPaper() });
    router.go("consents", { patientId: "p1" });
    await pause(60);
    document.querySelectorAll("details").forEach((one) => (one.open = true));
    const links = screen.getAllByRole("button", { name: /ZZ00YY11.*look at the pages/ });
    expect(links.length).toBeGreaterThan(0);
    await userEvent.click(screen.getByRole("button", { name: /Look at it: page 1 on no form/ }));
    expect(await screen.findByRole("dialog", { name: "A page in the tray" })).toBeVisible();
    await key("Escape");
    await userEvent.click(links[0]!);
    expect(router.place).toEqual({ name: "paper", with: { paperId: "ZZ00YY11" } });
  });
});
