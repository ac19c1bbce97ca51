import { getCurrentWebview } from "@tauri-apps/api/webview";
import type { KeyAction } from "./keys.svelte";

const steps = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2];
/** The view keeps its size when a lock begins the page anew, and says it in the address. */
const kept = Number(/#size=([\d.]+)/.exec(window.location.hash)?.[1] ?? 1);
let at = steps.includes(kept) ? steps.indexOf(kept) : steps.indexOf(1);

function zoomTo(step: number): void {
  at = Math.min(Math.max(step, 0), steps.length - 1);
  getCurrentWebview()
    .setZoom(steps[at]!)
    .catch(() => undefined);
}

/** Text size. The web view scales the whole page, so that the page's own widths decide when columns stack. */
export const zoomKeys: KeyAction[] = [
  { keys: "Ctrl++", label: "Larger", run: () => zoomTo(at + 1) },
  { keys: "Ctrl+=", label: "Larger", run: () => zoomTo(at + 1), unlisted: true },
  { keys: "Ctrl+Shift++", label: "Larger", run: () => zoomTo(at + 1), unlisted: true },
  { keys: "Ctrl+-", label: "Smaller", run: () => zoomTo(at - 1) },
  { keys: "Ctrl+0", label: "Usual size", run: () => zoomTo(steps.indexOf(1)) },
];
