import { Draft } from "./draft.svelte";
import { drafts } from "./drafts";
import { router, type Place } from "./router.svelte";

/**
 * Where the person is, kept like unfinished work: a lock ends this page with all it holds, and whoever comes back goes on
 * where they were. Rust says whether somebody does.
 */
const key = { screen: "place", subject: "" };
const home = JSON.stringify({ name: "desk", with: {} });

/** Without what was said once ("Saved") and what was shown: the place as it is come back to. */
function plain({ name, with: needs }: Place): unknown {
  return {
    name,
    with: Object.fromEntries(Object.entries(needs).filter(([what]) => !["saved", "letter"].includes(what))),
  };
}

/** Keeps the place from now on; returns what to tell of each new one, and the way to stop. */
export function keepPlace(): { note: (place: Place) => void; stop: () => void } {
  const draft = new Draft(drafts, key, home);
  return { note: (place) => draft.note(plain(place)), stop: () => draft.close() };
}

/** Goes on where the person was; at the desk when that is not known. */
export async function returnToPlace(): Promise<void> {
  try {
    const kept = await drafts.load(key);
    router.reset(kept === null ? undefined : (JSON.parse(kept) as Place));
  } catch {
    router.reset();
  }
}
