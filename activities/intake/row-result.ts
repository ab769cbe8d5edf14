/** What came of one staged row. */
export type RowResult =
  | { readonly kind: 'taken' | 'unchanged' }
  /** Why the row was not taken, in words that name the field and what would be right. */
  | { readonly kind: 'refused'; readonly because: string };

export const TAKEN: RowResult = { kind: 'taken' };
export const UNCHANGED: RowResult = { kind: 'unchanged' };

export function refused(because: string): RowResult {
  return { kind: 'refused', because };
}
