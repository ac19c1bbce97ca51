import type { BlockAnswer, ChildOutcome, ReleaseForm, ReleaseView, Right } from "../../ipc/bindings";

export interface TypedAnswer {
  answer: BlockAnswer | null;
  reason: string;
}

/** A decision as typed, with what was begun in its dialogs: all of it is kept. */
export interface ReleaseDraft {
  opinion: string;
  others: string;
  elsewhere: string;
  bestInterests: string;
  reason: string;
  heldBack: string[];
  /** Why it is refused. */
  refusal: string;
  /** By block. */
  answers: Record<string, TypedAnswer>;
}

export const noDecision = (): ReleaseDraft => ({
  opinion: "",
  others: "",
  elsewhere: "",
  bestInterests: "",
  reason: "",
  heldBack: [],
  refusal: "",
  answers: {},
});

/** What goes to Rust: of what was held back, what is still held. */
export function releaseForm(view: ReleaseView, work: ReleaseDraft): ReleaseForm {
  const { opinion, others, elsewhere, bestInterests, reason } = work;
  const heldBack = work.heldBack.filter((table) => view.items.some((item) => item.table === table));
  return { requestId: view.request.requestId, opinion, others, elsewhere, bestInterests, heldBack, reason };
}

/** What answers a request that is not answered by a copy of the data. */
export const settles: Partial<Record<Right, { outcome: ChildOutcome; label: string }>> = {
  erasure: { outcome: "queued", label: "Queue for deletion" },
  rectification: { outcome: "corrected", label: "Mark as corrected" },
};
