import type { Clock, RequestBy, RequestHow, ReplyBy, Right } from "../../ipc/bindings";
import type { Tone } from "../../components/tones";
import { count, dateWithDay } from "../../lib/format";

interface Choice<T> {
  value: T;
  label: string;
  why?: string;
  key?: string;
}

/** What a person can ask, as they would say it. */
export const rights: Choice<Right>[] = [
  { value: "access", label: "A copy of it all", key: "1" },
  { value: "rectification", label: "A correction", key: "2" },
  { value: "erasure", label: "Deletion", key: "3" },
  { value: "restriction", label: "Keep it, not use it", key: "4" },
  { value: "portability", label: "Take it elsewhere", key: "5" },
  { value: "objection", label: "Object to a use", key: "6" },
  { value: "stop-marketing", label: "Stop news, offers", key: "7" },
  { value: "withdraw", label: "Take back consent", key: "8" },
  { value: "complaint", label: "A complaint", key: "9" },
];
export const hows: Choice<RequestHow>[] = [
  { value: "in-person", label: "At the desk", key: "1" },
  { value: "phone", label: "By phone", key: "2" },
  { value: "email", label: "By email", key: "3" },
  { value: "letter", label: "By letter", key: "4" },
  { value: "other", label: "Another way", key: "5" },
];
export const askers: Choice<RequestBy>[] = [
  { value: "patient", label: "The patient", key: "1" },
  { value: "parent", label: "A parent or guardian", key: "2" },
  { value: "agent", label: "Somebody acting for them", key: "3" },
];
export const replies: Choice<ReplyBy>[] = [
  { value: "email", label: "By email", key: "1" },
  { value: "post", label: "By post", key: "2" },
  { value: "collect", label: "They collect it", key: "3" },
];

export const wordOf = <T>(choices: Choice<T>[], value: T): string =>
  choices.find((choice) => choice.value === value)?.label ?? "";

/** Each line of the working with its date, or its days, at the right. */
export function working(clock: Clock): { text: string; value: string }[] {
  return clock.working.map(({ text, date, days }) => ({
    text,
    value: date ? dateWithDay(date) : days === null ? "" : `${days < 0 ? "−" : "+"} ${count(Math.abs(days), "day")}`,
  }));
}

export function left(clock: Clock): { words: string; tone: Tone | undefined } {
  const days = clock.daysLeft ?? 0;
  if (days < 0) return { words: `${count(-days, "day")} late`, tone: "stop" };
  if (days === 0) return { words: "Due today", tone: "warn" };
  return { words: `${count(days, "day")} left`, tone: days <= 3 ? "warn" : undefined };
}
