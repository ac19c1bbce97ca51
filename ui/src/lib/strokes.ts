import type { Drawn } from "../ipc/bindings";

export type Stroke = Drawn["strokes"][number];

/** Width of the pad over its height; the style of `Pad` draws it so. */
export const RATIO = 3;
/** Points nearer than this, in parts of the box, say nothing new. */
const NEAR = 0.002;

const inside = (value: number) => Math.min(Math.max(value, 0), 1);

/**
 * Writes what a pointer draws on the element: mouse, touch or pen, one at a time. Every point the pointer passed between
 * two frames counts (coalesced events), as parts of the box. `take` changes the strokes.
 */
export function draws(take: (change: (strokes: Stroke[]) => Stroke[]) => void) {
  return (box: HTMLElement) => {
    let pointer: number | null = null;
    const at = (event: PointerEvent) => {
      const { left, top, width, height } = box.getBoundingClientRect();
      return { x: inside((event.clientX - left) / width), y: inside((event.clientY - top) / height) };
    };
    const begin = (event: PointerEvent) => {
      if (pointer !== null || event.button !== 0) return;
      event.preventDefault();
      pointer = event.pointerId;
      box.setPointerCapture?.(pointer);
      const first = at(event);
      take((strokes) => [...strokes, [first]]);
    };
    const draw = (event: PointerEvent) => {
      if (event.pointerId !== pointer) return;
      const passed = event.getCoalescedEvents?.() ?? [];
      const points = (passed.length > 0 ? passed : [event]).map(at);
      take((strokes) => [...strokes.slice(0, -1), points.reduce(further, strokes.at(-1) ?? [])]);
    };
    const end = (event: PointerEvent) => {
      if (event.pointerId === pointer) pointer = null;
    };
    const listeners: [string, (event: PointerEvent) => void][] = [
      ["pointerdown", begin],
      ["pointermove", draw],
      ["pointerup", end],
      ["pointercancel", end],
    ];
    for (const [name, listener] of listeners) box.addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of listeners) box.removeEventListener(name, listener as EventListener);
    };
  };
}

function further(stroke: Stroke, point: Stroke[number]): Stroke {
  const last = stroke.at(-1);
  const near = last && Math.abs(Number(last.x) - Number(point.x)) + Math.abs(Number(last.y) - Number(point.y)) < NEAR;
  return near ? stroke : [...stroke, point];
}

/** A stroke as an SVG path in a box of 3000 by 1000; a single point is a dot. */
export function path(stroke: Stroke): string {
  const points = stroke.map(({ x, y }) => `${Math.round(Number(x) * 3000)} ${Math.round(Number(y) * 1000)}`);
  return `M ${points.join(" L ")}${points.length === 1 ? ` L ${points[0]}` : ""}`;
}
