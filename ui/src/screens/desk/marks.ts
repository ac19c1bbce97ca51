import type { Tone } from "../../components/tones";
import type { ArrivalView } from "../../ipc/bindings";

type Mark = ArrivalView["identity"];

/** One of the three answers as a word with a shape. */
export const markTone: Record<Mark, Tone> = { done: "ok", "to-do": "rest", ask: "warn", stopped: "stop" };
export const markWord: Record<Mark, string> = { done: "Done", "to-do": "To do", ask: "Ask", stopped: "Stopped" };
