import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { patient, refuse, session, start } from "../src/dev/answers";
import { proved } from "../src/dev/check-in";
import { marketing, marketingList, newsAsked, newsStopped, restart } from "../src/dev/news";
import { paper } from "../src/dev/papers";
import { router } from "../src/lib/router.svelte";
import { closeApp, openApp, pause, type Call } from "./app";

afterEach(closeApp);

const called = (calls: Call[], command: string) => calls.filter((call) => call.command === command);
const key = (name: string, more = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const ctrl = (name: string) => key(name, { ctrlKey: true });
const stopped = { ...patient.banner, news: newsStopped, flags: [{ word: "Marketing: none", tone: "rest" as const }] };
const waiting = { ...patient.banner, news: newsAsked };

async function page(answers: Record<string, unknown> = {}) {
  let banner: typeof patient.banner = patient.banner;
  const stop = () => marketing((banner = stopped));
  const calls = await openApp({ stop_marketing: stop, open_patient: () => ({ ...patient, banner }), ...answers });
  router.go("patient", { patientId: "p1" });
  await pause(60);
  return calls;
}

describe("a stop from the banner", () => {
  it("takes two keystrokes, says what stays on, and shows in the banner at once", async () => {
    const calls = await page();
    await ctrl("m");
    const dialog = within(await screen.findByRole("dialog", { name: "Stop news and offers" }));
    expect(dialog.getByText(/Booking, payment and aftercare messages stay on/)).toBeVisible();
    await ctrl("Enter");
    expect(await dialog.findByText("All news and offers are stopped.")).toBeVisible();
    expect(called(calls, "stop_marketing").map(({ args }) => args.form)).toEqual([
      { patientId: "p1", channels: ["email", "text", "phone", "post"] },
    ]);
    expect(dialog.getByText("Booking, payment and aftercare messages stay on.")).toBeVisible();
    await waitFor(() => expect(dialog.queryByRole("button", { name: /^Stop/ })).toBeNull());
    await waitFor(() => expect(dialog.getByRole("button", { name: /Done/ })).toHaveFocus());
    expect(screen.getByText("Marketing: none")).toBeVisible();
    await key("Escape");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(called(calls, "open_patient")).toHaveLength(2);
  });

  it("of one way leaves the others alone", async () => {
    const calls = await page();
    await userEvent.click(screen.getByRole("button", { name: /^Stop news/ }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.queryByRole("button", { name: "Stop: Text message" })).toBeNull();
    await userEvent.click(dialog.getByRole("button", { name: "Stop: Email" }));
    expect(await dialog.findByText("News and offers by email are stopped.")).toBeVisible();
    expect(called(calls, "stop_marketing")[0]!.args.form).toEqual({ patientId: "p1", channels: ["email"] });
  });

  it("that is refused says so and stops nothing", async () => {
    await page({ stop_marketing: () => refuse("disk-full", "Not saved: the disk is full. Free some space.") });
    await ctrl("m");
    await screen.findByRole("dialog");
    await ctrl("Enter");
    expect(await screen.findByText("Not saved: the disk is full.")).toBeVisible();
    expect(screen.getByRole("button", { name: /Stop everything/ })).toBeVisible();
  });

  it("is there at check-in too, and the sheet is read again", async () => {
    const calls = await openApp({
      open_check_in: proved,
      stop_marketing: marketing({ ...proved.banner, news: newsStopped }),
    });
    router.go("check-in", { arrivalId: "a1" });
    await pause(60);
    await ctrl("m");
    await screen.findByRole("dialog");
    await ctrl("Enter");
    await waitFor(() => expect(called(calls, "open_check_in")).toHaveLength(2));
  });
});

describe("the card on the patient's page", () => {
  it("says how each way stands, stops one, and leads to the way back", async () => {
    const calls = await page();
    const card = within(screen.getByRole("region", { name: "News and offers" }));
    expect(card.getByText("Yes since 3 Jun 2026")).toBeVisible();
    expect(card.getByText("Stopped since 19 Aug 2026")).toBeVisible();
    await userEvent.click(card.getByRole("button", { name: "Stop: Email" }));
    await waitFor(() => expect(called(calls, "stop_marketing")).toHaveLength(1));
    await userEvent.click(card.getByRole("button", { name: "Ask to start again: Text message" }));
    expect(router.place).toEqual({ name: "news", with: { patientId: "p1", channel: "text" } });
  });

  it("F6 goes there as well", async () => {
    await page();
    await key("F6");
    expect(router.place.name).toBe("news");
  });
});

async function news(answers: Record<string, unknown> = {}) {
  const calls = await openApp({
    ask_restart: ({ form }: { form: { askedByThem: boolean } }) =>
      form.askedByThem
        ? restart(patient.banner)
        : refuse("form", "One thing to put right.", [["askedByThem", "Only when they asked for it themselves."]]),
    accept_restart: marketing({
      ...patient.banner,
      news: patient.banner.news.map((one) => ({ ...one, stopped: false })),
    }),
    make_restart_letter: paper("Letter about news and offers"),
    close_document: null,
    ...answers,
  });
  router.go("news", { patientId: "p1", channel: "text" });
  await pause(60);
  return calls;
}

describe("the way back after a stop", () => {
  it("is asked for by the patient: without that no code is made", async () => {
    const calls = await news();
    expect(screen.getByRole("checkbox", { name: /They asked for it themselves/ })).not.toBeChecked();
    await ctrl("Enter");
    expect(await screen.findByRole("button", { name: "Only when they asked for it themselves." })).toBeVisible();
    expect(screen.queryByText("7K4P-2MXD")).toBeNull();
    await userEvent.click(screen.getByRole("checkbox", { name: /They asked for it themselves/ }));
    await ctrl("Enter");
    await waitFor(() => expect(screen.getByText("7K4P-2MXD")).toHaveFocus());
    expect(called(calls, "ask_restart").at(-1)!.args.form).toEqual({
      patientId: "p1",
      channel: "text",
      askedByThem: true,
    });
    expect(screen.getByLabelText(/Text of an email/)).toHaveValue(restart(patient.banner).text);
  });

  it("has a letter as pages, and the text is there again on coming back", async () => {
    const calls = await news();
    await userEvent.click(screen.getByRole("checkbox", { name: /They asked for it themselves/ }));
    await ctrl("Enter");
    await screen.findByText("7K4P-2MXD");
    await ctrl("p");
    await waitFor(() => expect(router.place.name).toBe("restart-letter"));
    await waitFor(() => expect(called(calls, "make_restart_letter")).toHaveLength(1));
    expect(called(calls, "make_restart_letter")[0]!.args.form).toEqual({
      patientId: "p1",
      channel: "text",
      code: "7K4P-2MXD",
    });
    router.back();
    expect(await screen.findByText("7K4P-2MXD")).toBeVisible();
  });

  it("ends with the code, who accepted and how", async () => {
    const calls = await news({ see_marketing: marketing(waiting) });
    await userEvent.type(screen.getByLabelText("The code from their answer"), "7k4p 2mxd");
    await userEvent.click(screen.getByRole("radio", { name: /The patient/ }));
    await userEvent.click(screen.getByRole("radio", { name: /By telephone/ }));
    await userEvent.click(screen.getByRole("button", { name: /Take the code/ }));
    expect(await screen.findByText("News and offers by text message may be asked about again.")).toBeVisible();
    expect(called(calls, "accept_restart")[0]!.args.form).toEqual({
      patientId: "p1",
      channel: "text",
      code: "7k4p 2mxd",
      capacity: "patient",
      how: "phone",
    });
    expect(screen.getByText("There is nothing to start again")).toBeVisible();
  });

  it("a wrong code is told at the field, and nothing is started", async () => {
    await news({
      see_marketing: marketing(waiting),
      accept_restart: () =>
        refuse("form", "One thing to put right.", [["code", "This is not the code of the newest letter."]]),
    });
    await userEvent.type(screen.getByLabelText("The code from their answer"), "00000000{Enter}");
    const problem = await screen.findByRole("button", { name: "This is not the code of the newest letter." });
    await userEvent.click(problem);
    expect(screen.getByLabelText("The code from their answer")).toHaveFocus();
  });

  it("a clinician makes a letter and takes no code", async () => {
    await news({ see_marketing: marketing(waiting, false) });
    expect(screen.getByText("Reception or the practice manager takes the code.")).toBeVisible();
    expect(screen.queryByLabelText("The code from their answer")).toBeNull();
  });
});

const manager = { ...session, role: "practice-manager" };

describe("the list for news and offers", () => {
  async function list(answers: Record<string, unknown> = {}) {
    const calls = await openApp({
      start: { ...start, session: manager },
      make_marketing_list: marketingList,
      save_document: { saved: true, path: "/home/desk/list.csv" },
      close_document: null,
      ...answers,
    });
    router.go("registers", { tab: "news" });
    await pause(60);
    return calls;
  }

  it("is made by the way it is sent and by nothing else", async () => {
    const calls = await list();
    const chosen = screen.getAllByRole("radio");
    expect(chosen.map((radio) => (radio as HTMLInputElement).value)).toEqual(["email", "text", "phone", "post"]);
    expect(chosen.every((radio) => !(radio as HTMLInputElement).checked)).toBe(true);
    for (const role of ["textbox", "combobox", "checkbox", "spinbutton"]) {
      expect(within(screen.getByRole("main")).queryByRole(role)).toBeNull();
    }
    await ctrl("Enter");
    expect(screen.getByText("Choose the way the news is sent.")).toBeVisible();
    expect(called(calls, "make_marketing_list")).toEqual([]);
    await userEvent.click(screen.getByRole("radio", { name: /Email/ }));
    await ctrl("Enter");
    expect(await screen.findByText("212 people on the list")).toBeVisible();
    expect(called(calls, "make_marketing_list")[0]!.args.form).toEqual({ channel: "email" });
  });

  it("says who is left out and why, and is saved after the warning", async () => {
    const calls = await list();
    await userEvent.click(screen.getByRole("radio", { name: /Email/ }));
    await ctrl("Enter");
    const row = within(await screen.findByRole("row", { name: /Stopped: they/ }));
    expect(row.getByText("14")).toBeVisible();
    await ctrl("Enter");
    expect(await screen.findByText("Save outside the front desk?")).toBeVisible();
    await ctrl("Enter");
    expect(await screen.findByText("Saved as a file, and logged.")).toBeVisible();
    expect(called(calls, "save_document")[0]!.args).toEqual({ documentId: "csv2" });
    await userEvent.click(screen.getByRole("radio", { name: /Phone/ }));
    expect(screen.queryByText("212 people on the list")).toBeNull();
    await waitFor(() => expect(called(calls, "close_document")[0]!.args).toEqual({ documentId: "csv2" }));
  });

  it("is not there for anybody but the practice manager", async () => {
    await list({ start: { ...start, session } });
    expect(screen.getByText("The practice manager sees the registers")).toBeVisible();
  });
});
