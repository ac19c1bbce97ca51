import type { RequestBy, RequestHow, ReplyBy, Right, TypedDate } from "../../ipc/bindings";

/** The request as typed. Nothing is chosen beforehand but the day: today, which can be changed. */
export interface LogDraft {
  right: Right | null;
  received: TypedDate;
  how: RequestHow | null;
  said: string;
  madeBy: RequestBy | null;
  requesterName: string;
  /** The adult on record who asks; "" for one who is not recorded yet; null while unanswered. */
  adultId: string | null;
  idAsked: boolean;
  replyBy: ReplyBy | null;
}

/** `today` is YYYY-MM-DD, as Rust says it. */
export function emptyLog(today: string): LogDraft {
  const [year = "", month = "", day = ""] = today.split("-");
  return {
    right: null,
    received: { day: day.replace(/^0/, ""), month: month.replace(/^0/, ""), year },
    how: null,
    said: "",
    madeBy: null,
    requesterName: "",
    adultId: null,
    idAsked: false,
    replyBy: null,
  };
}

/** Choices that nobody made: a form without them cannot be sent. Everything typed is for Rust to judge. */
export function unchosen(form: LogDraft): [keyof LogDraft, string][] {
  const missing: [keyof LogDraft, string][] = [
    ["right", "Choose what they want."],
    ["how", "Choose how it came."],
    ["madeBy", "Choose who asks."],
    ["replyBy", "Choose how they want the reply."],
  ];
  return missing.filter(([field]) => form[field] === null);
}
