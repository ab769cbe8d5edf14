import { type CaseFilter, CaseStatus } from '../../db/case/lists.ts';
import type { Tx } from '../../db/tx.ts';
import { CaseState, hasCaseEnded } from '../../domain/case/state.ts';
import { customerNamed } from '../customer/customer-named.ts';
import { ValueKind } from '../kit/columns.ts';
import type { Query, QueryFields } from '../kit/query.ts';
import type { Tenant } from '../kit/reader.ts';

const STATES = Object.values(CaseState).filter((state) => state !== CaseState.CREATE);
const COMPLETED = [CaseStatus.DEACTIVATED, CaseStatus.CLOSED, CaseStatus.FAILED];

/** What chooses debt collection cases; all given ones must hold. */
export const CASE_FILTER = {
  state: {
    kind: 'words',
    of: STATES,
    called: 'states',
    about: `states, separated by commas: ${STATES.join(', ')}`,
  },
  showCompleted: { kind: 'flag', about: 'completed cases too: closed, failed and deactivated ones' },
  status: {
    kind: 'words',
    of: COMPLETED,
    called: 'statuses',
    about: `only completed cases that are ${COMPLETED.join(', ')}; separated by commas`,
  },
  needs: { kind: 'flag', about: 'only those that need a person, completed ones too' },
  held: { kind: 'flag', about: 'only paused ones' },
  configuration: {
    kind: ValueKind.TEXT,
    called: 'name',
    about: 'only those with that collector configuration',
  },
  customer: { kind: ValueKind.TEXT, called: 'reference', about: 'only of that customer' },
} as const satisfies QueryFields;
export type CaseQuery = Query<typeof CASE_FILTER>;

/**
 * Completed cases are hidden unless asked for, by the archive's filter or by a state in which cases end; one that
 * needs a person is never hidden from whoever asks for those.
 */
export function statusesAsked({
  state = [],
  status,
  showCompleted,
  needs,
}: CaseQuery): readonly CaseStatus[] | undefined {
  if (status !== undefined) return status;
  if (showCompleted === true || needs === true || state.some(hasCaseEnded)) return undefined;
  return [CaseStatus.UNDER_WAY];
}

/** The filter for one creditor, as the database is asked; refused when it has no such customer. */
export async function caseFilter(tx: Tx, { id }: Tenant, query: CaseQuery): Promise<CaseFilter> {
  const { state, needs, held, configuration, customer } = query;
  return {
    creditor: id,
    states: state,
    statuses: statusesAsked(query),
    attention: needs,
    held,
    configuration,
    customerId: customer === undefined ? undefined : (await customerNamed(tx, id, customer)).id,
  };
}
