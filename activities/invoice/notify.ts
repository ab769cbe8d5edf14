import type { NotificationContent } from '../../contracts/effects.ts';
import { notificationEffectKey } from '../../contracts/ids.ts';
import type { Tx } from '../../db/tx.ts';
import { Channel } from '../../domain/effects/channels.ts';
import { EffectKind } from '../../domain/effects/effect.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { type ClaimedDelivery, planAndClaim } from '../effects/delivery.ts';
import type { InvoiceContext } from './types.ts';

type About = NotificationContent['about'];

/** Plans a message to the operator; it never stands in the way of the path. */
export async function notify(
  tx: Tx,
  context: InvoiceContext,
  about: About,
): Promise<readonly ClaimedDelivery[]> {
  const { gathered, decision, asOf } = context;
  const { row, calendar } = gathered;
  const { state } = decision.facts;
  const closesOn = state.warnedFor;
  // The day makes it unique: a claim can be listed, taken off and listed again in one round.
  const topic = `${about} ${formatDay(about === 'closes soon' && closesOn !== null ? closesOn : calendar.dayOf(asOf))}`;
  const claimed = await planAndClaim(
    tx,
    {
      key: notificationEffectKey(row.creditor, row.number, state.round, topic),
      invoiceId: row.id,
      kind: EffectKind.NOTIFICATION,
      level: null,
      round: state.round,
      channel: Channel.OPERATOR,
      amount: 0,
      content: {
        kind: 'notification',
        creditor: { id: row.creditor },
        invoice: row.number,
        about,
        says: sayingOf(about, closesOn),
        closesOn,
        at: asOf,
      },
    },
    asOf,
  );
  return 'existing' in claimed ? [] : [claimed.delivery];
}

function sayingOf(about: About, closesOn: number | null): string {
  switch (about) {
    case 'listed for approval':
      return 'The claim is on the manual debt collection list: approve, pause or close it.';
    case 'closes soon':
      return `The claim closes${closesOn === null ? '' : ` on ${formatDay(closesOn)}`}: resume, approve or close it before.`;
    case 'transfer run missed':
      return 'Too little is open for the transfer to debt collection: waive it or close the claim.';
    default:
      return about satisfies never;
  }
}
