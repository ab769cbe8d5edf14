import type { StagedDeliveryFeedback } from '../contracts/intake.ts';
import { LEVEL_CHANNELS } from '../domain/effects/channels.ts';
import { FEEDBACK_OUTCOMES } from '../domain/effects/effect-outcome.ts';
import { contentId } from './contacts.ts';
import { isJsonLines, readJsonLines } from './json-lines.ts';
import { datesOf, type FileMapping, type Mapping } from './mapping.ts';
import { type FileRows, readFileRows } from './read.ts';
import type { RowReader } from './row-reader.ts';
import { withoutBlanks } from './rows.ts';
import { code, line as oneLine, word } from './values.ts';

/** Reads what became of letters after they had left, from CSV or from JSON lines. */
export function readDeliveryFeedback(
  path: string,
  options: { readonly mapping?: Mapping | undefined } = {},
): FileRows<StagedDeliveryFeedback> {
  if (isJsonLines(path)) return readJsonLines(path, 'deliveryFeedback', buildDeliveryFeedback);
  return readFileRows(path, {
    kind: 'deliveryFeedback',
    mapping: options.mapping?.deliveryFeedback,
    build: buildDeliveryFeedback,
  });
}

function buildDeliveryFeedback(reader: RowReader, mapping: FileMapping): StagedDeliveryFeedback | undefined {
  const letter = reader.required('key', oneLine);
  const result = reader.required('result', word(FEEDBACK_OUTCOMES));
  const on = reader.required('on', datesOf(mapping, 'on'));
  const channel = reader.optional('channel', word(LEVEL_CHANNELS));
  const note = reader.optional('note', oneLine);
  const given = reader.optional('externalId', code);
  if (letter === undefined || result === undefined || on === undefined) return undefined;
  const externalId = given ?? contentId('delivery', [letter, result, channel ?? '', on]);
  return withoutBlanks({ externalId, key: letter, result, channel, on, note });
}
