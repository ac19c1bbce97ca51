import type { BannerView, MarketingChannel, RegisterFilter, RestartView } from "../ipc/bindings";

/**
 * Where the person is. Plain state: no address ever holds patient data, and nothing is kept after the window closes.
 * Each screen adds itself to `Places` with what it needs.
 */
export interface Places {
  desk: Record<string, never>;
  patient: { patientId: string; saved?: string };
  "register-patient": Record<string, never>;
  /** `returns`: after saving, back to where it came from. */
  "edit-patient": { patientId: string; latinAsked?: boolean; formerName?: string; returns?: boolean };
  "walk-in": { patientId?: string };
  "check-in": { arrivalId: string };
  consents: { patientId: string };
  "consent-receipt": { patientId: string; banner: BannerView };
  "consents-out": { patientId: string; banner: BannerView };
  copies: { patientId: string };
  parental: { patientId: string };
  "parental-receipt": { parentalId: string; banner: BannerView };
  "refusal-letter": { adultId: string; banner: BannerView };
  requests: Record<string, never>;
  request: { requestId: string; saved?: boolean };
  /** `adultId`: made by a parent whose proof it rests on. */
  "log-request": { patientId?: string; adultId?: string };
  "consent-form": { patientId?: string; treatment?: string };
  response: { requestId: string };
  /** Decides a request about a child. */
  release: { requestId: string };
  /** What went out, as it went. */
  released: { requestId: string };
  "signed-form": { formId: string; number: string; banner: BannerView };
  /** `letter`: as it was made, for coming back from its pages. */
  news: { patientId: string; channel?: MarketingChannel; letter?: RestartView };
  "restart-letter": { patientId: string; channel: MarketingChannel; code: string; banner: BannerView };
  registers: {
    tab?: "again" | "checks" | "audit" | "news" | "papers" | "verify" | "parental";
    filter?: RegisterFilter;
  };
  paper: { paperId: string };
  register: { filter: RegisterFilter };
  "parental-register": Record<string, never>;
  /** Both dates, while the clock is doubted. */
  "confirm-date": Record<string, never>;
  /** What happened to the records, to end an alarm about the audit. */
  "settle-anchor": Record<string, never>;
  settings: { part?: "you" | "clinic" | "staff" | "safety" | "consents" };
}

export type PlaceName = keyof Places;
export type Place = { [K in PlaceName]: { name: K; with: Places[K] } }[PlaceName];

const home: Place = { name: "desk", with: {} };

class Router {
  place = $state.raw<Place>(home);
  private earlier: Place[] = [];

  go<K extends PlaceName>(
    name: K,
    ...[needs]: Record<string, never> extends Places[K] ? [Places[K]?] : [Places[K]]
  ): void {
    if (JSON.stringify(this.place) !== JSON.stringify({ name, with: needs ?? {} })) {
      this.earlier = [...this.earlier.slice(-20), this.place];
    }
    this.place = { name, with: needs ?? {} } as Place;
  }

  /** In place of this screen: Back does not return to it (a form that was saved). */
  replace<K extends PlaceName>(name: K, needs: Places[K]): void {
    this.place = { name, with: needs } as Place;
  }

  /** To the screen before this one; the desk when there is none. */
  back(): void {
    this.place = this.earlier.at(-1) ?? home;
    this.earlier = this.earlier.slice(0, -1);
  }

  reset(place: Place = home): void {
    this.earlier = [];
    this.place = place;
  }
}

export const router = new Router();
