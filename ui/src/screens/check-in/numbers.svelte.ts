import { commands, type NumberCheckView } from "../../ipc/bindings";
import { call } from "../../ipc/call";

/** A number beside the record, compared when its field is left. A refusal stays silent: saving compares again. */
export class NumberBeside {
  found = $state.raw<NumberCheckView | null>(null);
  private compared = "";
  private asked = 0;

  constructor(
    private readonly arrivalId: string | undefined,
    private readonly which: "licence" | "nhs",
  ) {}

  /** The words are of another number now: they go. */
  typed(number: string): void {
    if (number.trim() === this.compared) return;
    this.compared = "";
    this.found = null;
  }

  async compare(number: string): Promise<void> {
    const text = number.trim();
    const { arrivalId } = this;
    if (text === this.compared || arrivalId === undefined) return;
    this.compared = text;
    const mine = ++this.asked;
    if (text === "") {
      this.found = null;
      return;
    }
    const licence = this.which === "licence";
    const form = {
      arrivalId,
      licenceNumber: licence ? text : "",
      nhsNumber: licence ? "" : text,
    };
    const given = await call(commands.crossCheck(form)).catch(() => null);
    if (mine === this.asked) this.found = given?.[this.which] ?? null;
  }
}
