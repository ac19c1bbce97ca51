import { emit } from "@tauri-apps/api/event";
import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { answers, refuse, results, session, start } from "../src/dev/answers";
import { locked } from "../src/dev/looks";
import { router } from "../src/lib/router.svelte";
import { closeApp, openApp, pause, typeLikeReader, type Call } from "./app";

afterEach(closeApp);

const called = (calls: Call[], command: string) => calls.filter((call) => call.command === command);
const ctrl = (key: string, more = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ctrlKey: true, ...more });

describe("unlocking", () => {
  it("takes a name by its number, then the passphrase and Enter", async () => {
    const calls = await openApp({ start: locked, unlock: session });
    await userEvent.keyboard("2");
    await waitFor(() => expect(screen.getByLabelText("Passphrase")).toHaveFocus());
    await userEvent.keyboard("harbour cobalt walnut{Enter}");
    expect(await screen.findByText("Arrivals today", { selector: "h2" })).toBeVisible();
    expect(called(calls, "unlock")).toEqual([
      { command: "unlock", args: { slotId: "2", passphrase: "harbour cobalt walnut" } },
    ]);
  });

  it("refused keeps the name, forgets the passphrase and says what to do", async () => {
    await openApp({ start: locked, unlock: () => refuse("wrong-passphrase", "That is not the passphrase.") });
    await userEvent.click(screen.getByRole("radio", { name: /Tom Ellery/ }));
    await userEvent.type(screen.getByLabelText("Passphrase"), "wrong words here{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("That is not the passphrase.");
    expect(screen.getByLabelText("Passphrase")).toHaveValue("");
    expect(screen.getByRole("radio", { name: /Tom Ellery/ })).toBeChecked();
  });

  it("with nothing chosen asks for the name, and asks Rust nothing", async () => {
    const calls = await openApp({ start: locked });
    await userEvent.click(screen.getByRole("button", { name: "Unlock" }));
    expect(await screen.findByText("Choose your name.")).toBeVisible();
    expect(called(calls, "unlock")).toEqual([]);
  });
});

describe("locking", () => {
  it("found out by any command leads to the unlock page", async () => {
    let open = true;
    await openApp({
      start: () => (open ? start : locked),
      open_patient: () => {
        open = false;
        return refuse("locked", "The desk is locked.");
      },
    });
    router.go("patient", { patientId: "p1" });
    expect(await screen.findByText("Who is at the desk?")).toBeVisible();
  });

  it("keeps the place for the same person and not for another", async () => {
    let who = { ...session, returning: true };
    const place = JSON.stringify({ name: "patient", with: { patientId: "p1" } });
    await openApp({
      unlock: () => who,
      load_draft: ({ screen: of }: { screen: string }) => (of === "place" ? place : null),
    });
    router.go("patient", { patientId: "p1" });
    await ctrl("l");
    await userEvent.click(await screen.findByRole("radio", { name: /Priya/ }));
    await userEvent.type(screen.getByLabelText("Passphrase"), "x{Enter}");
    expect(await screen.findByText("Passport, ends 4417")).toBeVisible();
    await ctrl("l");
    who = { ...session, staffId: "s2", name: "Tom Ellery", returning: false };
    await userEvent.click(await screen.findByRole("radio", { name: /Tom/ }));
    await userEvent.type(screen.getByLabelText("Passphrase"), "x{Enter}");
    expect(await screen.findByText("Arrivals today", { selector: "h2" })).toBeVisible();
  });

  it("saves what is typed first", async () => {
    // As the window does: it asks for what was typed, and waits a moment for it.
    const lock = async () => {
      await emit("locking");
      await vi.waitFor(() => expect(called(calls, "drafts_kept")).toHaveLength(1));
      return locked;
    };
    const calls = await openApp({ lock });
    router.go("register-patient");
    await userEvent.type(await screen.findByLabelText("Surname"), "Żółć");
    await ctrl("l");
    await screen.findByText("Who is at the desk?");
    const kept = called(calls, "save_draft").filter(({ args }) => args.screen === "register-patient");
    expect(kept.at(-1)?.args.json).toContain("Żółć");
    const order = calls.map(({ command }) => command);
    expect(order.indexOf("drafts_kept")).toBeGreaterThan(order.indexOf("save_draft"));
  });
});

describe("finding a patient", () => {
  it("Enter opens the chosen one", async () => {
    await openApp();
    await ctrl("k");
    await userEvent.keyboard("ng");
    await screen.findAllByRole("option");
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(router.place).toEqual({ name: "patient", with: { patientId: results[1]!.patientId } });
  });

  it("the patient's name takes the focus once it is there", async () => {
    await openApp();
    await ctrl("k");
    await userEvent.keyboard("ng");
    await screen.findAllByRole("option");
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(screen.getByRole("heading", { level: 1 })).toHaveFocus());
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Okonkwo, Amara Grace");
  });

  it("Ctrl Enter checks the chosen one in", async () => {
    await openApp({ search: { typed: "ng", results: [{ ...results[0], arrivalId: "a9" }], more: false } });
    await ctrl("k");
    await userEvent.keyboard("ng");
    await screen.findAllByRole("option");
    await ctrl("Enter");
    expect(router.place).toEqual({ name: "check-in", with: { arrivalId: "a9" } });
  });

  it("a late answer never replaces a newer one", async () => {
    let release: (view: unknown) => void = () => undefined;
    const late = new Promise((done) => (release = done));
    await openApp({
      search: ({ text }: { text: string }) =>
        text === "n" ? late : { typed: text, results: [results[2]], more: false },
    });
    await ctrl("k");
    await userEvent.keyboard("ng");
    await screen.findByText("KM-10983");
    release({ typed: "n", results: [results[0]], more: false });
    await pause(20);
    expect(screen.queryByText("KM-10417")).toBeNull();
  });

  it("Esc closes, keeps the word, and gives the focus back", async () => {
    await openApp();
    await waitFor(() => expect(screen.getByRole("group", { name: "Arrivals today" })).toHaveFocus());
    await ctrl("k");
    await userEvent.keyboard("ng");
    await screen.findAllByRole("option");
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.getByRole("group", { name: "Arrivals today" })).toHaveFocus());
    expect(screen.getByRole("combobox")).toHaveValue("ng");
    expect(screen.getByRole("combobox")).toHaveAttribute("aria-expanded", "false");
  });

  it("nobody found repeats what was typed", async () => {
    await openApp();
    await ctrl("k");
    await userEvent.keyboard("smyth 88");
    expect(await screen.findByText("No patient matches “smyth 88”")).toBeVisible();
  });
});

describe("arrivals", () => {
  it("a number starts the check-in of that row, with the list in focus", async () => {
    await openApp();
    await waitFor(() => expect(screen.getByRole("group", { name: "Arrivals today" })).toHaveFocus());
    await userEvent.keyboard("2");
    await waitFor(() => expect(router.place.name).toBe("check-in"));
    expect(router.place.with).toEqual({ arrivalId: "a-10:45-Żółć, Łukasz" });
  });

  it("marked here moves the focus to the next thing to do", async () => {
    const board = answers.see_board as { arrivals: Record<string, unknown>[] };
    const here = {
      ...board,
      arrivals: board.arrivals.map((a) =>
        a.name === "Adeyemi, Folake" ? { ...a, state: "here", hereSince: "11:02" } : a,
      ),
    };
    await openApp({ mark_here: here });
    await userEvent.click(screen.getByRole("button", { name: "Mark here: Adeyemi, Folake" }));
    const row = (await screen.findByText("Adeyemi, Folake")).closest("tr")!;
    await waitFor(() => expect(within(row).getByText(/Here/)).toBeVisible());
    expect(row).toContainElement(document.activeElement as HTMLElement);
  });
});

describe("registering a patient", () => {
  const saved = { patientId: "p7", reference: "KM-10500", unprintable: null, under16: false };

  it("a likely duplicate is shown before saving, and told apart by the person", async () => {
    const duplicate = { patientId: "p3", reference: "KM-11206", why: "Same date of birth", rows: [] };
    const calls = await openApp({ find_duplicates: [duplicate], register_patient: saved });
    router.go("register-patient");
    await userEvent.type(await screen.findByLabelText("Surname"), "Nguyen");
    await ctrl("Enter");
    expect(await screen.findByText("This may be someone we have already")).toBeVisible();
    expect(called(calls, "register_patient")).toEqual([]);
    await ctrl("Enter");
    expect(called(calls, "register_patient")).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Different person, save" }));
    expect(await screen.findByText("Saved as KM-10500.")).toBeVisible();
    expect(called(calls, "register_patient")[0]).toMatchObject({ args: { seenDuplicates: ["p3"] } });
    expect(called(calls, "drop_draft")).toHaveLength(1);
  });

  it("a wrong date goes to its part, and what was typed stays", async () => {
    await openApp({
      find_duplicates: () =>
        refuse("form", "One thing.", [["born.day", "February has 28 days in 1979. Check the day."]]),
    });
    router.go("register-patient");
    await userEvent.type(await screen.findByLabelText("Day"), "30");
    await ctrl("Enter");
    const summary = await screen.findByRole("alert");
    await waitFor(() => expect(summary).toHaveFocus());
    await userEvent.click(within(summary).getByRole("button"));
    await waitFor(() => expect(screen.getByLabelText("Day")).toHaveFocus());
    expect(screen.getByLabelText("Day")).toHaveValue("30");
    expect(screen.getByLabelText("Month")).not.toHaveAttribute("aria-invalid");
  });

  it("a passport read at the counter fills the form and leaves the field it was typed over", async () => {
    const fills = { surname: "SAMPLE", givenNames: "ALEX", born: { day: "2", month: "9", year: "1979" }, sex: "male" };
    const calls = await openApp({ read_zone: { fills, problems: [] } });
    router.go("register-patient");
    const phone = await screen.findByLabelText(/^Phone/, { selector: "input[type=tel]" });
    phone.focus();
    typeLikeReader(phone, "P<GBRSAMPLE<<ALEX<<<<<<<<<<<<\n");
    await waitFor(() => expect(screen.getByLabelText("Surname")).toHaveValue("SAMPLE"));
    expect(screen.getByRole("radio", { name: "Male" })).toBeChecked();
    expect(phone).toHaveValue("");
    expect(called(calls, "read_zone")).toEqual([
      { command: "read_zone", args: { arrivalId: null, text: "P<GBRSAMPLE<<ALEX<<<<<<<<<<<<" } },
    ]);
  });

  it("comes back where it was left", async () => {
    const draft = JSON.stringify({ surname: "Żółć", givenNames: "Łukasz" });
    await openApp({ load_draft: draft });
    router.go("register-patient");
    await waitFor(() => expect(screen.getByLabelText("Surname")).toHaveValue("Żółć"));
    expect(screen.getByText("Your unfinished registration is back.")).toBeVisible();
  });

  it("a name that no font prints asks for a Latin form once it is saved", async () => {
    await openApp({ register_patient: { ...saved, unprintable: "ᚠ does not print. Add a Latin form." } });
    router.go("register-patient");
    await userEvent.type(await screen.findByLabelText("Surname"), "x");
    await ctrl("Enter");
    await userEvent.click(await screen.findByRole("button", { name: "Add the name in Latin letters" }));
    await waitFor(() => expect(screen.getByLabelText("Name in Latin letters")).toHaveFocus());
  });
});

describe("the window", () => {
  it("says no more than its name in the title, wherever it is", async () => {
    await openApp();
    router.go("patient", { patientId: "p1" });
    await screen.findByText("Passport, ends 4417");
    expect(document.title).toBe("Front desk");
    expect(location.href).not.toMatch(/patient|p1/);
  });

  it("keeps nothing in the browser", async () => {
    await openApp();
    router.go("register-patient");
    await userEvent.type(await screen.findByLabelText("Surname"), "Canary");
    // eslint-disable-next-line no-restricted-globals -- looks that they are empty
    expect([localStorage.length, sessionStorage.length, document.cookie]).toEqual([0, 0, ""]);
  });

  it("a first passphrase is changed before anything opens", async () => {
    const calls = await openApp({ start: { ...start, session: { ...session, mustChangePassphrase: true } } });
    expect(screen.getByText("Choose your own passphrase")).toBeVisible();
    expect(called(calls, "see_board")).toEqual([]);
  });
});
