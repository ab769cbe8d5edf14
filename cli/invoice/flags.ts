import type { InvoiceRow } from '../../db/invoice/invoices.ts';
import type { Policy } from '../../domain/invoice/policy.ts';
import { hasEnded } from '../../domain/invoice/stage.ts';

/** What an operator should know of an invoice at a glance. */
export function flagsOf(row: InvoiceRow, policy: Policy): string[] {
  const open = row.openPrincipal + row.openFees + row.openInterest + row.openCosts;
  const goesOn = !hasEnded(row.stage);
  return [
    ...(goesOn && open > 0 && row.openPrincipal === 0 ? ['only costs open'] : []),
    ...(goesOn && open < policy.minimumAmount ? ['below minimum'] : []),
    ...(row.disputed ? ['disputed'] : []),
    ...(row.surplus > 0 ? ['paid too much'] : []),
  ];
}
