import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { listenForKeys } from "../src/lib/keys.svelte";
import { typeLikeReader } from "./app";
import { expectAccessible } from "./axe";
import Parts from "./fixtures/Parts.svelte";

const state = () => JSON.parse(screen.getByTestId("state").textContent!);
let stop: () => void;
beforeEach(() => (stop = listenForKeys()));
afterEach(() => stop());

describe("parts", () => {
  it("have no accessibility violation in any state", async () => {
    render(Parts);
    await expectAccessible();
  });

  it("carry no style attribute: the window's policy would refuse it", () => {
    const { container } = render(Parts);
    expect(container.querySelectorAll("[style]")).toHaveLength(0);
  });

  it("nothing is ticked that nobody answered", () => {
    render(Parts);
    const likeness = screen.getByRole("group", { name: "Does the photograph look like the person?" });
    expect(likeness.querySelectorAll("input:checked")).toHaveLength(0);
    expect(screen.getByRole("checkbox")).not.toBeChecked();
  });

  it("every state has a word beside its icon, and the icon is hidden from a screen reader", () => {
    const { container } = render(Parts);
    for (const status of container.querySelectorAll(".status")) {
      expect(status.textContent!.trim()).not.toBe("");
      expect(status.querySelector("svg")).toHaveAttribute("aria-hidden", "true");
    }
  });
});

describe("a choice", () => {
  it("keeps the focus where it is while its words are pressed, so that they do not move from under the pointer", async () => {
    render(Parts);
    const row = screen.getByRole("radiogroup", { name: "May we take photographs?" });
    row.querySelector<HTMLInputElement>("input")!.focus();
    const before = document.activeElement;
    const words = [...row.querySelectorAll("label span")].find((span) => span.textContent === "No")!;
    expect(await fireEvent.mouseDown(words)).toBe(false);
    expect(document.activeElement).toBe(before);
    await userEvent.click(words);
    expect(words.closest("label")!.querySelector("input")).toBeChecked();
  });
});

describe("a button", () => {
  it("shows its key and acts on it", async () => {
    const onpress = vi.fn();
    render(Parts, { onpress });
    expect(screen.getByRole("button", { name: "Check in" })).toHaveAttribute("aria-keyshortcuts", "Control+I");
    await fireEvent.keyDown(document.body, { key: "i", ctrlKey: true });
    expect(onpress).toHaveBeenCalledOnce();
  });

  it("that is busy changes its word and does nothing twice", async () => {
    const onpress = vi.fn();
    render(Parts, { onpress });
    const busy = screen.getByRole("button", { name: "Saving" });
    await userEvent.click(busy);
    expect(busy).toHaveAttribute("aria-disabled", "true");
    expect(onpress).not.toHaveBeenCalled();
  });
});

describe("a date", () => {
  it("pasted whole is split into its three fields", async () => {
    render(Parts);
    const group = screen.getByRole("group", { name: "Expires" });
    const day = group.querySelector<HTMLInputElement>("#f-expiry-day")!;
    day.focus();
    await userEvent.paste("02/09/79");
    expect(state().free).toEqual({ day: "02", month: "09", year: "79" });
    expect(document.activeElement).toHaveAttribute("id", "f-expiry-year");
  });

  it("typed with separators moves on by itself", async () => {
    render(Parts);
    document.getElementById("f-expiry-day")!.focus();
    await userEvent.keyboard("2 9/1979");
    expect(state().free).toEqual({ day: "2", month: "9", year: "1979" });
  });

  it("that is wrong marks only the wrong part, and keeps what was typed", () => {
    render(Parts);
    expect(document.getElementById("f-born-day")).toHaveAttribute("aria-invalid", "true");
    expect(document.getElementById("f-born-month")).not.toHaveAttribute("aria-invalid");
    expect(document.getElementById("f-born-day")).toHaveValue("30");
  });
});

describe("letters", () => {
  it("choose in the group that has the focus", async () => {
    render(Parts);
    const group = screen.getByRole("group", { name: "Does the photograph look like the person?" });
    group.querySelector("input")!.focus();
    await userEvent.keyboard("n");
    await waitFor(() => expect(state().chosen).toBe("no"));
  });

  it("mean nothing elsewhere", async () => {
    render(Parts);
    await userEvent.keyboard("ynl");
    await new Promise((done) => setTimeout(done, 150));
    expect(state()).toMatchObject({ chosen: null, first: null });
  });

  it("typed by a reader choose nothing", async () => {
    render(Parts);
    const group = screen.getByRole("group", { name: "Does the photograph look like the person?" });
    const first = group.querySelector("input")!;
    first.focus();
    typeLikeReader(first, "PN<GBR");
    await new Promise((done) => setTimeout(done, 150));
    expect(state().chosen).toBeNull();
  });

  it("answer a question and move on to the next that can be asked", async () => {
    render(Parts);
    screen.getByRole("radiogroup", { name: "May we take photographs?" }).querySelector("input")!.focus();
    await userEvent.keyboard("y");
    await waitFor(() => expect(state().first).toBe("yes"));
    const next = screen.getByRole("radiogroup", { name: "May we teach with them?" });
    await waitFor(() => expect(next).toContainElement(document.activeElement as HTMLElement));
  });
});

describe("a comparison", () => {
  it("puts the row that fails first, with the way out one key away", async () => {
    const onuse = vi.fn();
    render(Parts, { onuse });
    const rows = screen.getByRole("table", { name: "Passport beside our record" }).querySelectorAll("tbody th");
    expect([...rows].map((row) => row.textContent)).toEqual(["Number", "Surname"]);
    await fireEvent.keyDown(document.body, { key: "F6" });
    expect(onuse).toHaveBeenCalledOnce();
  });
});

describe("a passphrase", () => {
  it("is shown only while Show is held", async () => {
    render(Parts);
    const field = screen.getByLabelText("Passphrase");
    const show = screen.getByRole("button", { name: "Show passphrase while held" });
    expect(field).toHaveAttribute("type", "password");
    await fireEvent.pointerDown(show);
    expect(field).toHaveAttribute("type", "text");
    await fireEvent.pointerUp(show);
    expect(field).toHaveAttribute("type", "password");
  });

  it("says that Caps Lock is on", async () => {
    render(Parts);
    await fireEvent.keyDown(screen.getByLabelText("Passphrase"), { key: "a", modifierCapsLock: true });
    expect(await screen.findByText("Caps Lock is on.")).toBeVisible();
  });
});
