import { Command } from 'commander';
import type { ReconcileReport } from '../../contracts/background.ts';
import type { Finding } from '../../read/books/finding.ts';
import { now } from '../kit/clock.ts';
import { withDatabaseOption } from '../kit/database-option.ts';
import { WorkFailed } from '../kit/failures.ts';
import { defaultDataFolder, numberOption, type SharedOptions, withExamples } from '../kit/options.ts';
import { withOutbox } from '../kit/outbox.ts';
import { Output } from '../kit/output.ts';
import { databaseFindings } from './database-findings.ts';
import { opened } from './opened.ts';
import { reconcileNow } from './reconcile-now.ts';
import { serverFindings } from './server-findings.ts';

interface Options extends Omit<SharedOptions, 'creditor'> {
  readonly outbox?: string;
  readonly reconcile?: boolean;
  readonly timeout: number;
}

export function build(): Command {
  const command = new Command().description(
    'Checks server, namespace, worker, schedule, database, late steps and the books of all creditors, and says what to do about what is wrong. Exit code 1 when something is.',
  );
  const examples = ['dunwell doctor', 'dunwell doctor --reconcile'];
  return withOutbox(withDatabaseOption(withExamples(command, examples)))
    .option('--data <folder>', 'data folder; DUNWELL_DATA when set', defaultDataFolder())
    .option('--json', 'write the result as JSON')
    .option('--reconcile', 'run the sweep first: start what has no workflow, wake what is late')
    .option('--timeout <seconds>', 'how long to wait for the sweep', numberOption(1, 36_000), 600)
    .action(examine);
}

async function examine(options: Options): Promise<void> {
  const output = new Output(options.json === true);
  const report = options.reconcile === true ? await reconcileNow(options.data, options.timeout) : null;
  const findings = await allFindings(options);
  if (output.isJson) await output.json({ findings, ...(report === null ? {} : { reconcile: report }) });
  else await print(output, findings, report);
  if (findings.some((finding) => !finding.ok)) throw new WorkFailed();
}

async function allFindings(options: Options): Promise<readonly Finding[]> {
  const books = await opened(options);
  if ('finding' in books) return [...(await serverFindings(options.data, null)), books.finding];
  const { db } = books;
  try {
    return [...(await serverFindings(options.data, db)), ...(await databaseFindings(options, db, now()))];
  } finally {
    await db.close();
  }
}

async function print(
  output: Output,
  findings: readonly Finding[],
  report: ReconcileReport | null,
): Promise<void> {
  if (report !== null) {
    const { started, woken, notified, odd } = report;
    await output.line(`Sweep: ${started} started, ${woken} woken, ${notified} notified.`);
    for (const line of odd) await output.line(`  ${line}`);
    await output.line();
  }
  const { green, red } = output.colors;
  const table = output.table([
    { title: '' },
    { title: 'what' },
    { title: 'what was found' },
    { title: 'what to do' },
  ]);
  for (const { ok, what, says, todo } of findings) {
    await table.row([{ text: ok ? 'ok' : 'FAIL', paint: ok ? green : red }, what, says, todo ?? '']);
  }
  await table.end();
}
