import type { Command } from 'commander';
import { listTasks, type TaskFilter, type TaskRow } from '../../db/tasks/tasks.ts';
import { type Day, formatDay } from '../../domain/kernel/day.ts';
import { TASK_ENDS } from '../../domain/tasks/ends.ts';
import { TaskKind, TaskSubject } from '../../domain/tasks/task.ts';
import { taskInWords } from '../../domain/tasks/words.ts';
import { caseTasksOf } from '../case/people-tasks.ts';
import { chosenColumns, columnsInWords, type ListColumn, momentOf, printList } from '../kit/columns.ts';
import { type Context, type Tenant, tenants, withDatabase } from '../kit/context.ts';
import { dayOption, newCommand, type SharedOptions, wordOption } from '../kit/options.ts';
import { tasksOf } from './tasks.ts';

interface Options extends SharedOptions {
  readonly kind?: TaskKind;
  readonly subject?: TaskSubject;
  readonly about?: string;
  readonly owner?: string;
  readonly before?: Day;
  readonly ended?: boolean;
  readonly columns?: string;
}

interface Listed {
  readonly row: TaskRow;
  readonly tenant: Tenant;
}

const PAGE = 200;
/** What `dunwell status` calls them. */
const OTHER_LISTS: readonly string[] = ['APPROVAL', 'REVIEW', 'PREPARATION'];
const KINDS = Object.values(TaskKind);
const SUBJECTS = Object.values(TaskSubject);

const column = (about: string, value: ListColumn<Listed>['value']): ListColumn<Listed> => ({ about, value });

const COLUMNS = {
  id: column('its number, for done, dismiss and assign', ({ row }) => row.id),
  creditor: column('the creditor', ({ row }) => row.creditor),
  subject: column('what it is about: invoice, case, customer, creditor or batch', ({ row }) => row.subject),
  about: column('which one', ({ row }) => row.about),
  kind: column('what kind of task', ({ row }) => row.kind),
  since: column('since when, local time', ({ row, tenant }) => momentOf(row.since, tenant.calendar)),
  due: column('by when', ({ row }) => (row.due === null ? null : formatDay(row.due))),
  owner: column('who has it', ({ row }) => row.owner),
  what: column('what happened and what to do', ({ row }) => taskInWords(row)),
  endsWhen: column('what ends it by itself', ({ row }) => TASK_ENDS[row.kind]),
  endedAt: column('when it ended, local time', ({ row, tenant }) => momentOf(row.endedAt, tenant.calendar)),
  ended: column('how it ended', ({ row }) => row.ended),
  endedBy: column('who ended it', ({ row }) => row.endedBy),
  endedReason: column('why', ({ row }) => row.endedReason),
} as const satisfies Readonly<Record<string, ListColumn<Listed>>>;
type ColumnName = keyof typeof COLUMNS;

const OPEN_COLUMNS: readonly ColumnName[] = ['id', 'subject', 'about', 'kind', 'since', 'owner', 'what'];
const ENDED_COLUMNS: readonly ColumnName[] = [
  'id',
  'subject',
  'about',
  'kind',
  'since',
  'endedAt',
  'ended',
  'endedBy',
  'endedReason',
];

export function build(): Command {
  return newCommand('Lists the open tasks that match all of the given filters, the oldest first.', [
    'dunwell tasks',
    'dunwell tasks list --kind SURPLUS --json',
    'dunwell tasks list --subject invoice --about 2026/001 --ended',
  ])
    .option('--kind <kind>', `only of that kind: ${KINDS.join(', ')}`, wordOption(KINDS))
    .option('--subject <subject>', `only about that: ${SUBJECTS.join(', ')}`, wordOption(SUBJECTS))
    .option('--about <name>', "only about that one: an invoice's number, a case's or a customer's reference")
    .option('--owner <name>', 'only those that this person has')
    .option('--before <date>', 'only those that were there before that day', dayOption)
    .option('--ended', 'ended ones too, with how they ended')
    .option('--columns <names>', 'which columns, separated by commas')
    .addHelpText('after', columnsInWords(COLUMNS))
    .action((options: Options) => {
      const preset = options.ended === true ? ENDED_COLUMNS : OPEN_COLUMNS;
      const all: readonly ColumnName[] =
        options.creditor === undefined ? ['id', 'creditor', ...preset.slice(1)] : preset;
      const names = chosenColumns(COLUMNS, options.columns, all);
      return withDatabase(options, (context) => show(context, options, names));
    });
}

async function show(context: Context, options: Options, names: readonly ColumnName[]): Promise<void> {
  const { output } = context;
  const shown =
    output.isJson && options.columns === undefined ? (Object.keys(COLUMNS) as ColumnName[]) : names;
  const columns = shown.map((name) => [name, COLUMNS[name]] as const);
  const written = await printList(output, columns, listedOfAll(context, options), () => 'EUR');
  if (output.isJson) return;
  const { kind, subject, about, owner, before } = options;
  const isNarrowed = [kind, subject, about, owner, before].some((one) => one !== undefined);
  const elsewhere = isNarrowed ? [] : await onOtherLists(context);
  for (const says of elsewhere) output.note(says);
  if (written > 0 || elsewhere.length > 0) return;
  output.note(isNarrowed ? 'No task matches.' : 'Nothing waits for a person.');
}

/** Claims to approve and cases to review or prepare are no tasks; who asks for all that waits is told of them too. */
async function onOtherLists(context: Context): Promise<readonly string[]> {
  const found: string[] = [];
  for (const tenant of await tenants(context)) {
    const waiting = [...(await tasksOf(context, tenant)), ...(await caseTasksOf(context, tenant))];
    found.push(...waiting.filter(({ what }) => OTHER_LISTS.includes(what)).map(({ says }) => says));
  }
  return found;
}

async function* listedOfAll(context: Context, options: Options): AsyncGenerator<Listed> {
  for (const tenant of await tenants(context)) yield* eachListed(context, tenant, options);
}

/** Page by page, each one consistent reading, so that a list of any size fits into memory. */
async function* eachListed(context: Context, tenant: Tenant, options: Options): AsyncGenerator<Listed> {
  const { kind, subject, about, owner, before, ended } = options;
  const filter: TaskFilter = {
    ...{ creditor: tenant.id, kind, subject, about, owner, withEnded: ended },
    sinceBefore: before === undefined ? undefined : tenant.calendar.instantOf(before, 0),
  };
  for (let afterId = 0; ; ) {
    const after = afterId;
    const rows = await context.db.read((tx) => listTasks(tx, { ...filter, afterId: after, limit: PAGE }));
    for (const row of rows) yield { row, tenant };
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    afterId = last.id;
  }
}
