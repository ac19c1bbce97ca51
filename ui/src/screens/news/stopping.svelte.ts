import { commands, type BannerView, type MarketingChannel } from "../../ipc/bindings";
import { call } from "../../ipc/call";
import { asRefusal, type Refusal } from "../../lib/errors.svelte";

export const everyWay: MarketingChannel[] = ["email", "text", "phone", "post"];

/** Said wherever a stop is shown: what it does not touch. */
export const staysOn = "Booking, payment and aftercare messages stay on.";

/** A stop on its way to Rust, from the banner or from the patient's page. */
export class Stopping {
  busy = $state<MarketingChannel | "all" | null>(null);
  refusal = $state.raw<Refusal | null>(null);
  told = $state("");

  /** One way, or all of them; the banner as it is then, or null when it was refused. */
  async stop(patientId: string, channel: MarketingChannel | "all", label: string): Promise<BannerView | null> {
    if (this.busy) return null;
    this.busy = channel;
    this.refusal = null;
    this.told = "";
    try {
      const channels = channel === "all" ? everyWay : [channel];
      const { banner } = await call(commands.stopMarketing({ patientId, channels }));
      this.told =
        channel === "all"
          ? "All news and offers are stopped."
          : `News and offers by ${label.toLowerCase()} are stopped.`;
      return banner;
    } catch (thrown) {
      this.refusal = asRefusal(thrown);
      return null;
    } finally {
      this.busy = null;
    }
  }
}
