import { commands, type JobView, type PrinterView } from "../ipc/bindings";
import { call } from "../ipc/call";
import { asRefusal, type Refusal } from "./errors.svelte";

const ASK_AGAIN_MS = 1000;

/** The queues of this computer and one job: its state stays in sight until the queue says it is done. */
export class Printing {
  printers = $state.raw<PrinterView[]>([]);
  queue = $state("");
  job = $state.raw<JobView | null>(null);
  busy = $state(false);
  /** The queues were asked for, so that none means none. */
  loaded = $state(false);
  refusal = $state.raw<Refusal | null>(null);
  private loading: Promise<void> | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  get over(): boolean {
    return this.job !== null && ["done", "failed"].includes(this.job.state);
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
      this.job = await call(commands.printDocument({ documentId, queue: this.queue, copies }));
      this.watch();
    } catch (thrown) {
      this.refusal = asRefusal(thrown);
    } finally {
      this.busy = false;
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
