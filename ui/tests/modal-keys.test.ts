import { fireEvent, render } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { listenForKeys } from "../src/lib/keys.svelte";
import InDialog from "./fixtures/InDialog.svelte";

let stop: () => void;
beforeEach(() => (stop = listenForKeys()));
afterEach(() => stop());

it("a button in a dialog hears its key, and the screen under it does not", async () => {
  const onunder = vi.fn();
  const onpress = vi.fn();
  render(InDialog, { onunder, onpress });
  await fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true });
  expect(onpress).toHaveBeenCalledOnce();
  expect(onunder).not.toHaveBeenCalled();
});
