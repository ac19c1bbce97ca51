import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { cleanup, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { sheet } from "../src/dev/looks";
import type { JobView } from "../src/ipc/bindings";
import RecoverySheet from "../src/screens/start/RecoverySheet.svelte";

afterEach(() => {
  cleanup();
  clearMocks();
});

/** The page with its sheet sent to a printer, and what became of it. */
async function printed(state: JobView["state"]) {
  const job = { jobId: "Reception-7", queue: "Reception", state, message: "What the print system says." };
  const printer = { name: "Reception", isDefault: true, accepting: true, twoSided: false, note: null };
  const answers: Record<string, unknown> = { printers: [printer], print_document: job, job_state: job };
  mockIPC((command) => answers[command]);
  render(RecoverySheet, { view: sheet, brand: "Kensington Medical" });
  await userEvent.click(await screen.findByRole("button", { name: /Print the sheet/ }));
  await screen.findByText("What the print system says.");
}

it.each(["waiting", "printing", "silent", "stopped", "cancelled", "failed", "unknown"] as const)(
  "a sheet whose job is %s is not on paper: its code stays in sight",
  async (state) => {
    await printed(state);
    expect(screen.getByText("7KMD")).toBeVisible();
    expect(screen.queryByText(/On paper now/)).toBeNull();
  },
);

it("a sheet whose job was completed is on paper, and its code leaves the screen", async () => {
  await printed("done");
  expect(screen.queryByText("7KMD")).toBeNull();
  expect(screen.getByText(/On paper now/)).toBeVisible();
});
