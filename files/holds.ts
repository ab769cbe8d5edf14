import { basename } from 'node:path';
import type { StagedHold } from '../contracts/opening.ts';
import { HoldKind, HoldReason } from '../domain/kernel/holds.ts';
import { BY_HAND } from '../domain/kernel/pause.ts';
import { contentId } from './contacts.ts';
import { datesOf, type FileMapping, type Mapping } from './mapping.ts';
import { type FileRows, readFileRows } from './read.ts';
import type { RowReader } from './row-reader.ts';
import { withoutBlanks } from './rows.ts';
import { code, line as oneLine, word } from './values.ts';

interface Options {
  readonly mapping?: Mapping | undefined;
}

/** Reads a file of pauses that another system has set; a row about neither customer nor invoice pauses the creditor. */
export function readHolds(path: string, { mapping }: Options = {}): FileRows<StagedHold> {
  return readFileRows(path, {
    kind: 'holds',
    mapping: mapping?.holds,
    build: (reader, rules) => {
      const scope = reader.required('scope', word(['invoice', 'customer', 'creditor']));
      const reason = reader.optional('reason', word(BY_HAND)) ?? HoldReason.IMPORTED;
      const kind = reader.optional('kind', word(Object.values(HoldKind))) ?? HoldKind.REMINDERS;
      const subject = subjectOf(reader, scope);
      const row = built(reader, rules, path, { ...subject, kind, reason });
      return scope === undefined ? undefined : row;
    },
  });
}

/** Reads a file of payment plans, each of a customer or an invoice, with the day it ends. */
export function readPlans(path: string, { mapping }: Options = {}): FileRows<StagedHold> {
  return readFileRows(path, {
    kind: 'plans',
    mapping: mapping?.plans,
    build: (reader, rules) => {
      const isOfInvoice = !reader.isBlank('invoice');
      if (isOfInvoice !== reader.isBlank('customer')) {
        const because = isOfInvoice
          ? 'is given, and so is invoice; keep the one whose plan it is'
          : 'is blank, and so is invoice; write whose plan it is';
        reader.refuse('customer', because);
      }
      if (reader.isBlank('until'))
        reader.refuse('until', 'is blank; a plan needs the day after its last one');
      const subject = subjectOf(reader, isOfInvoice ? 'invoice' : 'customer');
      const plan = { kind: HoldKind.REMINDERS, reason: HoldReason.PAYMENT_PLAN } as const;
      return built(reader, rules, path, { ...subject, ...plan });
    },
  });
}

/** Refuses a row whose scope and columns disagree. */
function subjectOf(reader: RowReader, scope: string | undefined): { invoice?: string; customer?: string } {
  if (scope === 'invoice') {
    const invoice = reader.required('invoice', code);
    return invoice === undefined ? {} : { invoice };
  }
  if (scope === 'customer') {
    const customer = reader.required('customer', code);
    return customer === undefined ? {} : { customer };
  }
  for (const field of ['invoice', 'customer']) {
    if (scope !== undefined && !reader.isBlank(field))
      reader.refuse(
        field,
        `is given for a pause of the whole creditor; leave it blank, or write ${field} as the scope`,
      );
  }
  return {};
}

function built(
  reader: RowReader,
  rules: FileMapping,
  path: string,
  pause: Pick<StagedHold, 'invoice' | 'customer' | 'kind' | 'reason'>,
): StagedHold {
  const from = reader.optional('from', datesOf(rules, 'from'));
  const until = reader.optional('until', datesOf(rules, 'until'));
  const note = reader.optional('note', oneLine);
  const given = reader.optional('externalId', code);
  const { invoice = '', customer = '', kind, reason } = pause;
  const externalId = given ?? contentId('hold', [invoice, customer, kind, reason, from ?? '', until ?? '']);
  return { ...pause, ...withoutBlanks({ from, until, note }), externalId, file: basename(path) };
}
