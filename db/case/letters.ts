import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm';
import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import type { EffectRow } from '../effects/effects.ts';
import { equals } from '../named.ts';
import { caseInvoices } from '../tables/cases.ts';
import { EFFECT, effectContents, effects } from '../tables/effects.ts';
import { invoices } from '../tables/invoices.ts';
import { preparedStatements, type Tx } from '../tx.ts';

/** A letter or mail that reached the debtor about an invoice of a case. */
export interface DeliveredLetter {
  readonly effect: EffectRow;
  /** Number of the invoice. */
  readonly invoice: string;
  /** What it was written from; null when it was erased. */
  readonly content: unknown;
}

const statements = preparedStatements(({ orm }) => ({
  ofCase: orm
    .select({ effect: EFFECT, invoice: invoices.number, content: effectContents.content })
    .from(caseInvoices)
    .innerJoin(invoices, eq(invoices.id, caseInvoices.invoiceId))
    .innerJoin(effects, eq(effects.invoiceId, caseInvoices.invoiceId))
    .leftJoin(effectContents, eq(effectContents.key, effects.key))
    .where(
      and(
        equals(caseInvoices, 'caseId'),
        eq(effects.kind, EffectKind.LEVEL),
        inArray(effects.state, [EffectState.HANDED_OVER, EffectState.DELIVERED]),
        isNotNull(effects.deliveredOn),
      ),
    )
    .orderBy(asc(effects.deliveredOn), asc(effects.plannedAt), asc(effects.key))
    .prepare(),
}));

/** The letters and mails that went out about the invoices that are or were in the case, the oldest first. */
export async function deliveredLettersOf(tx: Tx, caseId: number): Promise<readonly DeliveredLetter[]> {
  return statements(tx).ofCase.all({ caseId });
}
