import type { Command } from 'commander';
import type { CaseRow } from '../../db/case/cases.ts';
import { configurationsAsOf } from '../../db/creditor/collector-configurations.ts';
import type { ConfigurationChoice } from '../../domain/case/choose-configuration.ts';
import { CASE_STATE_IN_WORDS } from '../../domain/case/words.ts';
import { configurationChoice } from '../../gather/case/configuration-choice.ts';
import { caseRowOf } from '../../gather/case/gather-case-history.ts';
import { type Context, type Tenant, tenant, withDatabase } from '../kit/context.ts';
import { momentText } from '../kit/format.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { oneLine } from '../kit/table.ts';

export function build(): Command {
  return newCommand(
    'Says which collector configuration a case got, or would get if it were prepared now, and why: every configuration in the order of looking, condition by condition.',
    ['dunwell collector why 2026/001-1'],
  )
    .argument('<reference>', 'reference of the case')
    .action((reference: string, options: SharedOptions) =>
      withDatabase(options, (context) => show(context, reference)),
    );
}

async function show(context: Context, reference: string): Promise<void> {
  const { db, output, asOf } = context;
  const one = await tenant(context);
  const { row, choice, isPast } = await db.read(async (tx) => {
    const found = await caseRowOf(tx, one.id, reference);
    // What it got was decided when it was prepared, among the versions in force then.
    const at = found.configuration === null ? asOf : (found.preparedAt ?? asOf);
    const configurations = await configurationsAsOf(tx, at);
    const explained = await configurationChoice(tx, found, one.calendar.dayOf(at), configurations);
    return { row: found, choice: explained, isPast: found.configuration !== null };
  });
  if (output.isJson) return output.json(asJson(row, choice, isPast));
  await output.line(`Case ${oneLine(reference)} of ${one.id}: ${CASE_STATE_IN_WORDS[row.state]}.`);
  await output.line(answer(row, choice, one));
  await output.line();
  const { green, red } = output.colors;
  const table = output.table([
    { title: 'configuration' },
    { title: '' },
    { title: 'rule' },
    { title: 'what it says' },
  ]);
  for (const { name, version, checks } of choice.because) {
    const title = version === null ? name : `${name}, version ${version}`;
    for (const { rule, passes, says } of checks) {
      await table.row([title, { text: passes ? 'pass' : 'FAIL', paint: passes ? green : red }, rule, says]);
    }
  }
  await table.end();
}

function answer(row: CaseRow, { chosen }: ConfigurationChoice, { calendar }: Tenant): string {
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

function asJson(row: CaseRow, { chosen, because }: ConfigurationChoice, isPast: boolean): object {
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
