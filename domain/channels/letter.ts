/** How letters leave. */
export const LetterWay = {
  /** As files, for others to print. */
  OUTBOX: 'outbox',
} as const;
export type LetterWay = (typeof LetterWay)[keyof typeof LetterWay];

/** The section `letter` of a channels file. */
export type LetterSettings = { readonly kind: typeof LetterWay.OUTBOX };
