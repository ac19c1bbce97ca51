import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { board, refuse } from "../src/dev/answers";
import { paper, request } from "../src/dev/papers";
import { router } from "../src/lib/router.svelte";
import { closeApp, openApp, pause, type Call } from "./app";
import { expectAccessible } from "./axe";

// jsdom draws nothing: that pages are drawn is seen in the real window.
const pdf = vi.hoisted(() => ({ closed: 0 }));
vi.mock("../src/lib/pdf", () => ({
  openPdf: async (base64: string) => ({
    pages: Number(/Count (\d+)/.exec(atob(base64))![1]),
    wide: false,
    draw: async () => undefined,
    text: async (page: number) => `Words of page ${page}`,
    close: () => void pdf.closed++,
  }),
}));

afterEach(closeApp);

const called = (calls: Call[], command: string) => calls.filter((call) => call.command === command);
const key = (name: string, more = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const ctrl = (name: string) => key(name, { ctrlKey: true });
const printers = [
  { name: "Reception", isDefault: false, accepting: true, twoSided: false, note: null },
  { name: "Back office", isDefault: true, accepting: true, twoSided: true, note: null },
  { name: "Upstairs", isDefault: false, accepting: false, twoSided: false, note: null },
];
const job = (state: string, message: string) => ({ jobId: "7", queue: "Back office", state, message });
const form = () => router.go("consent-form", { patientId: "p1", treatment: "Consultation" });

async function open(go: () => void, answers: Record<string, unknown> = {}) {
  let made = 0;
  const calls = await openApp({
    printers,
    make_consent_form: () => ({ ...paper("Consent form"), documentId: `d${++made}` }),
    close_document: null,
    open_request: request,
    ...answers,
  });
  go();
  await pause(80);
  return calls;
}

describe("a paper", () => {
  it("is shown as pages with their count, what they say, and where to print", async () => {
    await open(form);
    expect(screen.getByText("A4, 1 of 3")).toBeVisible();
    expect(screen.getByRole("figure", { name: "Page 2 of 3: Consent form" })).toHaveTextContent("Words of page 2");
    expect(screen.getByLabelText("Printer")).toHaveValue("Back office");
    expect(screen.getByRole("option", { name: "Upstairs: not accepting" })).toBeInTheDocument();
    expect(screen.getByLabelText("Copies")).toHaveValue("1");
    await expectAccessible();
  });

  it("is printed when Print was pressed while its pages were being made, once", async () => {
    let made: (given: unknown) => void = () => undefined;
    const calls = await open(form, {
      make_consent_form: () => new Promise((settle) => (made = settle)),
      print_document: job("done", "Printed on Back office."),
    });
    await ctrl("Enter");
    await ctrl("Enter");
    expect(screen.getByRole("button", { name: "Making the pages" })).toBeVisible();
    expect(called(calls, "print_document")).toEqual([]);
    made(paper("Consent form"));
    expect(await screen.findByText(/Printed on Back office/)).toBeVisible();
    expect(called(calls, "print_document")).toHaveLength(1);
  });

  it("turns its pages with keys", async () => {
    Element.prototype.scrollIntoView ??= () => undefined;
    await open(form);
    await key("PageDown");
    expect(screen.getByText("A4, 2 of 3")).toBeVisible();
    await key("PageUp");
    expect(screen.getByText("A4, 1 of 3")).toBeVisible();
  });

  it("in large print is made anew, and the one before is forgotten", async () => {
    const calls = await open(form);
    await userEvent.click(screen.getByRole("radio", { name: "Large" }));
    await waitFor(() => expect(called(calls, "make_consent_form")).toHaveLength(2));
    expect(called(calls, "make_consent_form").map(({ args }) => args.form)).toEqual([
      { patientId: "p1", treatment: "Consultation", size: "normal" },
      { patientId: "p1", treatment: "Consultation", size: "large" },
    ]);
    await waitFor(() =>
      expect(called(calls, "close_document").map(({ args }) => args)).toEqual([{ documentId: "d1" }]),
    );
  });

  it("is forgotten when the preview is left", async () => {
    const calls = await open(form);
    const before = pdf.closed;
    await key("Escape");
    await pause(30);
    expect(called(calls, "close_document").map(({ args }) => args)).toEqual([{ documentId: "d1" }]);
    expect(pdf.closed).toBe(before + 1);
  });

  it("says what is on it that is not for release, and lists characters that no font prints", async () => {
    const answers = {
      make_response: paper("Response", 2, {
        notes: ["Draft, not for release"],
        unprintable: ["⟨U+1F600⟩ in the note of 3 Jun"],
      }),
    };
    await open(() => router.go("response", { requestId: "r3" }), answers);
    expect(screen.getByText("Draft, not for release")).toBeVisible();
    expect(screen.getByText("1 character could not be printed as written.")).toBeVisible();
    expect(screen.getByText("⟨U+1F600⟩ in the note of 3 Jun")).toBeVisible();
    expect(screen.queryByRole("radio", { name: "Large" })).toBeNull();
  });

  it("blank waits for the treatment, then is made for nobody", async () => {
    const calls = await open(() => router.go("consent-form", {}));
    expect(screen.getByRole("heading", { name: "Blank consent form" })).toBeVisible();
    expect(called(calls, "make_consent_form")).toEqual([]);
    await ctrl("p");
    expect(await screen.findByRole("alert")).toHaveTextContent("Choose the treatment at the side");
    await waitFor(() => expect(screen.getByLabelText("Treatment")).toHaveFocus());
    expect(called(calls, "print_document")).toEqual([]);
    await userEvent.selectOptions(screen.getByLabelText("Treatment"), "Consultation");
    await waitFor(() => expect(called(calls, "make_consent_form")).toHaveLength(1));
    expect(called(calls, "make_consent_form")[0]!.args.form).toMatchObject({ patientId: null });
    expect(called(calls, "open_patient")).toEqual([]);
  });

  it("blank is one key from the desk", async () => {
    await open(() => undefined, { see_board: board });
    await ctrl("p");
    expect(router.place).toEqual({ name: "consent-form", with: {} });
  });

  it("that a field stops says which", async () => {
    const fields: [string, string][] = [["treatment", "Choose the treatment the form is for."]];
    await open(form, { make_consent_form: () => refuse("form", "One thing to put right.", fields) });
    expect(await screen.findByRole("alert")).toHaveTextContent("Choose the treatment the form is for.");
  });

  it("that cannot be made says why", async () => {
    await open(form, {
      make_consent_form: () => refuse("wording-missing", "This treatment has no wording. Ask the manager."),
    });
    expect(await screen.findByRole("alert")).toHaveTextContent("This treatment has no wording.");
  });
});

describe("printing", () => {
  it("goes to the queue with Ctrl P, and its state stays in sight until it is done", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ["setTimeout", "clearTimeout"] });
    try {
      const states = [job("printing", "Page 1 of 3."), job("done", "The queue says that it is out.")];
      const calls = await open(form, {
        print_document: job("waiting", "Second in the queue."),
        job_state: () => states.shift(),
      });
      await userEvent.clear(screen.getByLabelText("Copies"));
      await userEvent.type(screen.getByLabelText("Copies"), "2");
      await ctrl("p");
      expect(await screen.findByText("Waiting to print: Back office.")).toBeVisible();
      expect(called(calls, "print_document")[0]!.args.form).toEqual({
        documentId: "d1",
        queue: "Back office",
        copies: 2,
        sides: "one",
        insteadOf: null,
      });
      await vi.advanceTimersByTimeAsync(1000);
      expect(await screen.findByText("Page 1 of 3.")).toBeVisible();
      await vi.advanceTimersByTimeAsync(1000);
      expect(await screen.findByText("Printed: Back office.")).toBeVisible();
      await vi.advanceTimersByTimeAsync(5000);
      expect(called(calls, "job_state")).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it("on both sides is offered by a printer that can, and asked of no other", async () => {
    const calls = await open(form, { print_document: job("done", "It is out.") });
    await userEvent.click(screen.getByRole("radio", { name: /Both/ }));
    await ctrl("Enter");
    await waitFor(() => expect(called(calls, "print_document")[0]!.args.form).toMatchObject({ sides: "two" }));
    await userEvent.selectOptions(screen.getByLabelText("Printer"), "Reception");
    expect(screen.queryByRole("radio", { name: /Both/ })).toBeNull();
    await ctrl("Enter");
    await waitFor(() => expect(called(calls, "print_document")[1]!.args.form).toMatchObject({ sides: "one" }));
  });

  it("again while a job waits at a stopped printer takes that one back first", async () => {
    const stopped = job("stopped", "The printer is stopped. The job waits.");
    const calls = await open(form, { print_document: stopped, job_state: stopped });
    await ctrl("Enter");
    expect(await screen.findByRole("button", { name: /Take it back and print/ })).toBeVisible();
    await userEvent.selectOptions(screen.getByLabelText("Printer"), "Reception");
    await ctrl("Enter");
    await waitFor(() => expect(called(calls, "print_document")).toHaveLength(2));
    expect(called(calls, "print_document")[1]!.args.form).toMatchObject({
      queue: "Reception",
      insteadOf: stopped.jobId,
    });
  });

  it("that waits can be taken back, so that nothing comes out later", async () => {
    const stopped = job("stopped", "The printer is stopped. The job waits.");
    const taken = job("cancelled", "Taken back from Back office. Nothing was printed.");
    const calls = await open(form, { print_document: stopped, job_state: stopped, cancel_print: taken });
    await ctrl("Enter");
    await userEvent.click(await screen.findByRole("button", { name: /Take the job back/ }));
    expect(await screen.findByText(/Nothing was printed/)).toBeVisible();
    expect(called(calls, "cancel_print")[0]!.args).toEqual({ jobId: stopped.jobId });
    expect(screen.queryByRole("button", { name: /Take the job back/ })).toBeNull();
  });

  it("to a stopped printer waits in sight, and goes on by itself when the printer does", async () => {
    const states = [job("stopped", "The printer is stopped. The job waits."), job("done", "It is out.")];
    await open(form, {
      print_document: job("stopped", "The printer is stopped. The job waits."),
      job_state: () => states.shift(),
    });
    await ctrl("Enter");
    expect(await screen.findByText("Stopped, not printed: Back office.")).toBeVisible();
    expect(await screen.findByText("Printed: Back office.", {}, { timeout: 4000 })).toBeVisible();
  });

  it.each([
    ["failed", "Not printed: given up: Back office.", true],
    ["cancelled", "Not printed: cancelled: Back office.", true],
    ["unknown", "Not known whether it is printed: Back office.", false],
    ["silent", "The printer does not answer: Back office.", false],
  ] as const)(
    "that is %s says why in the print system's words and never asks for another",
    async (state, title, over) => {
      vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ["setTimeout", "clearTimeout"] });
      try {
        const told = job(state, "The toner door is open.");
        const calls = await open(form, { print_document: told, job_state: told });
        await ctrl("Enter");
        expect(await screen.findByText(title)).toBeVisible();
        expect(screen.getByText("The toner door is open.")).toBeVisible();
        expect(screen.queryByText(/again/)).toBeNull();
        await vi.advanceTimersByTimeAsync(2500);
        expect(called(calls, "job_state").length > 0).toBe(!over);
        await ctrl("Enter");
        await waitFor(() => expect(called(calls, "print_document")).toHaveLength(2));
        const insteadOf = state === "silent" ? told.jobId : null;
        expect(called(calls, "print_document")[1]!.args.form).toMatchObject({ insteadOf });
      } finally {
        vi.useRealTimers();
      }
    },
  );

  it("whose number is not known is not asked for, and says so", async () => {
    const told = { ...job("unknown", "The print system took the job and did not say under which number."), jobId: "" };
    const calls = await open(form, { print_document: told });
    await ctrl("Enter");
    expect(await screen.findByText(/did not say under which number/)).toBeVisible();
    await new Promise((later) => setTimeout(later, 1300));
    expect(called(calls, "job_state")).toEqual([]);
  });

  it("refused says why and keeps the page", async () => {
    await open(form, { print_document: () => refuse("unknown-queue", "This printer is gone. Choose another.") });
    await ctrl("Enter");
    expect(await screen.findByRole("alert")).toHaveTextContent("This printer is gone.");
    expect(screen.getByText("A4, 1 of 3")).toBeVisible();
  });

  it.each(["0", "21", "two", ""])("of %j copies is put right at the field", async (copies) => {
    const calls = await open(form);
    await userEvent.clear(screen.getByLabelText("Copies"));
    if (copies) await userEvent.type(screen.getByLabelText("Copies"), copies);
    await ctrl("Enter");
    expect(await screen.findByText("Choose 1 to 20 copies.")).toBeVisible();
    expect(called(calls, "print_document")).toEqual([]);
  });

  it("without a printer says what to do", async () => {
    await open(form, { printers: [] });
    expect(screen.getByText("No printer is set up on this computer.")).toBeVisible();
    expect(screen.queryByLabelText("Printer")).toBeNull();
  });
});

describe("saving a file", () => {
  it("warns that it leaves the vault before any dialog, then shows where it went", async () => {
    const path = "/media/clinic/Consent form.pdf";
    const calls = await open(form, { save_document: { saved: true, path } });
    await userEvent.click(screen.getByRole("button", { name: "Save a file" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText("The file leaves the vault.")).toBeVisible();
    expect(called(calls, "save_document")).toEqual([]);
    await ctrl("Enter");
    expect(await screen.findByText(path)).toBeVisible();
    expect(called(calls, "save_document")[0]!.args).toEqual({ documentId: "d1" });
  });

  it("thought better of saves nothing", async () => {
    const calls = await open(form);
    await userEvent.click(screen.getByRole("button", { name: "Save a file" }));
    await screen.findByRole("dialog");
    await key("Escape");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(called(calls, "save_document")).toEqual([]);
    expect(router.place.name).toBe("consent-form");
  });

  it("cancelled in the system's dialog says nothing was saved", async () => {
    await open(form, { save_document: { saved: false, path: null } });
    await userEvent.click(screen.getByRole("button", { name: "Save a file" }));
    await ctrl("Enter");
    await pause(50);
    expect(screen.queryByText("Saved as a file, and logged.")).toBeNull();
  });
});
