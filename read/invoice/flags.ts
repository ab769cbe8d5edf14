import type { InvoiceRow } from '../../db/invoice/invoices.ts';
import type { Policy } from '../../domain/invoice/policy.ts';
import { hasEnded } from '../../domain/invoice/stage.ts';
import { openOf } from '../kit/open.ts';

/** What an operator should know of an invoice at a glance. */
export function flagsOf(row: InvoiceRow, policy: Policy): string[] {
  const open = openOf(row);
  const goesOn = !hasEnded(row.stage);
  return [
    ...(goesOn && open > 0 && row.openPrincipal === 0 ? ['only costs open'] : []),
    ...(goesOn && open < policy.minimumAmount ? ['below minimum'] : []),
    ...(row.disputed ? ['disputed'] : []),
    ...(row.surplus > 0 ? ['paid too much'] : []),
  ];
}
