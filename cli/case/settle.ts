import type { Command } from 'commander';
import { configurationVersions, currentConfigurations } from '../../db/creditor/collector-configurations.ts';
import { OUTBOX_CONFIGURATION } from '../../domain/case/outbox-configuration.ts';
import { type Day, formatDay } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { noSuchConfiguration } from '../../read/case/configuration-words.ts';
import { count, money } from '../../read/kit/format.ts';
import type { IntakeOptions } from '../intake/intake-options.ts';
import { readMapping } from '../intake/read-mapping.ts';
import { report, take } from '../intake/take-in.ts';
import { type Context, tenant, withDatabase, withWritableDatabase } from '../kit/context.ts';
import { WorkFailed, WrongUse } from '../kit/failures.ts';
import { dayOption, newCommand, withBy } from '../kit/options.ts';
import { requireFile } from '../kit/require-file.ts';
import { type Reconciliation, reconcile } from './reconcile.ts';

interface Options extends IntakeOptions {
  readonly collector: string;
  readonly from?: Day;
  readonly until?: Day;
  readonly compare?: boolean;
}

export function build(): Command {
  const command = newCommand(
    "Takes in a collector's settlement file: each row becomes a receipt of its case. Then compares the file with the books, both ways, for the days of the file, and lists what differs. Bad rows are reported by line and keep nothing of the rest back; taking the same file in again changes nothing.",
    [
      'dunwell case settle march.csv --collector partner',
      'dunwell case settle march.csv --collector partner --from 2026-03-01 --until 2026-03-31 --compare',
    ],
  )
    .argument('<file>', 'CSV file: case,receipt,receivedOn,amount,currency')
    .requiredOption('--collector <name>', 'the collector configuration that the file is from');
  return withBy(command)
    .option('--mapping <file>', 'how the columns are named and written')
    .option('--strict', 'take nothing when a row is bad')
    .option('--from <date>', 'first day that the file is about; that of its earliest receipt', dayOption)
    .option('--until <date>', 'last day that the file is about; that of its latest receipt', dayOption)
    .option('--compare', 'only compare; take nothing in')
    .action(async (file: string, options: Options) => {
      const { from, until } = options;
      if (from !== undefined && until !== undefined && from > until) {
        throw new WrongUse(`--from ${formatDay(from)} lies after --until ${formatDay(until)}.`);
      }
      requireFile(file);
      const using = options.compare === true ? withDatabase : withWritableDatabase;
      await using(options, (context) => settle(context, file, options));
    });
}

async function settle(context: Context, file: string, options: Options): Promise<void> {
  const { output } = context;
  const { collector, from, until } = options;
  await requireCollector(context, collector);
  const one = await tenant(context);
  const mapping = await readMapping(options.mapping);
  const compared = () => reconcile(context, one, { file, mapping, collector, from, until });
  if (options.compare === true) {
    const reconciliation = await compared();
    if (output.isJson) return output.json(asJson(reconciliation));
    return print(context, reconciliation);
  }
  const files = { settlement: file, collector };
  const taken = await take(context, files, options);
  if (!taken.isTaken) return report(context, files, taken);
  const reconciliation = await compared();
  await report(context, files, taken, {
    json: { reconciliation: asJson(reconciliation) },
    print: () => print(context, reconciliation),
  });
}

async function requireCollector({ db }: Context, name: string): Promise<void> {
  if (name === OUTBOX_CONFIGURATION.name) return;
  const { versions, current } = await db.read(async (tx) => ({
    versions: await configurationVersions(tx, name),
    current: await currentConfigurations(tx),
  }));
  if (versions.length > 0) return;
  throw new WorkFailed(noSuchConfiguration(name, current));
}

async function print({ output }: Context, reconciliation: Reconciliation): Promise<void> {
  const { lines, unreadable, from, until, differences, inFile, inBooks } = reconciliation;
  if (differences.length > 0) {
    await output.heading('Differences');
    const right = (title: string) => ({ title, align: 'right' }) as const;
    const table = output.table([
      right('line'),
      { title: 'case' },
      { title: 'receipt' },
      { title: 'difference' },
      right('in the file'),
      right('in the books'),
      { title: '' },
    ]);
    for (const one of differences) {
      await table.row([
        one.line === null ? '' : String(one.line),
        one.case,
        one.receipt,
        one.kind,
        one.inFile === null ? '' : money(one.inFile.amount, one.inFile.currency),
        one.inBooks === null ? '' : money(one.inBooks.amount, one.inBooks.currency),
        one.says,
      ]);
    }
    await table.end();
  }
  const period = from === null || until === null ? '' : ` from ${formatDay(from)} until ${formatDay(until)}`;
  const unread = unreadable === 0 ? '' : ` (${unreadable} not readable)`;
  output.note(
    `${count(lines, 'line')}${unread}${period}: ${sums(inFile)} in the file, ${sums(inBooks)} in the books, ${count(differences.length, 'difference')}.`,
  );
}

function sums(of: ReadonlyMap<string, number>): string {
  return [...of].map(([currency, amount]) => money(amount, currency)).join(' + ') || 'nothing';
}

function asJson({ from, until, differences, inFile, inBooks, ...counts }: Reconciliation): object {
  const decimals = (of: ReadonlyMap<string, number>) =>
    Object.fromEntries([...of].map(([currency, amount]) => [currency, formatAmount(amount, currency)]));
  const side = (of: { readonly amount: number; readonly currency: string } | null) =>
    of === null ? null : { amount: formatAmount(of.amount, of.currency), currency: of.currency };
  return {
    ...counts,
    from: from === null ? null : formatDay(from),
    until: until === null ? null : formatDay(until),
    inFile: decimals(inFile),
    inBooks: decimals(inBooks),
    differences: differences.map((one) => ({
      ...one,
      inFile: side(one.inFile),
      inBooks: side(one.inBooks),
    })),
  };
}
