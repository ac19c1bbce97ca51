import type { RegisterFilter } from "../../ipc/bindings";
import { noDate } from "../../lib/dateparts";

/** What the list of checks and refusals is narrowed by, as typed. Rust says whether it can be. */
export const wholeRegister = (): RegisterFilter => ({
  from: noDate(),
  until: noDate(),
  treatment: "",
  outcome: "",
  staffId: "",
});

export const narrowed = (filter: RegisterFilter): boolean => JSON.stringify(filter) !== JSON.stringify(wholeRegister());
