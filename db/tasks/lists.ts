import { and, asc, gt, lt, type SQL } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Instant } from '../../domain/kernel/day.ts';
import type { TaskKind, TaskSubject } from '../../domain/tasks/task.ts';
import { equals, named } from '../named.ts';
import { IS_OPEN, type TaskRow, tasks } from '../tables/tasks.ts';
import { preparedStatements, type Tx } from '../tx.ts';

/** Which tasks a list shows; what is left out does not restrict. */
export interface TaskFilter {
  readonly creditor?: string | undefined;
  readonly subject?: TaskSubject | undefined;
  readonly about?: string | undefined;
  readonly kind?: TaskKind | undefined;
  readonly owner?: string | undefined;
  /** Only those that have been there since before that moment. */
  readonly sinceBefore?: Instant | undefined;
  /** The ended ones, too. */
  readonly withEnded?: boolean | undefined;
  /** The id of the last one seen. */
  readonly afterId?: number | undefined;
}

const RESTRICTIONS: Readonly<Record<Exclude<keyof TaskFilter, 'afterId' | 'withEnded'>, () => SQL>> = {
  creditor: () => equals(tasks, 'creditor'),
  subject: () => equals(tasks, 'subject'),
  about: () => equals(tasks, 'about'),
  kind: () => equals(tasks, 'kind'),
  owner: () => equals(tasks, 'owner'),
  sinceBefore: () => lt(tasks.since, named('sinceBefore')),
};
const FIELDS = Object.keys(RESTRICTIONS) as (keyof typeof RESTRICTIONS)[];

function restrictionsOf(filter: TaskFilter): readonly SQL[] {
  const given = FIELDS.filter((field) => filter[field] !== undefined).map((field) => RESTRICTIONS[field]());
  return filter.withEnded === true ? given : [...given, IS_OPEN];
}

function prepareList(orm: BetterSQLite3Database, filter: TaskFilter) {
  return orm
    .select()
    .from(tasks)
    .where(and(...restrictionsOf(filter), gt(tasks.id, named('afterId'))))
    .orderBy(asc(tasks.id))
    .limit(named('limit'))
    .prepare();
}

const statements = preparedStatements((orm) => ({
  orm,
  /** Lists by the shape of their filter: built once for each combination of fields. */
  lists: new Map<string, ReturnType<typeof prepareList>>(),
}));

/** Tasks that match, the oldest first; the next page starts after the last id of this one. */
export async function listTasks(
  tx: Tx,
  filter: TaskFilter & { readonly limit: number },
): Promise<readonly TaskRow[]> {
  const { orm, lists } = statements(tx);
  const shape = [...FIELDS.filter((field) => filter[field] !== undefined), filter.withEnded === true].join();
  const list = lists.get(shape) ?? prepareList(orm, filter);
  lists.set(shape, list);
  return list.all({ ...filter, afterId: filter.afterId ?? 0 });
}
