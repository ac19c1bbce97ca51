import { fireEvent, screen } from "@testing-library/svelte";
import { afterEach, expect, it, vi } from "vitest";
import { closeApp, openApp } from "./app";

afterEach(async () => {
  vi.useRealTimers();
  await closeApp();
});

const f8 = () => fireEvent.keyDown(document.body, { key: "F8" });

it("a hidden screen is shown again within a minute, and locked after it", async () => {
  const calls = await openApp();
  const locks = () => calls.filter(({ command }) => command === "lock").length;
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await f8();
  await vi.advanceTimersByTimeAsync(59_000);
  expect(screen.getByText("Screen hidden")).toBeVisible();
  await f8();
  expect(screen.queryByText("Screen hidden")).toBeNull();
  // Shown again, the minute is over for good.
  await vi.advanceTimersByTimeAsync(120_000);
  expect(locks()).toBe(0);

  await f8();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(locks()).toBe(1);
  expect(screen.getByText("Who is at the desk?")).toBeVisible();
});
