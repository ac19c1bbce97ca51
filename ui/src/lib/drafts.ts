import { commands } from "../ipc/bindings";
import { call } from "../ipc/call";
import type { DraftStore } from "./draft.svelte";

/** Drafts in the encrypted file, one for each screen, subject and person. */
export const drafts: DraftStore = {
  load: ({ screen, subject }) => call(commands.loadDraft(screen, subject)),
  async save({ screen, subject }, body) {
    await call(commands.saveDraft(screen, subject, body));
  },
  async discard({ screen, subject }) {
    await call(commands.dropDraft(screen, subject));
  },
};
