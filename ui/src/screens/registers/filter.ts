import type { AuditFilter, TypedDate } from "../../ipc/bindings";
import { noDate } from "../../lib/dateparts";

export interface TypedFilter {
  from: TypedDate;
  until: TypedDate;
  staffId: string;
  useCase: string;
  reference: string;
}

export const noFilter = (): TypedFilter => ({
  from: noDate(),
  until: noDate(),
  staffId: "",
  useCase: "",
  reference: "",
});

/** Three fields as one day, YYYY-MM-DD. Rust says whether it is a day. */
function day({ day, month, year }: TypedDate): string {
  const parts = [year.trim(), month.trim().padStart(2, "0"), day.trim().padStart(2, "0")];
  return [day, month, year].every((part) => part.trim() === "") ? "" : parts.join("-");
}

export function auditFilter(typed: TypedFilter, before: number | null): AuditFilter {
  const { staffId, useCase, reference } = typed;
  return { from: day(typed.from), until: day(typed.until), staffId, useCase, reference: reference.trim(), before };
}

/** What a register can be narrowed by, as the options of a list. */
export const choices = (options: { id: string; label: string }[] | undefined) =>
  (options ?? []).map(({ id, label }) => ({ value: id, label }));
