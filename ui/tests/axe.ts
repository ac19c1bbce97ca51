import axe from "axe-core";
import { expect } from "vitest";

/** No violation of WCAG 2.2 A and AA. Colour is measured in the real window: jsdom draws nothing. */
export async function expectAccessible(root: Element = document.body): Promise<void> {
  const found = await axe.run(root, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    rules: {
      "color-contrast": { enabled: false },
      region: { enabled: false },
      "page-has-heading-one": { enabled: false },
    },
  });
  expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
}
