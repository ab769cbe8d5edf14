import type { WorkflowBundleOption } from '@temporalio/worker';
import { createCalendar } from '../calendar/calendar.ts';
import { createDunwellClient } from '../client/client.ts';
import type { WrittenConfiguration } from '../config/collectors/build.ts';
import { configurationHash } from '../config/hash.ts';
import { SearchAttribute } from '../contracts/search-attributes.ts';
import { REHEARSAL_NAMESPACE } from '../contracts/task-queues.ts';
import { publishConfigurations } from '../db/creditor/collector-configurations.ts';
import { publishPolicy, saveCreditor } from '../db/creditor/creditors.ts';
import type { Database } from '../db/database.ts';
import { problemsOf } from '../db/intake/intake.ts';
import { countByStage } from '../db/invoice/invoices.ts';
import { openDatabase } from '../db/open.ts';
import { EffectState } from '../domain/effects/effect.ts';
import type { Creditor } from '../domain/invoice/policy.ts';
import type { Instant } from '../domain/kernel/day.ts';
import { createRecordingGateways } from '../gateways/recording.ts';
import { type NamelessBookings, namelessBookings } from '../gather/intake/nameless-bookings.ts';
import { creditorOf } from '../gather/invoice/gather-invoice.ts';
import { createSources } from '../gather/sources.ts';
import { contentHash } from '../intake/batch-id.ts';
import { type StagedProblem, stageFiles } from '../intake/stage-files.ts';
import type { FilesToStage } from '../intake/staged-rows.ts';
import { connect, type TemporalConnections } from '../temporal/connect.ts';
import { createWorker } from '../worker/create-worker.ts';
import { workflowBundle } from '../worker/workflow-bundle.ts';
import { drive } from './drive.ts';
import { report } from './report.ts';
import { openScratch, type Scratch } from './scratch.ts';
import { refuseImpossible, type Script, stageEvents, type UnheardEvent, unheardEvents } from './script.ts';
import { openRehearsalServer } from './server.ts';
import type { Summary } from './summary.ts';
import { ServerFailed, Trouble } from './trouble.ts';

export interface RehearsalRequest extends FilesToStage {
  readonly creditor: Creditor;
  readonly policyHash: string;
  /** Everything beside the files that the result depends on, such as the text of the creditor file. */
  readonly identity: readonly string[];
  readonly approve: 'none' | 'all';
  /** What operator and collector do; without one, cases are not followed. */
  readonly script?: Script | undefined;
  /** All collector configurations there are; the built-in one when not given. */
  readonly collectors?: readonly WrittenConfiguration[] | undefined;
  readonly out: string | undefined;
  readonly strict: boolean;
  readonly dataFolder: string;
  readonly asOf: Instant;
  readonly onProgress: (phase: string, done: number, total: number) => void;
  readonly onMessage: (text: string) => void;
  readonly isCancelled: () => boolean;
  /** The workflows' bundle where it was made before. */
  readonly bundle?: WorkflowBundleOption | undefined;
}

export interface RehearsalResult {
  readonly problems: readonly StagedProblem[];
  /** Bookings whose invoice is not in the ledger: they count for nothing. */
  readonly nameless: NamelessBookings;
  /** Null when the rehearsal was stopped, or refused by `strict`: then no line was written. */
  readonly summary: Summary | null;
  /** Events of the script that were refused or never came; nothing of the lines is kept back for them. */
  readonly unheard: readonly UnheardEvent[];
}

/**
 * Carries a ledger through the real workflows, activities and a scratch database to its end, and writes one
 * line per invoice. Nothing is sent. Interrupted, the same call goes on; finished, the scratch is removed.
 */
export async function rehearse(request: RehearsalRequest): Promise<RehearsalResult> {
  const hash = await contentHash(
    [...request.identity, request.approve, ...scriptIdentity(request)],
    [request.customers, request.invoices, request.payments],
  );
  const scratch = openScratch(request.dataFolder, hash);
  try {
    return await rehearseIn(scratch, request, hash);
  } finally {
    scratch.release();
  }
}

async function rehearseIn(
  scratch: Scratch,
  request: RehearsalRequest,
  hash: string,
): Promise<RehearsalResult> {
  const trouble = new Trouble();
  const db = trouble.hearing(await openDatabase({ file: scratch.database, synchronous: 'OFF' }));
  trouble.watch(scratch.folder);
  let hasFinished = false;
  try {
    await publish(db, request);
    if (request.script !== undefined) await stageEvents(db, request.creditor, request.script);
    const staged = await stage(db, request);
    if (request.strict && staged.problems.some((problem) => problem.isBad)) {
      hasFinished = true;
      return { problems: staged.problems, nameless: NONE, summary: null, unheard: [] };
    }
    const namespace = `${REHEARSAL_NAMESPACE}-${hash.slice(0, 8)}`;
    const server = await openRehearsalServer({
      file: scratch.temporal,
      namespace,
      searchAttributes: SearchAttribute,
      onMessage: request.onMessage,
      onFailure: ({ message }) =>
        trouble.tell(new ServerFailed(`The Temporal server keeps stopping: ${message}`)),
    });
    try {
      const connections = await connect(server, namespace);
      try {
        const taken = await run(db, request, connections, namespace, staged, trouble);
        if (request.isCancelled()) return { ...taken, summary: null, unheard: [] };
        hasFinished = true;
        await server.forget(connections.connection);
        if (request.strict && isRefused(taken)) return { ...taken, summary: null, unheard: [] };
        const unheard = request.script === undefined ? [] : await unheardEvents(db, request.script.file);
        return { ...taken, summary: await report(db, request), unheard };
      } finally {
        await connections.close();
      }
    } finally {
      await server.stop();
    }
  } finally {
    trouble.stop();
    await db.close();
    if (hasFinished) scratch.remove();
  }
}

/** What else the result depends on when cases are followed. */
function scriptIdentity({ script, collectors }: RehearsalRequest): readonly string[] {
  return script === undefined ? [] : [script.source, JSON.stringify(collectors ?? [])];
}

async function publish(
  db: Database,
  { creditor, collectors, policyHash, asOf }: RehearsalRequest,
): Promise<void> {
  await db.transaction(async (tx) => {
    const id = creditor.creditor;
    const published = { creditor: id, hash: policyHash, policy: creditor.policy, at: asOf, by: 'rehearsal' };
    const { version } = await publishPolicy(tx, published);
    await saveCreditor(tx, creditor, version);
    if (collectors === undefined) return;
    const publication = { configurations: collectors, hashOf: configurationHash, at: asOf, by: 'rehearsal' };
    await publishConfigurations(tx, publication);
  });
}

/** What came of the files. */
type Taken = Pick<RehearsalResult, 'problems' | 'nameless'>;
const NONE: NamelessBookings = { count: 0, first: [] };

/** A ledger that is not whole is not rehearsed where the caller wants it strict. */
function isRefused({ problems, nameless }: Taken): boolean {
  return nameless.count > 0 || problems.some((problem) => problem.isBad);
}

interface StagedBatch {
  readonly batchId: string;
  readonly problems: readonly StagedProblem[];
}

async function stage(db: Database, request: RehearsalRequest): Promise<StagedBatch> {
  const { creditor, customers, invoices, payments, mapping, asOf, onProgress } = request;
  const files = { customers, invoices, payments, mapping };
  return stageFiles(
    {
      db,
      creditor: creditor.creditor,
      by: 'rehearsal',
      asOf,
      keepFinished: true,
      isRehearsal: true,
      ...files,
    },
    (rows) => onProgress('reading', rows, 0),
  );
}

async function run(
  db: Database,
  request: RehearsalRequest,
  { native, client }: TemporalConnections,
  namespace: string,
  staged: StagedBatch,
  trouble: Trouble,
): Promise<Taken> {
  const { creditor, approve, script, onProgress, isCancelled } = request;
  const dunwell = createDunwellClient(client);
  const worker = await createWorker({
    connection: native,
    client,
    namespace,
    db,
    gateways: createRecordingGateways({ toCollectors: EffectState.HANDED_OVER }),
    bundle: request.bundle ?? (await workflowBundle()),
    rehearsal: { approve, scripted: script !== undefined },
    maxCachedWorkflows: 400,
  });
  const work = async () => {
    const batch = { creditor: creditor.creditor, batchId: staged.batchId };
    await dunwell.startIntake(batch);
    await dunwell.intakeResult(batch);
    const refused = await db.read((tx) => problemsOf(tx, staged.batchId));
    const file = request.invoices ?? '';
    const problems = [
      ...staged.problems,
      ...refused.map(({ line, problem }) => ({
        file,
        line,
        text: `line ${line}: ${problem}`,
        isBad: true,
        refusesFile: false,
      })),
    ];
    const nameless = await db.read(async (tx) => {
      const row = await creditorOf(tx, creditor.creditor);
      return namelessBookings(tx, row, undefined, createCalendar(creditor).dayOf(request.asOf));
    });
    const taken = { problems, nameless };
    if (request.strict && isRefused(taken)) return taken;
    if (script !== undefined) await refuseImpossible(db, creditor);
    const stages = await db.read((tx) => countByStage(tx));
    const total = stages.reduce((sum, one) => sum + one.count, 0);
    const sources = createSources(true, script !== undefined);
    await drive(
      db,
      dunwell,
      sources,
      total,
      ({ ended }) => onProgress('rehearsing', ended, total),
      isCancelled,
    );
    return taken;
  };
  return worker.runUntil(Promise.race([work(), trouble.happened]));
}
