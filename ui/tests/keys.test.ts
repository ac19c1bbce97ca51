import { fireEvent } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { addKeys, capsOf, listenForKeys, listKeys, nameOf } from "../src/lib/keys.svelte";

const undo: (() => void)[] = [];
beforeEach(() => void undo.push(listenForKeys()));
afterEach(() => undo.splice(0).forEach((stop) => stop()));

describe("keys", () => {
  it("reload, close, print and the web view's own find are off", async () => {
    for (const [key, ctrlKey] of [
      ["r", true],
      ["F5", false],
      ["w", true],
      ["p", true],
      ["f", true],
      ["F3", false],
    ] as const) {
      expect(await fireEvent.keyDown(document.body, { key, ctrlKey })).toBe(false);
    }
  });

  it("copying and pasting are left alone", async () => {
    for (const key of ["c", "v", "x", "z", "a"]) {
      expect(await fireEvent.keyDown(document.body, { key, ctrlKey: true })).toBe(true);
    }
  });

  it("the latest owner of a key wins, and gives it back", async () => {
    const screen = vi.fn();
    const part = vi.fn();
    undo.push(addKeys({ actions: () => [{ keys: "Ctrl+P", label: "Print", run: screen }] }));
    const leave = addKeys({ actions: () => [{ keys: "Ctrl+P", label: "Preview", run: part }] });
    await fireEvent.keyDown(document.body, { key: "p", ctrlKey: true });
    leave();
    await fireEvent.keyDown(document.body, { key: "p", ctrlKey: true });
    expect([part.mock.calls.length, screen.mock.calls.length]).toEqual([1, 1]);
  });

  it("nothing under a dialog hears a key", async () => {
    const under = vi.fn();
    undo.push(addKeys({ actions: () => [{ keys: "F2", label: "Walk-in", run: under }] }));
    undo.push(addKeys({ modal: true }));
    await fireEvent.keyDown(document.body, { key: "F2" });
    expect(under).not.toHaveBeenCalled();
    expect(listKeys()).toEqual([]);
  });

  it("AltGr writes a letter and is never a command", async () => {
    const run = vi.fn();
    undo.push(addKeys({ actions: () => [{ keys: "Ctrl+L", label: "Lock", run }] }));
    const event = new KeyboardEvent("keydown", { key: "l", ctrlKey: true, modifierAltGraph: true, cancelable: true });
    window.dispatchEvent(event);
    expect(run).not.toHaveBeenCalled();
    expect(event.defaultPrevented).toBe(false);
  });

  it("are listed once each, with what they do", () => {
    undo.push(addKeys({ actions: () => [{ keys: "F2", label: "Walk-in", run: () => undefined }] }));
    undo.push(addKeys({ hints: () => [{ keys: "Y", label: "Yes" }] }));
    expect(listKeys()).toEqual([
      { keys: "Y", label: "Yes" },
      { keys: "F2", label: "Walk-in" },
    ]);
  });

  it("are named as they are shown", () => {
    expect(nameOf(new KeyboardEvent("keydown", { key: "s", ctrlKey: true, shiftKey: true }))).toBe("Ctrl+Shift+S");
    expect(nameOf(new KeyboardEvent("keydown", { key: "Escape" }))).toBe("Esc");
    expect(capsOf("Ctrl+Shift+S")).toEqual(["Ctrl", "Shift", "S"]);
    expect(capsOf("Ctrl++")).toEqual(["Ctrl", "+"]);
    expect(capsOf("ArrowUp")).toEqual(["↑"]);
  });
});
