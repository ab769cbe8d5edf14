import { didYouMean } from '../config/nearest.ts';
import type { StagedFeedback } from '../contracts/signal-intake.ts';
import { MUNICIPAL_CODES, MunicipalCode, municipalCodeOf } from '../domain/signals/municipal-codes.ts';
import { contentId } from './contacts.ts';
import { readFeedbackJson } from './feedback-json.ts';
import { datesOf, type FileMapping, type Mapping } from './mapping.ts';
import { type FileRows, readFileRows } from './read.ts';
import type { RowReader } from './row-reader.ts';
import { withoutBlanks } from './rows.ts';
import { code, line as oneLine, type Reader } from './values.ts';

/** Reads word of municipalities, from CSV or from a file whose name ends in `.json`. */
export function readFeedback(
  path: string,
  options: { readonly mapping?: Mapping | undefined } = {},
): FileRows<StagedFeedback> {
  if (path.toLowerCase().endsWith('.json')) return readFeedbackJson(path, buildFeedback);
  return readFileRows(path, {
    kind: 'feedback',
    mapping: options.mapping?.feedback,
    build: buildFeedback,
  });
}

/** A result in our words or in those of the Gemeentelijk Gegevensmodel. */
const result: Reader<MunicipalCode> = (text) => {
  const value = municipalCodeOf(text);
  if (value !== undefined) return { value };
  const known = Object.values(MunicipalCode).flatMap((name) => [name, ...MUNICIPAL_CODES[name].ggm]);
  const hint = didYouMean(text, known) || ' or Woont niet in gemeente; docs/municipalities.md lists them all';
  return { reason: `is no result known here; write one such as HELP_ACCEPTED${hint}` };
};

function buildFeedback(reader: RowReader, mapping: FileMapping): StagedFeedback | undefined {
  const said = reader.required('result', result);
  const on = reader.required('on', datesOf(mapping, 'on'));
  const reference = reader.optional('reference', code);
  const customer = reader.optional('customer', code);
  const rejectionCode = reader.optional('rejectionCode', code);
  const municipalityReference = reader.optional('municipalityReference', code);
  const note = reader.optional('note', oneLine);
  const given = reader.optional('externalId', code);
  if (reader.isBlank('reference') && reader.isBlank('customer')) {
    reader.refuse(
      'reference',
      'is blank, and so is customer; write the signal’s reference or the customer number',
    );
  }
  if (rejectionCode !== undefined && said !== undefined && said !== MunicipalCode.REJECTED) {
    reader.refuse('rejectionCode', `belongs to the result REJECTED; leave it blank for ${said}`);
  }
  if (said === undefined || on === undefined) return undefined;
  const externalId = given ?? contentId('feedback', [reference ?? '', customer ?? '', said, on]);
  const { kind } = MUNICIPAL_CODES[said];
  const about = { externalId, reference, customer, kind, code: rejectionCode ?? said };
  return withoutBlanks({ ...about, municipalityReference, on, note });
}
