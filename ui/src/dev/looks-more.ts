import type { Look } from "./looks";

/** Looks of the check-in, requests and papers. */
export const checkInLooks: Record<string, Look> = {};
