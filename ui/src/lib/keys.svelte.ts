import { HeldKeys } from "./held-keys";

/**
 * The one registry of keys. A screen, a button or a dialog adds its keys while it is on screen; F1 lists them.
 * A key is written as it is shown: "Ctrl+K", "Ctrl+Shift+S", "F2", "Esc", "ArrowDown".
 * A single letter or digit is never registered here: it acts only inside a focused group (see letters.ts).
 */
export interface KeyAction {
  keys: string;
  /** What it does, as a verb and a thing; shown in the list of keys. */
  label: string;
  run: (event: KeyboardEvent) => void;
  /** Whether the key acts now; when not, an earlier owner of the same key is tried. */
  when?: () => boolean;
  /** A second way to press the same thing: not listed. */
  unlisted?: boolean;
}

/** A key worth listing that acts by itself, such as the letters of a group. */
export interface KeyHint {
  keys: string;
  label: string;
}

interface Layer {
  actions: () => KeyAction[];
  hints: () => KeyHint[];
  /** A dialog: nothing under it hears a key. */
  modal: boolean;
}

const layers = $state.raw<{ list: Layer[] }>({ list: [] });

export interface KeyLayer {
  actions?: () => KeyAction[];
  hints?: () => KeyHint[];
  modal?: boolean;
}

/** Adds keys; returns the way to take them away. The latest added wins. */
export function addKeys({ actions, hints, modal }: KeyLayer): () => void {
  const layer: Layer = { actions: actions ?? (() => []), hints: hints ?? (() => []), modal: modal ?? false };
  layers.list = [...layers.list, layer];
  return () => {
    layers.list = layers.list.filter((other) => other !== layer);
  };
}

/** Keys that live as long as the component that calls this. */
export function useKeys(actions: () => KeyAction[], hints?: () => KeyHint[]): void {
  $effect(() => addKeys({ actions, hints }));
}

/** Before the parts inside add theirs: what lies under it hears nothing, what stands in it does. */
export function useModalKeys(actions: () => KeyAction[]): void {
  $effect.pre(() => addKeys({ actions, modal: true }));
}

function reachable(): Layer[] {
  const from = layers.list.map((layer) => layer.modal).lastIndexOf(true);
  return (from < 0 ? layers.list : layers.list.slice(from)).toReversed();
}

/** Every key that acts now, latest owner first, each key once. */
export function listKeys(): KeyHint[] {
  const all = reachable().flatMap((layer) => [
    ...layer.actions().filter(({ when, unlisted }) => !unlisted && (when?.() ?? true)),
    ...layer.hints(),
  ]);
  return all
    .filter(({ keys }, i) => all.findIndex((other) => other.keys === keys) === i)
    .map(({ keys, label }) => ({ keys, label }));
}

const plainNames: Record<string, string> = { Escape: "Esc", " ": "Space" };

/** The name of a pressed key as the registry writes it. */
export function nameOf(event: KeyboardEvent): string {
  const key = plainNames[event.key] ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key);
  const before = [
    event.ctrlKey || event.metaKey ? "Ctrl+" : "",
    event.altKey ? "Alt+" : "",
    event.shiftKey && (event.ctrlKey || key.length > 1) ? "Shift+" : "",
  ];
  return before.join("") + key;
}

/** Going down with the key that is meant. */
const modifiers = new Set(["Control", "Alt", "Shift", "Meta"]);

/** Reload, close, the web view's own find, print, save, source, history and caret browsing: off. */
const off = new Set(
  [
    "Ctrl+R",
    "Ctrl+Shift+R",
    "F5",
    "Ctrl+F5",
    "Shift+F5",
    "Ctrl+W",
    "Ctrl+Shift+W",
    "Ctrl+F",
    "Ctrl+G",
    "Ctrl+P",
  ].concat(
    ["Ctrl+S", "Ctrl+U", "Ctrl+J", "Ctrl+O", "Ctrl+T", "Ctrl+N", "Ctrl+D", "Ctrl+E", "Ctrl+I", "Ctrl+M", "Ctrl+L"],
    ["Ctrl+K", "Ctrl+H", "F1", "F3", "F7", "F11", "Alt+ArrowLeft", "Alt+ArrowRight", "Alt+Home"],
  ),
);

/** Handles one key press; true when something acted or the key is off. */
export function pressKey(event: KeyboardEvent): boolean {
  // AltGr writes letters (Polish L with a stroke is AltGr L): never a command.
  if (event.isComposing || event.key === "Process" || event.getModifierState?.("AltGraph")) return false;
  const name = nameOf(event);
  for (const layer of reachable()) {
    const action = layer.actions().find(({ keys, when }) => keys === name && (when?.() ?? true));
    if (action) {
      event.preventDefault();
      event.stopPropagation();
      held.letGo();
      held.heard(name);
      action.run(event);
      return true;
    }
  }
  if (held.hold(name, event) || off.has(name)) {
    event.preventDefault();
    return true;
  }
  return false;
}

const held = new HeldKeys(pressKey);

/**
 * For a screen that asks Rust before it can show its keys: `$effect(() => opening(call(...), show, fail))`. What is pressed
 * meanwhile waits (held-keys.ts). A screen that was left meanwhile shows nothing.
 */
export function opening<T>(
  answer: Promise<T>,
  show: (given: T) => unknown,
  fail: (thrown: unknown) => void,
): () => void {
  const { stands, gone } = held.begin();
  let left = false;
  const ask = async () => {
    try {
      const given = await answer;
      if (left) return;
      await show(given);
      // The keys register when the page is drawn, which takes its own turns after the answer.
      setTimeout(stands);
    } catch (thrown) {
      gone();
      if (!left) fail(thrown);
    }
  };
  void ask();
  return () => {
    left = true;
    gone();
  };
}

/** Listens on the window. Bubbling, so that a part in focus (an open list, a group) may take Esc or Enter first. */
export function listenForKeys(target: Window = window): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (!event.defaultPrevented) pressKey(event);
    if (!modifiers.has(event.key)) held.heard(nameOf(event));
  };
  const onPointer = () => held.letGo();
  // Reload and friends on the web view's own menu.
  const onMenu = (event: MouseEvent) => {
    const inField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if (!inField) event.preventDefault();
  };
  target.addEventListener("keydown", onKey);
  target.addEventListener("pointerdown", onPointer, true);
  target.addEventListener("contextmenu", onMenu);
  return () => {
    held.letGo();
    target.removeEventListener("keydown", onKey);
    target.removeEventListener("pointerdown", onPointer, true);
    target.removeEventListener("contextmenu", onMenu);
  };
}

/** For aria-keyshortcuts. */
export function ariaKeys(keys: string): string {
  return keys.replace("Ctrl", "Control").replace("Esc", "Escape");
}

/** The caps of a key, one per part: "Ctrl+Shift+S" is three. */
export function capsOf(keys: string): string[] {
  const arrows: Record<string, string> = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→" };
  return keys.split(/\+(?=.)/).map((part) => arrows[part] ?? part);
}
