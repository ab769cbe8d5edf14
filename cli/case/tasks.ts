import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { countHandTasks } from '../../db/case/hand-tasks.ts';
import { eachRow } from '../../db/pages.ts';
import { gatherDossier } from '../../gather/case/gather-dossier.ts';
import {
  HAND_TASK_COLUMNS,
  type HandTask,
  handTaskJson,
  handTaskPage,
  SHOWN_HAND_TASK_COLUMNS,
} from '../../read/case/hand-tasks.ts';
import { textValue } from '../../read/kit/columns.ts';
import { count } from '../../read/kit/format.ts';
import { PAGE } from '../../read/kit/pages.ts';
import { type Context, type Tenant, tenants, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { printArray } from '../kit/print-list.ts';
import { createProgressBar } from '../kit/progress-bar.ts';
import { writeResult } from '../kit/write-result.ts';
import { dossierName } from './dossier-name.ts';
import { exportTasks } from './export-tasks.ts';

interface Options extends SharedOptions {
  readonly export?: string;
  readonly dossiers?: string;
}

export function build(): Command {
  return newCommand(
    "Lists the cases that the creditor's own people collect: in processing, with a collector configuration of kind hand. Exports them as CSV, and the file of each as a PDF.",
    ['dunwell case tasks', 'dunwell case tasks --export tasks.csv --dossiers ./dossiers'],
  )
    .option('--export <file>', 'write them as CSV, replacing the file; - for standard output')
    .option('--dossiers <folder>', 'write the PDF of each into this folder, replacing older ones')
    .action((options: Options) => withDatabase(options, (context) => tasks(context, options)));
}

async function tasks(context: Context, options: Options): Promise<void> {
  const { output } = context;
  const all = await tenants(context);
  const made = { tasks: 0, dossiers: 0 };
  if (options.export === undefined && options.dossiers === undefined) return show(context, all);
  if (options.export !== undefined) {
    const counted = (task: HandTask) => {
      made.tasks += 1;
      return task;
    };
    await writeResult(options.export, options.export, (stream) =>
      exportTasks(eachOf(context, all, counted), stream),
    );
  }
  if (options.dossiers !== undefined) made.dossiers = await writeDossiers(context, all, options.dossiers);
  const says = [
    ...(options.export === undefined ? [] : [`Wrote ${count(made.tasks, 'case')} to ${options.export}.`]),
    ...(options.dossiers === undefined
      ? []
      : [`Wrote ${count(made.dossiers, 'dossier')} to ${options.dossiers}.`]),
  ];
  if (options.export === '-') return output.note(says.join(' '));
  if (output.isJson)
    return output.json({ ...made, export: options.export ?? null, folder: options.dossiers ?? null });
  for (const line of says) await output.line(line);
}

async function show(context: Context, all: readonly Tenant[]): Promise<void> {
  const { output } = context;
  if (output.isJson) {
    await printArray(output, eachOf(context, all), handTaskJson);
    return;
  }
  const written = await output.rows(SHOWN_HAND_TASK_COLUMNS, shown(eachOf(context, all)));
  if (written === 0) output.note('No case is collected by hand.');
}

async function* shown(tasks: AsyncIterable<HandTask>): AsyncGenerator<readonly string[]> {
  for await (const task of tasks) {
    yield SHOWN_HAND_TASK_COLUMNS.map((name) => textValue(HAND_TASK_COLUMNS[name], task));
  }
}

async function* eachOf(
  context: Context,
  all: readonly Tenant[],
  seen: (task: HandTask) => HandTask = (task) => task,
): AsyncGenerator<HandTask> {
  for (const tenant of all) for await (const task of eachTask(context, tenant)) yield seen(task);
}

function eachTask(context: Context, tenant: Tenant): AsyncGenerator<HandTask> {
  return eachRow({ limit: PAGE }, (page) => handTaskPage(context, tenant, page));
}

async function writeDossiers(context: Context, all: readonly Tenant[], folder: string): Promise<number> {
  const { db, asOf } = context;
  const { writeDossier } = await import('../../gateways/dossier/write-dossier.ts');
  await mkdir(folder, { recursive: true, mode: 0o750 });
  const bar = createProgressBar();
  let written = 0;
  try {
    for (const tenant of all) {
      const total = await db.read((tx) => countHandTasks(tx, tenant.id));
      let done = 0;
      for await (const { row } of eachTask(context, tenant)) {
        const content = await db.read((tx) => gatherDossier(tx, row.creditor, row.reference, asOf));
        const file = join(folder, dossierName(row.creditor, row.reference));
        await writeResult(file, file, (stream) => writeDossier(content, stream));
        done += 1;
        written += 1;
        bar.show(`Dossiers of ${tenant.id}`, done, total);
      }
    }
  } finally {
    bar.stop();
  }
  return written;
}
