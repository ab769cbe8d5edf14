import { formatDay } from '../../kernel/day.ts';
import type { InvoiceState } from '../facts.ts';
import { Stage } from '../stage.ts';

/** Says that an invoice's path is over and what can be done instead; null while it goes on. */
export function endedInWords(state: InvoiceState): string | null {
  const on = (day: number | null) => (day === null ? '' : ` on ${formatDay(day)}`);
  switch (state.stage) {
    case Stage.TRANSFERRED:
      return `The claim was transferred to debt collection${on(state.transferredOn)}: act on its case instead.`;
    case Stage.PAID:
      return `The invoice was paid${on(state.paidOn)}: there is nothing left to do.`;
    case Stage.CLOSED:
      return `The claim was closed${on(state.closedOn)} (${state.closeReason ?? 'no reason'}): restart it first.`;
    case Stage.OPEN:
    case Stage.REMINDED:
    case Stage.NOTICED:
    case Stage.LISTED:
      return null;
    default:
      return state.stage satisfies never;
  }
}
