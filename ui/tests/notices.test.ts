import { screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { session, start } from "../src/dev/answers";
import { anchor, dates, notices } from "../src/dev/looks-more";
import { closeApp, openApp } from "./app";

afterEach(closeApp);

const manager = { ...session, role: "practice-manager" as const, notices };
const open = (more: Record<string, unknown> = {}) =>
  openApp({
    start: { ...start, session: manager },
    see_notices: notices,
    see_anchor: anchor,
    see_date: dates,
    ...more,
  });

describe("what the desk has to say", () => {
  it("stands above the board, each with its one action, and what can wait is put off", async () => {
    const putOff = vi.fn(() => notices.slice(0, 2));
    await open({ put_off_notice: putOff });
    const list = await screen.findByRole("list", { name: "What to know before you start" });
    expect(list.children).toHaveLength(3);
    const waits = screen.getAllByRole("button", { name: "Hide until tomorrow" });
    expect(waits).toHaveLength(1);
    await userEvent.click(waits[0]!);
    expect(putOff).toHaveBeenCalledWith({ code: "two-sheets" });
    expect(list.children).toHaveLength(2);
    expect(screen.getByRole("heading", { level: 1 })).toHaveFocus();
  });

  it("the manager confirms the date that they were shown", async () => {
    const confirm = vi.fn(() => []);
    await open({ confirm_date: confirm });
    await userEvent.click(await screen.findByRole("button", { name: "Look at the date" }));
    expect(await screen.findByText("Mon 24 Nov 2031")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: /Yes, today is Mon 24 Nov 2031/ }));
    expect(confirm).toHaveBeenCalledWith({ day: "2031-11-24" });
  });

  it("an alarm is ended only with what happened", async () => {
    const settle = vi.fn(() => []);
    await open({ settle_anchor: settle });
    await userEvent.click(await screen.findByRole("button", { name: "Say what happened" }));
    await userEvent.click(await screen.findByRole("button", { name: /End the alarm/ }));
    expect(settle).not.toHaveBeenCalled();
    expect((await screen.findAllByText("Choose what happened.")).length).toBeGreaterThan(0);
    await userEvent.click(screen.getByRole("radio", { name: /put back from a copy/ }));
    await userEvent.click(screen.getByRole("button", { name: /End the alarm/ }));
    expect(settle).toHaveBeenCalledWith({ reason: "restored-by-hand" });
  });
});
