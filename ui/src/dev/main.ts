/**
 * A look at the screens in a browser, with made-up answers instead of Rust: `npm run dev`, then /dev.html?unlock, ?desk,
 * ?patient and so on (see looks.ts). Never part of the build.
 */
import { mockIPC, mockWindows } from "@tauri-apps/api/mocks";
import { mount } from "svelte";
import App from "../App.svelte";
import "../styles/index.css";
import { answers, refuse } from "./answers";
import { looks } from "./looks";

const wanted = location.search.slice(1).split("&");
const look = looks[wanted[0] || "desk"] ?? {};

mockWindows("desk");
mockIPC(
  (command, args) => {
    const answer = { ...answers, ...look.answers }[command];
    if (answer === undefined) return refuse("not-built", `No made-up answer for ${command}.`);
    return typeof answer === "function" ? answer(args as Record<string, unknown>) : answer;
  },
  { shouldMockEvents: true },
);
if (wanted.includes("dark"))
  window.matchMedia = ((query: string) => ({
    matches: query.includes("dark"),
    addEventListener() {},
    removeEventListener() {},
  })) as never;

mount(App, { target: document.getElementById("app")! });
if (look.after) setTimeout(look.after, 400);
