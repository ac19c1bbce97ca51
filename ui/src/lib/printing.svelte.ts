import { commands, type JobView, type PrinterView, type Sides } from "../ipc/bindings";
import { call } from "../ipc/call";
import { asRefusal, type Refusal } from "./errors.svelte";

const ASK_AGAIN_MS = 1000;

/** The queues of this computer and one job: its state stays in sight until the print system says how it ended. */
export class Printing {
  printers = $state.raw<PrinterView[]>([]);
  queue = $state("");
  sides = $state<Sides>("one");
  job = $state.raw<JobView | null>(null);
  busy = $state(false);
  /** The queues were asked for, so that none means none. */
  loaded = $state(false);
  refusal = $state.raw<Refusal | null>(null);
  private loading: Promise<void> | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Nothing more will be heard of it: it ended, or the print system did not say its number. */
  get over(): boolean {
    return this.job !== null && (["done", "cancelled", "failed"].includes(this.job.state) || this.job.jobId === "");
  }

  /** The chosen printer can turn the sheet over. */
  get twoSided(): boolean {
    return this.printers.some(({ name, twoSided }) => name === this.queue && twoSided);
  }

  /** It waits, and can still be taken back. */
  get waits(): boolean {
    return this.job !== null && ["waiting", "silent", "stopped"].includes(this.job.state);
  }

  /** It waits for somebody to see to the printer: printing to another one takes it back first. */
  get stuck(): boolean {
    return this.job !== null && ["silent", "stopped"].includes(this.job.state);
  }

  load(): Promise<void> {
    return (this.loading = this.ask());
  }

  private async ask(): Promise<void> {
    try {
      this.printers = await call(commands.printers());
      this.loaded = true;
      this.queue ||= (this.printers.find(({ isDefault }) => isDefault) ?? this.printers[0])?.name ?? "";
    } catch (thrown) {
      this.refusal = asRefusal(thrown);
    }
  }

  async print(documentId: string, copies = 1): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    // Pressed before the queues were known: they come first, for a print without one would be refused.
    await this.loading;
    this.refusal = null;
    try {
      const insteadOf = this.job && this.stuck ? this.job.jobId : null;
      const sides = this.twoSided ? this.sides : "one";
      this.job = await call(commands.printDocument({ documentId, queue: this.queue, copies, sides, insteadOf }));
      this.watch();
    } catch (thrown) {
      this.refusal = asRefusal(thrown);
    } finally {
      this.busy = false;
    }
  }

  /** Takes the job back: what nobody waits for does not come out later. */
  async cancel(): Promise<void> {
    if (!this.job || this.busy) return;
    this.busy = true;
    this.refusal = null;
    clearTimeout(this.timer);
    try {
      this.job = await call(commands.cancelPrint(this.job.jobId));
    } catch (thrown) {
      this.refusal = asRefusal(thrown);
    } finally {
      this.busy = false;
      this.watch();
    }
  }

  private watch(): void {
    clearTimeout(this.timer);
    const job = this.job;
    if (!job || this.over) return;
    this.timer = setTimeout(async () => {
      try {
        this.job = await call(commands.jobState(job.jobId));
        this.watch();
      } catch (thrown) {
        this.refusal = asRefusal(thrown);
      }
    }, ASK_AGAIN_MS);
  }

  close(): void {
    clearTimeout(this.timer);
  }
}
