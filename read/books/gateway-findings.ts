import type { Database } from '../../db/database.ts';
import { gatewaysAway } from '../../db/effects/circuits.ts';
import { count } from '../kit/format.ts';
import { bad, type Finding, good } from './finding.ts';

/** Whether every gateway answered when it was tried last. */
export async function gatewayFindings(db: Database): Promise<readonly Finding[]> {
  const what = 'gateways';
  const away = await db.read((tx) => gatewaysAway(tx));
  if (away.length === 0) return [good(what, 'Each answered when it was tried last.')];
  return away.map(({ name, since, failures, probeAt, lastError }) =>
    bad(
      what,
      `${name} has been away since ${moment(since)}: ${count(failures, 'hand-over')} failed one after the other (${lastError ?? 'no answer'}). It is tried again at ${moment(probeAt)}.`,
      'mend the cause; what waits goes out by itself, and others are not kept back',
    ),
  );
}

function moment(at: number): string {
  return new Date(at).toISOString();
}
