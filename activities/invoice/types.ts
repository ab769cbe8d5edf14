import type { InvoicePlan, InvoiceRef } from '../../contracts/invoice.ts';
import type { EffectRow } from '../../db/effects/effects.ts';
import type { Decision } from '../../domain/invoice/decision.ts';
import type { Command } from '../../domain/invoice/messages/index.ts';
import type { Trace } from '../../gateways/port.ts';
import type { Gathered } from '../../gather/invoice/gather-invoice.ts';
import type { Context, Performed } from '../actor/subject.ts';

/** An attempt at a letter that was cut off, with what its gateway says of it. */
export interface CutOffLetter {
  readonly row: EffectRow;
  readonly trace: Trace;
  /** Whether its gateway takes the same key twice for once. */
  readonly dedupes: boolean;
}

/** Invoices, as the actor carries them. */
export interface InvoiceTypes {
  readonly Ref: InvoiceRef;
  readonly Gathered: Gathered;
  readonly Decision: Decision;
  readonly Command: Command;
  readonly Plan: InvoicePlan;
  readonly Learned: CutOffLetter | null;
}

export type InvoiceContext = Context<InvoiceTypes>;
export type InvoicePerformed = Performed<InvoiceTypes>;
