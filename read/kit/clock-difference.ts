/** A lease runs for 30 seconds, and a letter goes out on its day: clocks that differ by this are still one. */
export const CLOCKS_MAY_DIFFER_MS = 5_000;

/** As in "12 s ahead of". */
export function differenceInWords(aheadMs: number): string {
  return `${Math.round(Math.abs(aheadMs) / 1000)} s ${aheadMs > 0 ? 'ahead of' : 'behind'}`;
}
