import type { Command } from 'commander';
import { findCustomerByReference } from '../../db/customer/customers.ts';
import type { InvoiceFilter } from '../../db/invoice/invoices.ts';
import type { TransferMode } from '../../domain/invoice/policy.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import type { Day } from '../../domain/kernel/day.ts';
import type { Context, Tenant } from './context.ts';
import { WorkFailed } from './failures.ts';
import { dayOption, wordOption, wordsOption } from './options.ts';

/** Which invoices a list shows or a bulk command is for. */
export interface FilterOptions {
  readonly stage?: readonly Stage[];
  readonly mode?: '10' | '20' | '30';
  readonly tab?: 'automatic' | 'manual';
  readonly held?: boolean;
  readonly needs?: boolean;
  readonly nextBefore?: Day;
  readonly customer?: string;
}

/** Adds the options that choose invoices; all given ones must hold. */
export function withFilter(command: Command): Command {
  return command
    .option(
      '--stage <stages>',
      `stages, separated by commas: ${Object.values(Stage).join(', ')}`,
      wordsOption(Object.values(Stage)),
    )
    .option('--mode <mode>', 'transfer mode: 10, 20 or 30', wordOption(['10', '20', '30']))
    .option(
      '--tab <tab>',
      'the debt collection list: automatic (mode 20) or manual (mode 30)',
      wordOption(['automatic', 'manual']),
    )
    .option('--held', 'only paused ones')
    .option('--needs', 'only those that need a person')
    .option('--next-before <date>', 'only with a next step before that day', dayOption)
    .option('--customer <reference>', 'only of that customer');
}

/** True when any of the filter's options was given. */
export function hasFilter(options: FilterOptions): boolean {
  const { stage, mode, tab, held, needs, nextBefore, customer } = options;
  return [stage, mode, tab, held, needs, nextBefore, customer].some((option) => option !== undefined);
}

/** The filter for one creditor; fails when it has no such customer. */
export async function filterFor(
  context: Context,
  { id, calendar }: Tenant,
  options: FilterOptions,
): Promise<Omit<InvoiceFilter, 'afterId'>> {
  const { stage, mode, tab, held, needs, nextBefore, customer } = options;
  return {
    creditor: id,
    ...(stage === undefined ? {} : { stages: stage }),
    ...(mode === undefined ? {} : { mode: Number(mode) as TransferMode }),
    ...(tab === undefined ? {} : { tab }),
    ...(held === undefined ? {} : { held }),
    ...(needs === undefined ? {} : { attention: needs }),
    ...(nextBefore === undefined ? {} : { nextBefore: calendar.instantOf(nextBefore, 0) }),
    ...(customer === undefined ? {} : { customerId: await customerId(context, id, customer) }),
  };
}

/** The row of a creditor's customer; fails in words when there is none. */
export async function customerId({ db }: Context, creditor: string, reference: string): Promise<number> {
  const row = await db.read((tx) => findCustomerByReference(tx, creditor, reference));
  if (row === undefined) throw new WorkFailed(`Creditor ${creditor} has no customer ${reference}.`);
  return row.id;
}
