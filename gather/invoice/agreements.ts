import { planMailKey } from '../../contracts/ids.ts';
import {
  type AgreementRow,
  findAgreement,
  instalmentsOfAgreement,
  invoicesOfAgreement,
} from '../../db/agreements.ts';
import { findEffect } from '../../db/effects/effects.ts';
import { ledgerOf } from '../../db/invoice/ledger.ts';
import type { Tx } from '../../db/tx.ts';
import {
  type AgreedInvoice,
  type Agreement,
  AgreementKind,
  type Instalment,
  type InstalmentMail,
} from '../../domain/agreements/agreement.ts';
import type { Hold } from '../../domain/kernel/holds.ts';

/** The agreements that pause an invoice; nothing is asked where none does. */
export async function agreementsHolding(tx: Tx, holds: readonly Hold[]): Promise<readonly Agreement[]> {
  const ids = holds.flatMap(({ agreementId, releasedAt }) =>
    releasedAt === null ? (agreementId ?? []) : [],
  );
  const found: Agreement[] = [];
  for (const id of new Set(ids)) {
    const row = await findAgreement(tx, id);
    if (row !== undefined) found.push(await gatherAgreement(tx, row));
  }
  return found;
}

/** An agreement with the ledgers of its invoices. */
export async function gatherAgreement(tx: Tx, row: AgreementRow): Promise<Agreement> {
  const { id, kind, status, madeOn, currency, creditor } = row;
  const instalments = await instalmentsOfAgreement(tx, id);
  const invoices: AgreedInvoice[] = [];
  for (const { invoiceId, ...invoice } of await invoicesOfAgreement(tx, id)) {
    invoices.push({ ...invoice, ledger: await ledgerOf(tx, invoiceId) });
  }
  const mails = kind === AgreementKind.PLAN ? await mailsOf(tx, creditor, id, instalments) : [];
  return { id, kind, status, madeOn, currency, instalments, invoices, mails };
}

async function mailsOf(
  tx: Tx,
  creditor: string,
  id: number,
  instalments: readonly Instalment[],
): Promise<readonly InstalmentMail[]> {
  const mails: InstalmentMail[] = [];
  for (const { nr } of instalments) {
    const key = planMailKey(creditor, id, nr);
    const effect = await findEffect(tx, key);
    if (effect !== undefined) {
      mails.push({ key, nr, state: effect.state, nextAttemptAt: effect.nextAttemptAt });
    }
  }
  return mails;
}
