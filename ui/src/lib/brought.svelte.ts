/** A copy of a clinic was just brought here and needs its recovery code: the page goes on to that by itself, once. */
export const brought = $state({ now: false });
