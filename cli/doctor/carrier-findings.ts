import { runningWorkflows } from '../../client/running-workflows.ts';
import type { Database } from '../../db/database.ts';
import { CARRIERS, lostAfter, stillLost, strays } from '../../gather/sweep/carriers.ts';
import { bad, type Finding, good } from '../../read/books/finding.ts';
import { named } from '../../read/books/named.ts';
import type { Server } from '../kit/server-connection.ts';
import { looked } from './looked.ts';

/** More of one kind are counted no further. */
const MOST = 1000;
const SWEEP = 'dunwell doctor --reconcile takes them up; the sweep does so within minutes when a worker runs';

/** What of the books and what of the server belongs to nothing on the other side. */
export async function carrierFindings(server: Server, db: Database | null): Promise<readonly Finding[]> {
  const failing = await looked('failing workflows', () => failingTasks(server));
  if (db === null) return [failing];
  return [
    failing,
    await looked('carried by workflows', () => lost(server, db)),
    await looked('workflows of nothing', () => ofNothing(server, db)),
  ];
}

/** The server marks whose workflow task failed five times in a row; one that cannot say so is no all-clear. */
async function failingTasks({ temporal }: Server): Promise<Finding> {
  const failing = await runningWorkflows(temporal).failingTasks(MOST);
  if (failing.length === 0) return good('failing workflows', 'None fails at every attempt.');
  return bad(
    'failing workflows',
    `Failing at every attempt: ${named(failing, MOST)}.`,
    'see its page for the error; most often another release wrote its history. It goes on once that is mended',
  );
}

async function lost({ temporal }: Server, db: Database): Promise<Finding> {
  const found: string[] = [];
  for (const of of CARRIERS) {
    for await (const page of lostAfter(db, runningWorkflows(temporal), of, 0)) {
      const still = await stillLost(db, runningWorkflows(temporal), of, page.lost);
      found.push(...still.map(of.says));
      if (found.length >= MOST) break;
    }
  }
  if (found.length === 0)
    return good('carried by workflows', 'The server runs a workflow of all that the books say it does.');
  return bad('carried by workflows', `No workflow runs any more: ${named(found, MOST)}.`, SWEEP);
}

async function ofNothing({ temporal }: Server, db: Database): Promise<Finding> {
  const found: string[] = [];
  for (const of of CARRIERS) {
    for await (const page of strays(db, runningWorkflows(temporal), of)) {
      found.push(...page);
      if (found.length >= MOST) break;
    }
  }
  if (found.length === 0) return good('workflows of nothing', 'All that run are in the books.');
  return bad(
    'workflows of nothing',
    `Not in these books: ${named(found, MOST)}.`,
    'when --data or --database is right: temporal workflow terminate --workflow-id ID',
  );
}
