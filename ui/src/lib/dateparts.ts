/** A date as typed: three texts. Rust decides whether it is one. */
export interface DateParts {
  day: string;
  month: string;
  year: string;
}

export const noDate = (): DateParts => ({ day: "", month: "", year: "" });

/**
 * Splits a pasted date into its parts without judging it: 02/09/79, 2 9 1979, 2 Sep 1979, 1979-09-02, 02091979.
 * Null when it does not have three parts.
 */
export function splitDate(text: string): DateParts | null {
  const plain = text.trim();
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(plain);
  if (iso) return { day: iso[3]!, month: iso[2]!, year: iso[1]! };
  const run = /^(\d{2})(\d{2})(\d{4})$/.exec(plain);
  if (run) return { day: run[1]!, month: run[2]!, year: run[3]! };
  const spaced = /^(\d{1,2})(?:st|nd|rd|th)?[\s/.,-]+(\d{1,2}|\p{L}{3,9})\.?[\s/.,-]+(\d{2}|\d{4})$/u.exec(plain);
  return spaced ? { day: spaced[1]!, month: spaced[2]!, year: spaced[3]! } : null;
}
