import { InvalidArgumentError } from 'commander';
import { RowKind, type StagedTaskWord } from '../../contracts/intake.ts';
import { findTask } from '../../db/tasks/tasks.ts';
import { reportRow, type TellingOptions, telling, tellingId, tellRow } from '../intake/tell-row.ts';
import { type Context, tenants } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';

/** Reads a task's number as lists show it. */
export function taskOption(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) {
    throw new InvalidArgumentError('Write the number of a task, as `dunwell tasks` shows it.');
  }
  return Number(text);
}

/** Stages what somebody says of a task: only the worker writes it down. */
export function tellTask(options: TellingOptions, word: StagedTaskWord, says: string): Promise<void> {
  return telling(options, async (context) => {
    const creditor = await creditorOf(context, word.task);
    const id = `task-${word.task}-${tellingId(options)}`;
    const body = { kind: RowKind.TASK, body: word };
    const result = await tellRow(context, creditor, id, body, options);
    await reportRow(context, result, { taken: says, unchanged: 'It was so already.' }, word);
  });
}

async function creditorOf(context: Context, task: number): Promise<string> {
  const row = await context.db.read((tx) => findTask(tx, task));
  const own = (await tenants(context)).map(({ id }) => id);
  if (row === undefined || !own.includes(row.creditor)) {
    throw new WorkFailed(`There is no task ${task}: \`dunwell tasks\` lists those that are open.`);
  }
  return row.creditor;
}
