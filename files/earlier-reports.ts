import type { StagedEarlierReport } from '../contracts/opening.ts';
import { SIGNAL_TYPES } from '../domain/signals/signal.ts';
import { datesOf, type Mapping } from './mapping.ts';
import { type FileRows, readFileRows } from './read.ts';
import { withoutBlanks } from './rows.ts';
import { code, word } from './values.ts';

/** Reads a file of reports to municipalities that another system has sent. */
export function readEarlierReports(
  path: string,
  { mapping }: { readonly mapping?: Mapping | undefined } = {},
): FileRows<StagedEarlierReport> {
  return readFileRows(path, {
    kind: 'reports',
    mapping: mapping?.reports,
    build: (reader, rules) => {
      const customer = reader.required('customer', code);
      const type = reader.required('type', word(SIGNAL_TYPES));
      const sentOn = reader.required('sentOn', datesOf(rules, 'sentOn'));
      const gateway = reader.optional('gateway', code);
      const reference = reader.optional('reference', code);
      if (customer === undefined || type === undefined || sentOn === undefined) return undefined;
      return withoutBlanks({ customer, type, sentOn, gateway, reference });
    },
  });
}
