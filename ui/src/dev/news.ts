import type { MarketingListView, MarketingView, NewsView, RestartView } from "../ipc/bindings";

const way = (channel: NewsView["channel"], label: string, more: Partial<NewsView> = {}): NewsView => ({
  channel,
  label,
  reachedAt: null,
  word: "Not asked",
  tone: "rest",
  note: "",
  stopped: false,
  waitsUntil: null,
  ...more,
});

export const nothingAsked: NewsView[] = [
  way("email", "Email"),
  way("text", "Text message"),
  way("phone", "Phone"),
  way("post", "Post"),
];

/** Yes by email, stopped by text message. */
export const news: NewsView[] = [
  way("email", "Email", { reachedAt: "amara@example.com", word: "Yes since 3 Jun 2026", tone: "ok" }),
  way("text", "Text message", {
    reachedAt: "07700 900482",
    word: "Stopped since 19 Aug 2026",
    note: "Recorded by Priya Shah.",
    stopped: true,
  }),
  way("phone", "Phone", { reachedAt: "07700 900482" }),
  way("post", "Post", { reachedAt: "14 Sample Street, London, ZZ99 3AA" }),
];

const waits = {
  waitsUntil: "2026-12-24",
  note: "Recorded by Priya Shah. A letter with a code waits for their answer until 24 Dec 2026. Nothing is sent before.",
};
export const newsAsked: NewsView[] = news.map((one) => (one.stopped ? { ...one, ...waits } : one));
export const newsStopped: NewsView[] = news.map((one) =>
  one.stopped
    ? one
    : { ...one, word: "Stopped since 24 Nov 2026", tone: "rest", note: "Recorded by Priya Shah.", stopped: true },
);

export const marketing = (banner: MarketingView["banner"], canAccept = true): MarketingView => ({ banner, canAccept });

export const restart = (banner: MarketingView["banner"]): RestartView => ({
  marketing: marketing({ ...banner, news: newsAsked }),
  channel: "text",
  code: "7K4P-2MXD",
  until: "2026-12-24",
  subject: "News and offers by text message: the code you asked for",
  text: "Dear Amara Grace Okonkwo\n\nGive our front desk this code.\n\n7K4P-2MXD",
});

export const marketingList: MarketingListView = {
  documentId: "csv2",
  title: "News and offers by email",
  rows: 212,
  leftOut: [
    { code: "stopped", words: "Stopped: they, or their email address", count: 14 },
    { code: "under-18", words: "Under 18: children get no marketing, whatever was answered", count: 1 },
  ],
  patients: 640,
};
