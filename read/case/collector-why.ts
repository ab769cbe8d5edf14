import type { CaseRow } from '../../db/case/cases.ts';
import { configurationsAsOf } from '../../db/creditor/collector-configurations.ts';
import type { ConfigurationChoice } from '../../domain/case/choose-configuration.ts';
import { CASE_STATE_IN_WORDS } from '../../domain/case/words.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import { configurationChoice } from '../../gather/case/configuration-choice.ts';
import { caseRowOf } from '../../gather/case/gather-case-history.ts';
import { momentText } from '../kit/format.ts';
import type { Reader, Tenant } from '../kit/reader.ts';

/** Which configuration a case got, or would get if it were prepared now, and why. */
export interface CollectorWhy {
  readonly row: CaseRow;
  readonly choice: ConfigurationChoice;
  readonly calendar: Calendar;
}

/** Refused in words when there is no such case, or none any more. */
export async function collectorWhy(
  { db, asOf }: Reader,
  { id, calendar }: Tenant,
  reference: string,
): Promise<CollectorWhy> {
  return db.read(async (tx) => {
    const row = await caseRowOf(tx, id, reference);
    // What it got was decided when it was prepared, among the versions in force then.
    const at = row.configuration === null ? asOf : (row.preparedAt ?? asOf);
    const configurations = await configurationsAsOf(tx, at);
    const choice = await configurationChoice(tx, row, calendar.dayOf(at), configurations);
    return { row, choice, calendar };
  });
}

/** The sentences before the rules. */
export function collectorWhyInWords({ row, choice, calendar }: CollectorWhy): readonly string[] {
  return [
    `Case ${row.reference} of ${row.creditor}: ${CASE_STATE_IN_WORDS[row.state]}.`,
    answer(row, choice, calendar),
  ];
}

function answer(row: CaseRow, { chosen }: ConfigurationChoice, calendar: Calendar): string {
  if (row.configuration !== null) {
    const when = row.preparedAt === null ? '' : ` on ${momentText(row.preparedAt, calendar)}`;
    const got = `It got ${row.configuration}, version ${row.configurationVersion}, when it was prepared${when}.`;
    const isSame = chosen?.name === row.configuration && chosen.version === row.configurationVersion;
    return isSame ? got : `${got} The case has changed since: the rules below are judged by what it is now.`;
  }
  return chosen === null
    ? 'No configuration takes it: it waits until one is published that does.'
    : `Prepared now, it would get ${chosen.name}, version ${chosen.version}.`;
}

export function collectorWhyJson({ row, choice: { chosen, because } }: CollectorWhy): object {
  const isPast = row.configuration !== null;
  const would = chosen === null ? null : { name: chosen.name, version: chosen.version };
  return {
    creditor: row.creditor,
    case: row.reference,
    state: row.state,
    got: isPast ? { name: row.configuration, version: row.configurationVersion } : null,
    wouldGet: isPast ? null : would,
    asked: row.wantedConfiguration,
    candidates: because,
  };
}
