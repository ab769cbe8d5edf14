import { SignalFactKind, type StagedSignalFact } from '../contracts/signal-intake.ts';
import { DisconnectionKind, StopReason } from '../domain/signals/signal.ts';
import { contentId } from './contacts.ts';
import { datesOf, type FileMapping, type Mapping } from './mapping.ts';
import { type FileRows, readFileRows } from './read.ts';
import type { RowReader } from './row-reader.ts';
import { withoutBlanks } from './rows.ts';
import { code, line as oneLine, word } from './values.ts';

/** Reads a file of planned disconnections and evictions; a row that names a stop gives two facts. */
export function readDisconnections(
  path: string,
  options: { readonly mapping?: Mapping | undefined } = {},
): FileRows<readonly StagedSignalFact[]> {
  return readFileRows(path, {
    kind: 'disconnections',
    mapping: options.mapping?.disconnections,
    build: buildPlan,
  });
}

function buildPlan(reader: RowReader, mapping: FileMapping): readonly StagedSignalFact[] | undefined {
  const customer = reader.required('customer', code);
  const plannedOn = reader.required('plannedOn', datesOf(mapping, 'plannedOn'));
  const contract = reader.optional('contract', oneLine);
  const kind =
    reader.optional('kind', word(Object.values(DisconnectionKind))) ?? DisconnectionKind.DISCONNECTION;
  const reason = reader.optional('stopReason', word(Object.values(StopReason)));
  const from = reader.optional('stopFrom', datesOf(mapping, 'stopFrom'));
  const until = reader.optional('stopUntil', datesOf(mapping, 'stopUntil'));
  const note = reader.optional('note', oneLine);
  const given = reader.optional('externalId', code);
  if (reader.isBlank('stopReason')) {
    for (const field of ['stopFrom', 'stopUntil']) {
      if (!reader.isBlank(field))
        reader.refuse(field, 'is a day of a stop without a reason; write stopReason too');
    }
  } else if (reader.isBlank('stopFrom')) {
    reader.refuse('stopFrom', 'is blank; a stop needs its first day');
  }
  if (customer === undefined || plannedOn === undefined) return undefined;
  const externalId = given ?? contentId('plan', [customer, contract ?? '', kind, plannedOn]);
  const about = withoutBlanks({ customer, contract, note });
  const plan = { fact: SignalFactKind.PLAN, ...about, kind, plannedOn, externalId };
  if (reason === undefined || from === undefined) return [plan];
  const stop = {
    fact: SignalFactKind.STOP,
    ...about,
    reason,
    from,
    externalId: `${externalId}/stop/${reason}/${from}`,
  };
  return [plan, withoutBlanks({ ...stop, until })];
}
