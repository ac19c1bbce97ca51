import { describe, expect, it } from "vitest";
import { splitDate } from "../src/lib/dateparts";
import { date, dateWithDay, dayOf, dayTitle, moment, nhsNumber, time } from "../src/lib/format";
import { mark } from "../src/lib/marks";

const hits = (text: string, typed: string) =>
  mark(text, typed)
    .filter(({ hit }) => hit)
    .map(({ text }) => text);

describe("dates as shown", () => {
  it("are day, month in three letters, year", () => {
    expect(date("2026-11-24")).toBe("24 Nov 2026");
    expect(dateWithDay("2026-12-04")).toBe("Fri 4 Dec 2026");
    expect(dayTitle("2026-11-24")).toBe("Tuesday 24 November");
  });

  it("a date that is not one is shown as it came", () => {
    expect(date("about 1950")).toBe("about 1950");
  });

  it("times are those of the clinic, in winter and in summer", () => {
    expect(time("2026-11-24T10:42:00Z")).toBe("10:42");
    expect(time("2026-06-24T10:42:00Z")).toBe("11:42");
  });

  it("a day is the clinic's, also just after midnight in summer", () => {
    expect(dayOf("2026-06-23T23:30:00Z")).toBe("2026-06-24");
    expect(moment("2026-11-24T00:05:00Z")).toBe("24 Nov 2026, 00:05");
  });

  it("an NHS number is written in threes and fours", () => {
    expect(nhsNumber("9990000018")).toBe("999 000 0018");
  });
});

describe("a pasted date", () => {
  it("is split however it is written, and never judged", () => {
    expect(splitDate("02/09/79")).toEqual({ day: "02", month: "09", year: "79" });
    expect(splitDate(" 2 Sep 1979 ")).toEqual({ day: "2", month: "Sep", year: "1979" });
    expect(splitDate("1979-09-02")).toEqual({ day: "02", month: "09", year: "1979" });
    expect(splitDate("02091979")).toEqual({ day: "02", month: "09", year: "1979" });
    expect(splitDate("31/02/1979")).toEqual({ day: "31", month: "02", year: "1979" });
  });

  it("with other than three parts stays one text", () => {
    expect(splitDate("1979")).toBeNull();
    expect(splitDate("hello world")).toBeNull();
  });
});

describe("marks in a search result", () => {
  it("begin a word, whatever the accents and case", () => {
    expect(hits("Nguyễn, Thị Ánh", "nguy anh")).toEqual(["Nguy", "Ánh"]);
    expect(hits("Żółć, Łukasz", "luk zolc")).toEqual(["Żółć", "Łuk"]);
  });

  it("do not stand inside a word", () => {
    expect(hits("Hartley, Joan", "art")).toEqual([]);
  });

  it("a year is known by its last two digits", () => {
    expect(hits("4 Jul 1988", "88")).toEqual(["88"]);
  });
});
