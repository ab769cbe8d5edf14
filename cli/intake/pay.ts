import type { Command } from 'commander';
import { RowKind, type StagedPayment } from '../../contracts/intake.ts';
import { findInvoiceByNumber } from '../../db/invoice/invoices.ts';
import { type Day, formatDay } from '../../domain/kernel/day.ts';
import { EntryKind } from '../../domain/kernel/ledger.ts';
import { minorOf } from '../../read/intake/unmatched.ts';
import { money } from '../../read/kit/format.ts';
import { tenant } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { amountOption, dayOption, newCommand, wordOption } from '../kit/options.ts';
import { batchFor } from './batch-for.ts';
import { reportRow, type TellingOptions, telling, tellingId, tellRow, withTelling } from './tell-row.ts';

interface Options extends TellingOptions {
  readonly on?: Day;
  readonly as: EntryKind;
}

const KINDS = Object.values(EntryKind);

export function build(): Command {
  const command = newCommand('Books a payment, a credit or another movement on an invoice by hand.', [
    'dunwell pay 2026/001 125.00',
    'dunwell pay 2026/001 25.00 --as credit --on 2026-02-20',
  ])
    .argument('<number>', 'the invoice')
    .argument('<amount>', 'decimal such as 125.00; more than zero whatever the kind', amountOption)
    .option('--on <date>', 'the day it counts from; today when not given', dayOption)
    .option('--as <kind>', KINDS.join(', '), wordOption(KINDS), EntryKind.PAYMENT);
  return withTelling(command).action((number: string, amount: string, options: Options) =>
    telling(options, async (context) => {
      const one = await tenant(context);
      const invoice = await context.db.read((tx) => findInvoiceByNumber(tx, one.id, number));
      if (invoice === undefined) throw new WorkFailed(`Creditor ${one.id} has no invoice ${number}.`);
      const { currency } = invoice;
      const { on = one.calendar.dayOf(context.asOf), as: kind } = options;
      const id = tellingId(options);
      const booking: StagedPayment = {
        invoice: number,
        bookedOn: on,
        amount: minorOf(amount, currency),
        currency,
        externalId: `by-hand/${id}`,
        kind,
      };
      const { amount: minor } = booking;
      const row = { kind: RowKind.PAYMENT, body: booking };
      const result = await tellRow(context, one.id, batchFor('pay', id, booking), row, options);
      const what = `${money(minor, currency)} as ${kind} on ${number}, counting from ${formatDay(on)}`;
      const says = { taken: `Booked ${what}.`, unchanged: `Booked before: ${what}.` };
      await reportRow(context, result, says, { ...booking, amount, bookedOn: formatDay(on) });
    }),
  );
}
