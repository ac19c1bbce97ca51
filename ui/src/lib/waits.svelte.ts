import { untrack } from "svelte";
import { SvelteMap } from "svelte/reactivity";
import type { Refusal } from "./errors.svelte";

/**
 * Doors that wait before they are tried again, counted down. The seconds come from Rust and Rust alone decides: what runs
 * out here only says that it is worth trying.
 */
export class Waits {
  private until = new SvelteMap<string, number>();
  private now = $state(0);
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** A door waits this long from now on. */
  set(door: string, seconds: number | null): void {
    untrack(() => {
      if (seconds) this.until.set(door, performance.now() + seconds * 1000);
      else this.until.delete(door);
      this.tick();
    });
  }

  /** Takes the seconds out of a refusal; says whether the secret was tried at all. */
  tried(door: string, refusal: Refusal): boolean {
    this.set(door, refusal.waitSeconds);
    return refusal.code !== "too-many-tries";
  }

  /** Whole seconds before a door may be tried; 0 when it may be now. */
  left(door: string): number {
    const until = this.until.get(door);
    return until === undefined ? 0 : Math.max(0, Math.ceil((until - this.now) / 1000));
  }

  /** Whether this door waited here and need not any more. */
  over(door: string): boolean {
    return this.until.has(door) && this.left(door) === 0;
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private tick(): void {
    clearTimeout(this.timer);
    this.now = performance.now();
    const left = [...this.until.values()].map((until) => until - this.now);
    const running = left.filter((ms) => ms > 0);
    if (running.length === 0) return;
    // To the moment at which the first of them shows another second.
    const next = Math.min(...running.map((ms) => ms % 1000 || 1000));
    this.timer = setTimeout(() => this.tick(), next + 1);
  }
}

/** "1 minute 4 seconds", "30 seconds". */
export function waitWords(seconds: number): string {
  const told = (n: number, unit: string) => (n === 0 ? [] : [`${n} ${unit}${n === 1 ? "" : "s"}`]);
  return [...told(Math.floor(seconds / 60), "minute"), ...told(seconds % 60, "second")].join(" ");
}
