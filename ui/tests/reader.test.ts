import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { looksLikeZone, Reader } from "../src/lib/reader";

const lines = ["P<GBRSAMPLE<<ALEX<<<<<<<<<<<<<<<<<<<<<<<<<<<", "9999990000GBR7909021F3106110<<<<<<<<<<<<<<<2"];

function press(reader: Reader, key: string, at: number): boolean {
  const event = new KeyboardEvent("keydown", { key });
  Object.defineProperty(event, "timeStamp", { value: at });
  return reader.press(event);
}

/** What a web view does with a key that nobody took. */
function type(reader: Reader, into: HTMLInputElement | null, text: string, gap: number, from = 0): number {
  let at = from;
  for (const key of text) {
    at += gap;
    const taken = press(reader, key === "\n" ? "Enter" : key, at);
    if (!taken && into && key !== "\n") into.value += key;
  }
  return at;
}

describe("a reader", () => {
  let reader: Reader;
  let heard: string[];
  let field: HTMLInputElement;
  beforeEach(() => {
    vi.useFakeTimers();
    reader = new Reader();
    heard = [];
    reader.listen((text) => heard.push(text));
    field = document.body.appendChild(document.createElement("input"));
    field.focus();
  });
  afterEach(() => {
    vi.useRealTimers();
    field.remove();
  });

  it("gives the screen both lines and leaves the field as it was", () => {
    field.value = "Smi";
    type(reader, field, `${lines.join("\n")}\n`, 5);
    vi.runAllTimers();
    expect(heard).toEqual([lines.join("\n")]);
    expect(field.value).toBe("Smi");
  });

  it("tells the page that the field was put back", () => {
    const inputs: string[] = [];
    field.value = "Smi";
    field.addEventListener("input", () => inputs.push(field.value));
    type(reader, field, lines[0]!, 5);
    expect(inputs).toEqual(["Smi"]);
  });

  it("may type in lower case with stray spaces, into a field with text, and loses none of it", () => {
    field.value = "12 Sample Street";
    const [first, second] = lines as [string, string];
    type(reader, field, ` p< ${first.slice(2)}\n${second.slice(0, 10)} ${second.slice(10)}\n`.toLowerCase(), 5);
    vi.runAllTimers();
    expect(heard).toHaveLength(1);
    expect(heard[0]!.replaceAll(" ", "")).toBe(lines.join("\n"));
    expect(field.value).toBe("12 Sample Street");
  });

  it("puts back every field its first characters fell into, and the focus", () => {
    const next = document.body.appendChild(document.createElement("input"));
    field.value = "29";
    next.value = "2";
    let at = 0;
    // As in a date's fields, where a space goes on to the next one.
    for (const key of `P< ${lines[0]!.slice(2)}`) {
      at += 5;
      if (press(reader, key, at)) continue;
      if (key === " ") next.focus();
      else (document.activeElement as HTMLInputElement).value += key;
    }
    expect([field.value, next.value]).toEqual(["29", "2"]);
    expect(document.activeElement).toBe(field);
    next.remove();
  });

  it("takes the Enter after a line, so that no button is pressed", () => {
    const at = type(reader, field, lines[0]!, 5);
    expect(press(reader, "Enter", at + 5)).toBe(true);
  });

  it("is known though the computer holds a character up", () => {
    const at = type(reader, field, lines[0]!.slice(0, 6), 5);
    type(reader, field, lines[0]!.slice(6, 7), 100, at);
    type(reader, field, `${lines[0]!.slice(7)}\n`, 5, at + 100);
    vi.runAllTimers();
    expect(heard).toEqual([lines[0]]);
    expect(field.value).toBe("");
  });

  it("is not a person typing the same characters", () => {
    type(reader, field, lines[0]!, 90);
    vi.runAllTimers();
    expect(heard).toEqual([]);
    expect(field.value).toBe(lines[0]);
  });

  it("is not a name, a phone number or an address pasted or typed by a machine", () => {
    for (const text of ["CHRISTOPHER", "07700900482", "PATRICIASMITHSON", "14 Sample Street"]) {
      expect(looksLikeZone(text)).toBe(false);
    }
  });

  it("is heard by the latest screen that asked", () => {
    const later: string[] = [];
    const stop = reader.listen((text) => later.push(text));
    type(reader, field, lines[0]!, 5);
    vi.runAllTimers();
    stop();
    type(reader, field, lines[0]!, 5, 10_000);
    vi.runAllTimers();
    expect(later).toEqual([lines[0]]);
    expect(heard).toEqual([lines[0]]);
  });

  it("is let through when no screen asks for one", () => {
    const deaf = new Reader();
    type(deaf, field, "P<GBRSAMPLE<<", 5);
    expect(field.value).toBe("P<GBRSAMPLE<<");
  });

  it("knows the first lines of cards and passports", () => {
    expect(looksLikeZone("P<POLZOLC<<LUKASZ")).toBe(true);
    expect(looksLikeZone("I<UTOD2314589")).toBe(true);
    expect(looksLikeZone("IDGBR12345678971234567890")).toBe(true);
  });
});
