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
  /** By place: whether what may name somebody else is taken out. */
  named: Record<string, boolean>;
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
  named: {},
  refusal: "",
  answers: {},
});

/** Places nobody has decided about, of what is given. */
export const undecided = (view: ReleaseView, work: ReleaseDraft) =>
  view.named.filter(({ key, table }) => !work.heldBack.includes(table) && work.named[key] === undefined);

/** What goes to Rust: of what was held back and decided, what is still held. */
export function releaseForm(view: ReleaseView, work: ReleaseDraft): ReleaseForm {
  const { opinion, others, elsewhere, bestInterests, reason } = work;
  const heldBack = work.heldBack.filter((table) => view.items.some((item) => item.table === table));
  const named = view.named.flatMap(({ key }) => {
    const takeOut = work.named[key];
    return takeOut === undefined ? [] : [{ key, takeOut }];
  });
  return { requestId: view.request.requestId, opinion, others, elsewhere, bestInterests, heldBack, named, reason };
}

/** What answers a request that is not answered by a copy of the data. */
export const settles: Partial<Record<Right, { outcome: ChildOutcome; label: string }>> = {
  erasure: { outcome: "queued", label: "Queue for deletion" },
  rectification: { outcome: "corrected", label: "Mark as corrected" },
};
