import { and, asc, eq, sql } from 'drizzle-orm';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import { type OpenTask, type TaskEnd, type TaskKind, TaskSubject } from '../../domain/tasks/task.ts';
import { equals, named } from '../named.ts';
import { placeholders } from '../prepared.ts';
import { cases } from '../tables/cases.ts';
import { invoices } from '../tables/invoices.ts';
import { IS_OPEN, type TaskRow, tasks } from '../tables/tasks.ts';
import { preparedStatements, type Tx } from '../tx.ts';

export type { TaskRow } from '../tables/tasks.ts';
export * from './lists.ts';

/** What a task is about. */
export interface TaskAbout {
  readonly creditor: string;
  readonly subject: TaskSubject;
  /** An invoice's number, a case's or a customer's reference, a batch's id, the creditor itself. */
  readonly about: string;
}

export interface NewTask extends TaskAbout {
  readonly kind: TaskKind;
  readonly key?: string;
  readonly note?: string | null;
  readonly since: Instant;
  readonly due?: Day | null;
  readonly owner?: string | null;
}

export interface TaskEnding {
  readonly at: Instant;
  readonly ended: TaskEnd;
  readonly by: string;
  readonly reason?: string | null;
}

const OPENED = ['creditor', 'subject', 'about', 'kind', 'key', 'note', 'since', 'due', 'owner'] as const;
const ENDED = ['endedAt', 'ended', 'endedBy', 'endedReason'] as const;

interface Shown {
  readonly creditor: string;
  readonly about: string;
  /** By how much the subject's version rises: a writer that saves the subject beside it raises it there. */
  readonly raise: 0 | 1;
}

const statements = preparedStatements(({ orm, write }) => {
  const isAbout = and(equals(tasks, 'creditor'), equals(tasks, 'subject'), equals(tasks, 'about'));
  const openHere = (subject: TaskSubject) =>
    sql`${tasks} where ${tasks.creditor} = ${named('creditor')} and ${tasks.subject} = ${sql.raw(`'${subject}'`)} and ${tasks.about} = ${named('about')} and ${IS_OPEN}`;
  const needs = (subject: TaskSubject) => ({
    attention: sql`(select ${tasks.kind} from ${openHere(subject)} order by ${tasks.id} limit 1)`,
    openTasks: sql`(select count(*) from ${openHere(subject)})`,
  });
  return {
    insert: write<Pick<TaskRow, (typeof OPENED)[number]>>(
      orm.insert(tasks).values(placeholders(tasks, OPENED)).onConflictDoNothing(),
    ),
    end: write<TaskAbout & Pick<TaskRow, (typeof ENDED)[number] | 'kind' | 'key'>>(
      orm
        .update(tasks)
        .set(placeholders(tasks, ENDED))
        .where(and(isAbout, equals(tasks, 'kind'), equals(tasks, 'key'), IS_OPEN)),
    ),
    assign: write<Pick<TaskRow, 'id' | 'owner'>>(
      orm
        .update(tasks)
        .set(placeholders(tasks, ['owner']))
        .where(and(equals(tasks, 'id'), IS_OPEN)),
    ),
    open: orm.select().from(tasks).where(and(isAbout, IS_OPEN)).orderBy(asc(tasks.id)).prepare(),
    all: orm.select().from(tasks).where(isAbout).orderBy(asc(tasks.id)).prepare(),
    byId: orm.select().from(tasks).where(equals(tasks, 'id')).prepare(),
    erase: write<TaskAbout>(orm.delete(tasks).where(isAbout)),
    showOnInvoice: write<Shown>(
      orm
        .update(invoices)
        .set({
          ...needs(TaskSubject.INVOICE),
          version: sql`${invoices.version} + ${named('raise')}`,
        } as never)
        .where(and(equals(invoices, 'creditor'), eq(invoices.number, named('about')))),
    ),
    showOnCase: write<Shown>(
      orm
        .update(cases)
        .set({
          ...needs(TaskSubject.CASE),
          version: sql`${cases.version} + ${named('raise')}`,
        } as never)
        .where(and(equals(cases, 'creditor'), eq(cases.reference, named('about')))),
    ),
  };
});

/** Puts a task on the list; one of its kind and key that is open already stays as it is. Returns whether it is new. */
export async function openTask(tx: Tx, task: NewTask, raise: Shown['raise'] = 1): Promise<boolean> {
  const { key = '', note = null, due = null, owner = null } = task;
  const { changes } = await statements(tx).insert({ ...task, key, note, due, owner });
  if (changes > 0) await show(tx, task, raise);
  return changes > 0;
}

/** Ends an open task; returns false when none of that kind and key is open. */
export async function endTask(
  tx: Tx,
  task: TaskAbout & Pick<OpenTask, 'kind'> & { readonly key?: string },
  { at, ended, by, reason = null }: TaskEnding,
  raise: Shown['raise'] = 1,
): Promise<boolean> {
  const { creditor, subject, about, kind, key = '' } = task;
  const named = { creditor, subject, about, kind, key };
  const row = { endedAt: at, ended, endedBy: by, endedReason: reason };
  const { changes } = await statements(tx).end({ ...named, ...row });
  if (changes > 0) await show(tx, task, raise);
  return changes > 0;
}

/** Gives an open task to somebody, or back to nobody; returns false when it is not open. */
export async function assignTask(tx: Tx, id: number, owner: string | null): Promise<boolean> {
  return (await statements(tx).assign({ id, owner })).changes > 0;
}

/** Open tasks about one subject, the oldest first. */
export async function openTasksOf(
  tx: Tx,
  { creditor, subject, about }: TaskAbout,
): Promise<readonly TaskRow[]> {
  return statements(tx).open.all({ creditor, subject, about });
}

/** All tasks there ever were about one subject, the oldest first. */
export async function tasksOf(tx: Tx, { creditor, subject, about }: TaskAbout): Promise<readonly TaskRow[]> {
  return statements(tx).all.all({ creditor, subject, about });
}

export async function findTask(tx: Tx, id: number): Promise<TaskRow | undefined> {
  return statements(tx).byId.get({ id });
}

/** Forgets the tasks of a subject that is erased. */
export async function eraseTasksOf(tx: Tx, { creditor, subject, about }: TaskAbout): Promise<void> {
  await statements(tx).erase({ creditor, subject, about });
}

/** Writes what came and went between two readings of a subject's list; the subject itself is saved beside it. */
export async function writeTasks(
  tx: Tx,
  of: TaskAbout,
  between: { readonly raised: readonly OpenTask[]; readonly ended: readonly OpenTask[] },
  ending: TaskEnding,
): Promise<void> {
  for (const task of between.ended) await endTask(tx, { ...of, ...task }, ending, 0);
  for (const task of between.raised) await openTask(tx, { ...of, ...task, since: ending.at }, 0);
}

/** Keeps what the subject's row shows of its tasks in line with them. */
async function show(tx: Tx, { creditor, subject, about }: TaskAbout, raise: Shown['raise']): Promise<void> {
  switch (subject) {
    case TaskSubject.INVOICE:
      await statements(tx).showOnInvoice({ creditor, about, raise });
      return;
    case TaskSubject.CASE:
      await statements(tx).showOnCase({ creditor, about, raise });
      return;
    case TaskSubject.CUSTOMER:
    case TaskSubject.CREDITOR:
    case TaskSubject.BATCH:
      return;
    default:
      subject satisfies never;
  }
}
