import { tick } from "svelte";
import { commands, type AdultView, type BlockAnswerForm, type ParentalPageView } from "../../ipc/bindings";
import { call } from "../../ipc/call";
import { FormErrors } from "../../lib/errors.svelte";
import { focusField, focusId } from "../../lib/focus";
import * as blank from "./form";
import { another, answered, begin, parentalForm, partOf, parts, type AdultDraft, type Part, type Work } from "./form";

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** What the primary button does next. */
export type Doing = "next" | "save" | "said" | "assess" | "decide" | "leave";

/** The page of a child with what is typed on it: one adult at a time is looked at, and what is typed of the others stays. */
export class ParentalWork {
  page = $state.raw<ParentalPageView | null>(null);
  work = $state<Work>(blank.noWork());
  /** Which adult: an id, or `another`. */
  who = $state(another);
  at = $state<Part>("adult");
  busy = $state(false);
  told = $state("");
  readonly errors = new FormErrors();

  constructor(private readonly patientId: string) {}

  readonly adult = $derived.by((): AdultView | undefined => this.find(this.who));
  readonly changed = $derived.by(() => !same(this.work.adults[this.who] ?? begin(this.adult), begin(this.adult)));
  readonly next = $derived.by((): Part | undefined => parts[parts.indexOf(this.at) + 1]);

  get draft(): AdultDraft {
    return this.work.adults[this.who]!;
  }
  set draft(to: AdultDraft) {
    this.work.adults[this.who] = to;
  }
  get said() {
    return this.work.said[this.who]!;
  }
  set said(to) {
    this.work.said[this.who] = to;
  }
  /** About the newest record of the adult; empty when there is none. */
  get decision() {
    return this.work.decisions[this.adult?.parentalId ?? ""]!;
  }
  set decision(to) {
    this.work.decisions[this.adult?.parentalId ?? ""] = to;
  }

  readonly doing = $derived.by((): Doing => {
    const { page, at, work } = this;
    if (!page) return "leave";
    if (at === "child" && this.adult && !same(work.said[this.who] ?? blank.noSaid(), blank.noSaid())) return "said";
    if (at === "child" && page.canAssess && !same(work.assessment, blank.noAssessment())) return "assess";
    // The first part says who; a record needs what they are to the child too. Until then the draft keeps it.
    if (page.canRecord && this.changed) return at === "adult" && this.draft.form.capacity === null ? "next" : "save";
    if (at === "decision" && page.canDecide && this.adult) return "decide";
    return this.next ? "next" : "leave";
  });

  private find(who: string): AdultView | undefined {
    return this.page?.adults.find(({ adultId }) => adultId === who);
  }

  /** What is worth keeping: what differs from where it began. */
  kept(): Work {
    const work = $state.snapshot(this.work) as Work;
    const only = <T>(all: Record<string, T>, base: (key: string) => T): Record<string, T> =>
      Object.fromEntries(Object.entries(all).filter(([key, one]) => !same(one, base(key))));
    return {
      ...work,
      adults: this.page ? only(work.adults, (who) => begin(this.find(who))) : work.adults,
      said: only(work.said, blank.noSaid),
      decisions: only(work.decisions, blank.noDecision),
      lifting: only(work.lifting, () => ""),
    };
  }

  restore({ adults, said, assessment, decisions, block, lifting }: Partial<Work>): void {
    const none = blank.noWork();
    this.work = {
      adults: Object.fromEntries(Object.entries(adults ?? {}).map(([who, one]) => [who, blank.keptAdult(one)])),
      said: said ?? none.said,
      assessment: assessment ?? none.assessment,
      decisions: decisions ?? none.decisions,
      block: block ?? none.block,
      lifting: lifting ?? none.lifting,
    };
  }

  open(page: ParentalPageView): void {
    const unfinished = Object.keys(this.work.adults).find(
      (who) => who === another || page.adults.some(({ adultId }) => adultId === who),
    );
    this.page = page;
    this.look(unfinished ?? page.adults[0]?.adultId ?? another);
  }

  /** Turns to an adult, at the first part that is not answered. */
  look(who: string): void {
    this.fill(who);
    this.who = who;
    this.errors.clear();
    this.told = "";
    this.at = parts.find((part) => !answered(part, this.draft, this.adult)) ?? "decision";
  }

  private fill(who: string): void {
    const adult = this.find(who);
    this.work.adults[who] ??= begin(adult);
    this.work.said[who] ??= blank.noSaid();
    this.work.decisions[adult?.parentalId ?? ""] ??= blank.noDecision();
  }

  /** Throws away what was typed of this adult. */
  undo(): void {
    this.errors.clear();
    this.draft = begin(this.adult);
  }

  async go(part: Part): Promise<void> {
    this.at = part;
    await focusId("part-title");
  }

  async pick(field: string): Promise<void> {
    this.at = partOf(field);
    await tick();
    await focusField(field);
  }

  /** The primary action. */
  async act(): Promise<void> {
    if (this.busy) return;
    this.told = "";
    const { doing, next } = this;
    if (doing === "next" && next) {
      this.errors.clear();
      return this.go(next);
    }
    if (doing === "save") await this.save();
    else if (doing === "said") await this.saveSaid();
    else if (doing === "assess") await this.assess();
    else if (doing === "decide") await this.decide();
  }

  private async save(): Promise<void> {
    const [who, next] = [this.who, this.next];
    await this.send(
      () => call(commands.recordParental(this.patientId, parentalForm($state.snapshot(this.draft) as AdultDraft))),
      (page) => {
        const now = this.adult?.adultId ?? page.adults[0]?.adultId ?? another;
        this.work.adults[now] = begin(page.adults.find(({ adultId }) => adultId === now));
        // Whoever comes next begins with an empty record.
        if (who !== now) this.work.adults[who] = begin(undefined);
        this.who = now;
      },
      this.at === "decision" ? "Saved. The practice manager decides." : "Saved.",
    );
    if (next && !this.errors.any) await this.go(next);
  }

  private saveSaid(): Promise<void> {
    const adultId = this.who;
    return this.send(
      () => call(commands.recordChildView({ adultId, ...$state.snapshot(this.said) })),
      () => (this.work.said[adultId] = blank.noSaid()),
      "Saved, with the day and your name.",
    );
  }

  private assess(): Promise<void> {
    return this.send(
      () => call(commands.assessCompetence(this.patientId, $state.snapshot(this.work.assessment))),
      () => (this.work.assessment = blank.noAssessment()),
      "The assessment is saved.",
    );
  }

  private async decide(): Promise<void> {
    const { decision, reason, reviewOn } = $state.snapshot(this.decision);
    const parentalId = this.adult!.parentalId;
    if (!decision) {
      this.errors.clear();
      return this.errors.add("decision", "Choose what you decide.");
    }
    await this.send(
      () => call(commands.decideParental({ parentalId, decision, reason, reviewOn })),
      () => (this.work.decisions[parentalId] = blank.noDecision()),
      "The decision is saved.",
    );
    if (!this.errors.any) await focusId("part-title");
  }

  private async send(ask: () => Promise<ParentalPageView>, done: (page: ParentalPageView) => void, told: string) {
    this.busy = true;
    this.errors.clear();
    try {
      this.take(await ask(), done);
      this.told = told;
    } catch (thrown) {
      this.errors.take(thrown);
      const first = this.errors.fields[0];
      if (first) this.at = partOf(first.field);
      if (this.errors.general?.code === "newer-record") await this.reread();
    } finally {
      this.busy = false;
    }
  }

  /** Somebody recorded more: the newest is shown, and what was typed stays until it is thrown away. */
  private async reread(): Promise<void> {
    const page = await call(commands.openParental(this.patientId)).catch(() => null);
    if (page) this.take(page, () => undefined);
  }

  /** A page after something was saved. What is typed of a record that was not touched goes on as it was. */
  take(page: ParentalPageView, done: (page: ParentalPageView) => void): void {
    const untouched = Object.keys(this.work.adults).filter((who) =>
      same($state.snapshot(this.work.adults[who]), begin(this.find(who))),
    );
    done(page);
    this.page = page;
    for (const who of untouched) if (who !== another) this.work.adults[who] = begin(this.find(who));
    this.fill(this.who);
  }

  /** Records a block; throws what is wrong with it. */
  async block(): Promise<void> {
    const page = await call(commands.recordBlock(this.patientId, $state.snapshot(this.work.block)));
    this.take(page, () => (this.work.block = blank.noBlock()));
    this.told = "Recorded. It holds at once.";
  }

  /** Lifts a block; throws what is wrong with it. */
  async lift(blockId: string): Promise<void> {
    const form: BlockAnswerForm = {
      blockId,
      answer: "lifted",
      requestId: null,
      reason: this.work.lifting[blockId] ?? "",
    };
    const page = await call(commands.answerBlock(form));
    this.take(page, () => (this.work.lifting[blockId] = ""));
    this.told = "Lifted, with your reason.";
  }
}
