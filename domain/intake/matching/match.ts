/** What becomes of unmatched money. */
export const MatchKind = {
  /** Booked on an invoice. */
  INVOICE: 'invoice',
  /** Known to be a customer's: its unmatched credit from then on. It settles nothing. */
  CUSTOMER: 'customer',
  /** Given back to the payer. */
  RETURNED: 'returned',
  /** Told by mistake, or settled elsewhere. */
  DISMISSED: 'dismissed',
} as const;
export type MatchKind = (typeof MatchKind)[keyof typeof MatchKind];

/** Why money was booked where it was. */
export const MatchRule = {
  /** The booking named the invoice. */
  NUMBER: 'number',
  STRUCTURED_REFERENCE: 'structured reference',
  /** A return names the payment that it takes back. */
  RETURN: 'return',
  NUMBER_IN_TEXT: 'number in text',
  PAYER: 'payer',
  /** The bank told a batch booking again, with its payments. */
  PARTS: 'told in parts',
  /** A person said so. */
  HAND: 'by hand',
} as const;
export type MatchRule = (typeof MatchRule)[keyof typeof MatchRule];
