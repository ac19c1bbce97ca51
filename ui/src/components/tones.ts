import Check from "@lucide/svelte/icons/circle-check";
import Dashed from "@lucide/svelte/icons/circle-dashed";
import Info from "@lucide/svelte/icons/info";
import Octagon from "@lucide/svelte/icons/octagon-x";
import Triangle from "@lucide/svelte/icons/triangle-alert";

/** A state, told by word and shape first: tick in circle, triangle, octagon with cross, i in circle, dashed circle. */
export type Tone = "ok" | "warn" | "stop" | "info" | "rest";

export const toneIcon: Record<Tone, unknown> = { ok: Check, warn: Triangle, stop: Octagon, info: Info, rest: Dashed };
