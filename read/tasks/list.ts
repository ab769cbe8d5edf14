import type { Page } from '../../db/pages.ts';
import { listTasks, type TaskFilter, type TaskRow } from '../../db/tasks/tasks.ts';
import { TASK_ENDS } from '../../domain/tasks/ends.ts';
import { TaskKind, TaskSubject } from '../../domain/tasks/task.ts';
import { taskInWords } from '../../domain/tasks/words.ts';
import { type Columns, columnsOf, type Listed, ValueKind } from '../kit/columns.ts';
import type { Query, QueryFields } from '../kit/query.ts';
import type { Reader, Tenant } from '../kit/reader.ts';

/** What a column can look at. */
export interface ListedTask extends Listed {
  readonly row: TaskRow;
}

const { text, number, day, moment } = columnsOf<ListedTask>();

export const TASK_COLUMNS = {
  id: number('its number, for done, dismiss and assign', ({ row }) => row.id),
  creditor: text('the creditor', ({ row }) => row.creditor),
  subject: text('what it is about: invoice, case, customer, creditor or batch', ({ row }) => row.subject),
  about: text('which one', ({ row }) => row.about),
  kind: text('what kind of task', ({ row }) => row.kind),
  since: moment('since when, local time', ({ row }) => row.since),
  due: day('by when', ({ row }) => row.due),
  owner: text('who has it', ({ row }) => row.owner),
  what: text('what happened and what to do', ({ row }) => taskInWords(row)),
  endsWhen: text('what ends it by itself', ({ row }) => TASK_ENDS[row.kind]),
  endedAt: moment('when it ended, local time', ({ row }) => row.endedAt),
  ended: text('how it ended', ({ row }) => row.ended),
  endedBy: text('who ended it', ({ row }) => row.endedBy),
  endedReason: text('why', ({ row }) => row.endedReason),
} as const satisfies Columns<ListedTask>;
export type TaskColumnName = keyof typeof TASK_COLUMNS;

const OPEN_COLUMNS: readonly TaskColumnName[] = ['subject', 'about', 'kind', 'since', 'owner', 'what'];
const ENDED_COLUMNS: readonly TaskColumnName[] = [
  ...(['subject', 'about', 'kind', 'since', 'endedAt'] as const),
  ...(['ended', 'endedBy', 'endedReason'] as const),
];

/** What a list shows when nobody chose. */
export function taskColumnsFor(query: TaskQuery, isOfOne: boolean): readonly TaskColumnName[] {
  const preset = query.ended === true ? ENDED_COLUMNS : OPEN_COLUMNS;
  return isOfOne ? ['id', ...preset] : ['id', 'creditor', ...preset];
}

const KINDS = Object.values(TaskKind);
const SUBJECTS = Object.values(TaskSubject);

/** What chooses tasks; all given ones must hold. */
export const TASK_FILTER = {
  kind: { kind: 'word', of: KINDS, called: 'kind', about: `only of that kind: ${KINDS.join(', ')}` },
  subject: {
    kind: 'word',
    of: SUBJECTS,
    called: 'subject',
    about: `only about that: ${SUBJECTS.join(', ')}`,
  },
  about: {
    kind: ValueKind.TEXT,
    called: 'name',
    about: "only about that one: an invoice's number, a case's or a customer's reference",
  },
  owner: { kind: ValueKind.TEXT, called: 'name', about: 'only those that this person has' },
  before: { kind: ValueKind.DAY, called: 'date', about: 'only those that were there before that day' },
  ended: { kind: 'flag', about: 'ended ones too, with how they ended' },
} as const satisfies QueryFields;
export type TaskQuery = Query<typeof TASK_FILTER>;

/** A page of a creditor's tasks that match, the oldest first. */
export async function taskPage(
  { db }: Reader,
  { id: creditor, calendar, row: { currency } }: Tenant,
  { kind, subject, about, owner, before, ended }: TaskQuery,
  page: Page,
): Promise<readonly ListedTask[]> {
  const filter: TaskFilter = {
    ...{ creditor, kind, subject, about, owner, withEnded: ended },
    sinceBefore: before === undefined ? undefined : calendar.instantOf(before, 0),
  };
  const rows = await db.read((tx) => listTasks(tx, { ...filter, ...page }));
  return rows.map((row) => ({ row, calendar, currency }));
}
