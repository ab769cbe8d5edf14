import { SearchAttribute } from '../../contracts/search-attributes.ts';
import { RECONCILE_SCHEDULE, WorkflowType } from '../../contracts/task-queues.ts';
import type { Database } from '../../db/database.ts';
import { TaskKind } from '../../domain/tasks/task.ts';
import { bad, type Finding, good, reasonOf } from '../../read/books/finding.ts';
import { named } from '../../read/books/named.ts';
import { SEARCH_ATTRIBUTE_TYPES } from '../../temporal/search-attributes.ts';
import { hasWorker, runningServer, type Server, withServerAt } from '../kit/server-connection.ts';
import { carrierFindings } from './carrier-findings.ts';
import { looked } from './looked.ts';

const MOST = 1000;
const START = 'npm start, or set TEMPORAL_ADDRESS to one that runs elsewhere';

/** What the Temporal server says: whether all that Dunwell needs is there. */
export async function serverFindings(dataFolder: string, db: Database | null): Promise<readonly Finding[]> {
  try {
    const found = await runningServer(dataFolder);
    if (found === undefined) return [bad('server', `None is running on ${dataFolder}.`, START)];
    return await withServerAt(found, async (server) => [
      good('server', `${server.says} answers.`),
      await looked('namespace', () => namespace(server)),
      await looked('search attributes', () => searchAttributes(server)),
      await looked('schedule', () => schedule(server)),
      await looked('worker', () => worker(server)),
      await looked('stuck workflows', () => stuckWorkflows(server)),
      ...(await carrierFindings(server, db)),
    ]);
  } catch (error) {
    return [bad('server', reasonOf(error), START)];
  }
}

async function namespace({ service, namespace: name }: Server): Promise<Finding> {
  try {
    const answer = await service.workflowService.describeNamespace({ namespace: name });
    const days = Number(answer.config?.workflowExecutionRetentionTtl?.seconds ?? 0) / 86_400;
    return good('namespace', `${name} exists and keeps ended workflows for ${days} days.`);
  } catch (error) {
    return bad('namespace', `${name}: ${reasonOf(error)}.`, 'npm start or dunwell worker make it');
  }
}

async function searchAttributes({ service, namespace: name }: Server): Promise<Finding> {
  const answer = await service.operatorService.listSearchAttributes({ namespace: name });
  const known = answer.customAttributes ?? {};
  const wrong = Object.entries(SearchAttribute)
    .filter(([attribute, type]) => known[attribute] !== SEARCH_ATTRIBUTE_TYPES[type].code)
    .map(([attribute, type]) => `${attribute}=${SEARCH_ATTRIBUTE_TYPES[type].word}`);
  if (wrong.length === 0) return good('search attributes', 'All are there.');
  return bad(
    'search attributes',
    `Missing, or of another type: ${wrong.join(', ')}.`,
    'npm start or dunwell worker add them; on Temporal Cloud its web UI or tcld',
  );
}

async function schedule({ temporal }: Server): Promise<Finding> {
  try {
    const { state, info } = await temporal.schedule.getHandle(RECONCILE_SCHEDULE).describe();
    if (state.paused) {
      return bad(
        'schedule',
        `${RECONCILE_SCHEDULE} is paused: ${state.note ?? 'no reason given'}.`,
        'unpause it',
      );
    }
    const last = info.recentActions.at(-1)?.takenAt;
    const ran = last === undefined ? 'has not run yet' : `last ran at ${last.toISOString()}`;
    return good('schedule', `${RECONCILE_SCHEDULE} exists and ${ran}.`);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ScheduleNotFoundError') throw error;
    return bad('schedule', `${RECONCILE_SCHEDULE} does not exist.`, 'npm start or dunwell worker make it');
  }
}

async function worker(server: Server): Promise<Finding> {
  if (await hasWorker(server)) return good('worker', 'A worker asks for work.');
  return bad('worker', 'No worker asks for work: nothing goes on.', 'npm start or dunwell worker');
}

async function stuckWorkflows({ temporal }: Server): Promise<Finding> {
  const query = `WorkflowType IN ("${WorkflowType.INVOICE}", "${WorkflowType.CASE}") AND ExecutionStatus = "Running" AND DunwellNeeds STARTS_WITH "${TaskKind.STUCK}"`;
  const stuck: string[] = [];
  for await (const { workflowId } of temporal.workflow.list({ query, pageSize: MOST })) {
    stuck.push(workflowId);
    if (stuck.length === MOST) break;
  }
  if (stuck.length === 0) return good('stuck workflows', 'None is stuck.');
  return bad(
    'stuck workflows',
    `Stuck: ${named(stuck, MOST)}.`,
    'dunwell list --needs and dunwell case list --needs, mend the cause, then dunwell reconsider or dunwell case look-again',
  );
}
