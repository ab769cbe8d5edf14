import type { Command } from 'commander';
import { BulkScope } from '../../contracts/background.ts';
import { INVOICE_FILTER } from '../../read/invoice/filter.ts';
import { isNarrowed } from '../../read/kit/query.ts';
import { WrongUse } from '../kit/failures.ts';
import type { MessageOptions } from './message.ts';

export interface ScopeOptions {
  readonly wholeCreditor?: boolean;
}

/** A customer or a creditor as a whole: later invoices are under the same hold. */
export type Scope =
  | { readonly scope: typeof BulkScope.CREDITOR }
  | { readonly scope: typeof BulkScope.CUSTOMER; readonly customer: string };

export function withScope(command: Command): Command {
  return command.option('--whole-creditor', 'everything of the creditor, later invoices too');
}

/** What the call is about as a whole; null when it is about invoices one by one. */
export function scopeOf(options: MessageOptions & ScopeOptions): Scope | null {
  const { customer, wholeCreditor, all, ...rest } = options;
  if (customer === undefined && wholeCreditor !== true) return null;
  if (
    isNarrowed(INVOICE_FILTER, rest) ||
    all === true ||
    (customer !== undefined && wholeCreditor === true)
  ) {
    throw new WrongUse(
      '--customer and --whole-creditor stand for all of theirs, later invoices too: give one of them, without other filters.',
    );
  }
  return customer === undefined ? { scope: BulkScope.CREDITOR } : { scope: BulkScope.CUSTOMER, customer };
}
