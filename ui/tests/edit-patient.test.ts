import userEvent from "@testing-library/user-event";
import { screen } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import { router } from "../src/lib/router.svelte";
import { closeApp, openApp, pause } from "./app";

afterEach(closeApp);

const patientId = "p-edit";

async function editing(returns: boolean) {
  const calls = await openApp({ edit_patient: { patientId, reference: "KM-10001", unprintable: null } });
  router.go("requests");
  if (!returns) router.go("patient", { patientId });
  router.go("edit-patient", { patientId, returns });
  await pause(80);
  return calls;
}

test("a saved change leads to the page of the patient it was made to", async () => {
  const calls = await editing(false);
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await pause(80);
  expect(calls.find((call) => call.command === "edit_patient")?.args["patientId"]).toBe(patientId);
  expect(router.place.name).toBe("patient");
  expect(router.place.with).toMatchObject({ patientId });
});

test("a correction made from somewhere else leads back there", async () => {
  await editing(true);
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await pause(80);
  expect(router.place.name).toBe("requests");
});

test("the reason says when it is needed", async () => {
  await editing(false);
  expect(screen.getByText(/Always needed for a name or date of birth/)).toBeTruthy();
});
