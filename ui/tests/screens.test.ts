import { afterEach, describe, it } from "vitest";
import { looks } from "../src/dev/looks";
import { closeApp, openApp, pause } from "./app";
import { expectAccessible } from "./axe";

afterEach(closeApp);

// The same looks that a person can open in a browser (src/dev).
describe("every screen, in every state that can be looked at, has no accessibility violation", () => {
  it.each(Object.keys(looks))("%s", async (name) => {
    const look = looks[name]!;
    await openApp(look.answers);
    look.after?.();
    await pause(look.after ? 700 : 50);
    await expectAccessible();
  });
});
