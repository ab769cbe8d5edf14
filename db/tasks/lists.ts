import { lt } from 'drizzle-orm';
import type { Instant } from '../../domain/kernel/day.ts';
import type { TaskKind, TaskSubject } from '../../domain/tasks/task.ts';
import { filteredList, type Restrictions } from '../filtered-list.ts';
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

const RESTRICTIONS: Restrictions<Exclude<keyof TaskFilter, 'afterId' | 'withEnded'> | 'open'> = {
  creditor: () => equals(tasks, 'creditor'),
  subject: () => equals(tasks, 'subject'),
  about: () => equals(tasks, 'about'),
  kind: () => equals(tasks, 'kind'),
  owner: () => equals(tasks, 'owner'),
  sinceBefore: () => lt(tasks.since, named('sinceBefore')),
  open: () => IS_OPEN,
};

const statements = preparedStatements(({ orm }) => ({ list: filteredList(orm, tasks, RESTRICTIONS) }));

/** Tasks that match, the oldest first; the next page starts after the last id of this one. */
export async function listTasks(
  tx: Tx,
  filter: TaskFilter & { readonly limit: number },
): Promise<readonly TaskRow[]> {
  const { withEnded = false, ...rest } = filter;
  return statements(tx).list(withEnded ? rest : { ...rest, open: true });
}
