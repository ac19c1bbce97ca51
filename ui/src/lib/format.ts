/** Presentation only: how a value that Rust worked out is written. No rule and no clock lives in the page. */

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const longMonths = "January February March April May June July August September October November December".split(" ");
const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const longWeekdays = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

interface Day {
  year: number;
  month: number;
  day: number;
  weekday: number;
}

function parts(iso: string): Day | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  if (!found) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  return { year, month, day, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() };
}

/** 2026-11-24 as 24 Nov 2026. Anything else comes back as it is. */
export function date(iso: string): string {
  const d = parts(iso);
  return d ? `${d.day} ${months[d.month - 1]} ${d.year}` : iso;
}

/** Tue 24 Nov 2026, where the weekday matters. */
export function dateWithDay(iso: string): string {
  const d = parts(iso);
  return d ? `${weekdays[d.weekday]} ${date(iso)}` : iso;
}

/** Tue 24 Nov: a date near enough that its year is plain. */
export function shortDate(iso: string): string {
  const d = parts(iso);
  return d ? `${weekdays[d.weekday]} ${d.day} ${months[d.month - 1]}` : iso;
}

/** Tuesday 24 November: the head of the desk. */
export function dayTitle(iso: string): string {
  const d = parts(iso);
  return d ? `${longWeekdays[d.weekday]} ${d.day} ${longMonths[d.month - 1]}` : iso;
}

// By parts: a web view without the British locale would put them in an order of its own.
const clinicTime = new Intl.DateTimeFormat("en-GB", {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone: "Europe/London",
});

function clinicParts(instant: string): Record<string, string> | null {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return null;
  return Object.fromEntries(clinicTime.formatToParts(at).map(({ type, value }) => [type, value.padStart(2, "0")]));
}

/** The clock time of an instant in the clinic's own time: 10:42. */
export function time(instant: string): string {
  const at = clinicParts(instant);
  return at ? `${at.hour}:${at.minute}` : instant;
}

/** An instant's day in the clinic's own time, as YYYY-MM-DD. */
export function dayOf(instant: string): string {
  const at = clinicParts(instant);
  return at ? `${at.year}-${at.month}-${at.day}` : instant;
}

/** 24 Nov 2026, 10:42 */
export function moment(instant: string): string {
  return `${date(dayOf(instant))}, ${time(instant)}`;
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** NHS number in threes and fours: 999 000 0018 */
export function nhsNumber(digits: string): string {
  const plain = digits.replace(/\D/g, "");
  return plain.length === 10 ? `${plain.slice(0, 3)} ${plain.slice(3, 6)} ${plain.slice(6)}` : digits;
}
