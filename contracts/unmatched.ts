/** What a person does with unmatched money. */
export const Deed = {
  /** Books it, or parts of it, on invoices. */
  MATCH: 'match',
  /** Says which customer's it is. */
  ASSIGN: 'assign',
  /** It was given back to the payer. */
  RETURN: 'return',
  /** It was told by mistake, or is settled elsewhere. */
  DISMISS: 'dismiss',
  /** Takes what was paid too much off its invoice: it waits as its customer's money. */
  RELEASE: 'release',
  /** Takes back what was done with it, or takes a booking off its invoice. */
  UNDO: 'undo',
} as const;
export type Deed = (typeof Deed)[keyof typeof Deed];

interface Told<D extends Deed> {
  readonly deed: D;
  /** The same one staged again does nothing. */
  readonly id: string;
  readonly reason?: string;
}

/** A part of the money for one invoice; without an amount, as much as is open. */
export interface StagedPart {
  readonly invoice: string;
  readonly amount?: number;
}

/** A deed as staged; amounts are minor units, `entry` is the number that `dunwell unmatched` shows. */
export type StagedDeed =
  | (Told<typeof Deed.MATCH> & { readonly entry: number; readonly parts: readonly StagedPart[] })
  | (Told<typeof Deed.ASSIGN> & { readonly entry: number; readonly customer: string })
  | (Told<typeof Deed.RETURN> & { readonly entry: number; readonly amount?: number })
  | (Told<typeof Deed.DISMISS> & { readonly entry: number })
  | (Told<typeof Deed.RELEASE> & { readonly surplusOf: string; readonly amount?: number })
  | (Told<typeof Deed.UNDO> & UndoOf);

/** Either unmatched money by its number, or a booking by its external id. */
type UndoOf =
  | { readonly entry: number /** Only its match with that invoice. */; readonly invoice?: string }
  | { readonly booking: string };
