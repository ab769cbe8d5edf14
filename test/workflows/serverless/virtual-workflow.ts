import { defaultPayloadConverter, type Payload, TypedSearchAttributes } from '@temporalio/common';
import { coresdk } from '@temporalio/proto';
import { parseWorkflowCode } from '@temporalio/worker/lib/worker.js';
import { ReusableVMWorkflowCreator } from '@temporalio/worker/lib/workflow/reusable-vm.js';
import type { WorkflowType } from '../../../contracts/task-queues.ts';

const { WorkflowActivation } = coresdk.workflow_activation;
type Job = coresdk.workflow_activation.IWorkflowActivationJob;
type Command = coresdk.workflow_commands.IWorkflowCommand;

export interface ScheduledActivity {
  readonly seq: number;
  readonly type: string;
  readonly input: Record<string, unknown>;
  readonly isLocal: boolean;
}

export type UpdateEnd = 'completed' | 'rejected';

/** Which workflow to run, and as what. */
export interface Started {
  readonly type: WorkflowType | string;
  readonly workflowId: string;
  readonly input: object;
  /** Instead of the input: as it may come from anybody. */
  readonly rawInput?: Payload[];
  /** Of a live worker when not given. */
  readonly namespace?: string;
}

type QueryAnswer = coresdk.workflow_commands.IQueryResult;

/** Bundles are parsed once; each workflow gets a context of its own. A rehearsal may use the named activities. */
export async function createStage(code: string, activities: readonly string[] = []) {
  const workflowCode = parseWorkflowCode(code);
  const creator = await ReusableVMWorkflowCreator.create(workflowCode, 5000, new Set(activities));
  return {
    start: (started: Started, now: number, seed: number) =>
      VirtualWorkflow.start(creator, started, now, seed),
    close: () => creator.destroy(),
  };
}

const payload = (value: unknown) => defaultPayloadConverter.toPayload(value);
const timestamp = (at: number) => ({ seconds: Math.floor(at / 1000), nanos: (at % 1000) * 1e6 });

/** The real workflow code without a server: jobs go in, commands come out, time stands still in between. */
export class VirtualWorkflow {
  now: number;
  activations = 0;
  isOver = false;
  result: unknown;
  /** The input that it continued as new with. */
  continuedWith: unknown;
  continueAsNewSuggested = false;
  readonly activities = new Map<number, ScheduledActivity>();
  readonly timers = new Map<number, number>();
  readonly accepted = new Set<string>();
  readonly updates = new Map<string, UpdateEnd>();
  /** What was said to updates that were rejected. */
  readonly rejections = new Map<string, string>();
  readonly searchAttributes = new Map<string, unknown>();
  private answer: QueryAnswer | undefined;
  private readonly workflow: Awaited<ReturnType<ReusableVMWorkflowCreator['createWorkflow']>>;
  private readonly runId: string;

  private constructor(workflow: VirtualWorkflow['workflow'], runId: string, now: number) {
    this.workflow = workflow;
    this.runId = runId;
    this.now = now;
  }

  static async start(
    creator: ReusableVMWorkflowCreator,
    { type, workflowId, input, rawInput, namespace = 'dunwell' }: Started,
    now: number,
    seed: number,
  ) {
    const runId = `run-${seed}`;
    const at = new Date(now);
    const info = {
      workflowId,
      runId,
      workflowType: type,
      searchAttributes: {},
      taskQueue: 'dunwell',
      namespace,
      firstExecutionRunId: runId,
      originalExecutionRunId: runId,
      startTime: at,
      runStartTime: at,
      historyLength: 3,
      historySize: 300,
      continueAsNewSuggested: false,
      targetWorkerDeploymentVersionChanged: false,
      taskTimeoutMs: 10_000,
      attempt: 1,
      unsafe: { now: () => now, isReplaying: false, isReplayingHistoryEvents: false },
    };
    const workflow = await creator.createWorkflow({
      info: { ...info, typedSearchAttributes: new TypedSearchAttributes() } as never,
      randomnessSeed: [seed],
      now,
      showStackTraceSources: false,
    });
    const started = new VirtualWorkflow(workflow, runId, now);
    try {
      await started.activate([
        {
          initializeWorkflow: {
            workflowType: type,
            workflowId,
            arguments: rawInput ?? [payload(input)],
            headers: {},
            attempt: 1,
            startTime: timestamp(now) as never,
          },
        },
      ]);
    } catch (error) {
      await workflow.dispose();
      throw error;
    }
    return started;
  }

  signal(signalName: string, content: unknown): Job {
    return this.rawSignal(signalName, [payload(content)]);
  }

  /** As it may come over the wire from anybody: any name, any number of payloads, any bytes. */
  rawSignal(signalName: string, input: Payload[]): Job {
    return { signalWorkflow: { signalName, input, headers: {} } };
  }

  update(id: string, name: string, content: unknown): Job {
    return this.rawUpdate(id, name, [payload(content)]);
  }

  rawUpdate(id: string, name: string, input: Payload[]): Job {
    const meta = { updateId: id, identity: 'test' };
    return { doUpdate: { id, protocolInstanceId: id, name, input, headers: {}, meta, runValidator: true } };
  }

  cancel(): Job {
    return { cancelWorkflow: { reason: 'test' } };
  }

  resolve({ seq, isLocal }: ScheduledActivity, result: unknown): Job {
    this.activities.delete(seq);
    return { resolveActivity: { seq, isLocal, result: { completed: { result: payload(result) } } } };
  }

  fail({ seq, type }: ScheduledActivity, message: string, failure = 'Error'): Job {
    this.activities.delete(seq);
    const cause = { message, applicationFailureInfo: { type: failure, nonRetryable: failure !== 'Error' } };
    const activityFailureInfo = { activityType: { name: type }, activityId: String(seq), identity: '' };
    return {
      resolveActivity: { seq, result: { failed: { failure: { message, cause, activityFailureInfo } } } },
    };
  }

  /** The timer that rings next; time moves to it. */
  ring(): Job | undefined {
    const next = [...this.timers].sort(([, a], [, b]) => a - b)[0];
    if (next === undefined) return undefined;
    const [seq, at] = next;
    this.timers.delete(seq);
    this.now = Math.max(this.now, at);
    return { fireTimer: { seq } };
  }

  async activate(jobs: Job[]): Promise<void> {
    this.activations += 1;
    const activation = WorkflowActivation.fromObject({
      runId: this.runId,
      timestamp: timestamp(this.now),
      historyLength: 3 + this.activations,
      continueAsNewSuggested: this.continueAsNewSuggested,
      jobs,
    });
    const completion = await this.workflow.activate(activation);
    if (completion.failed != null)
      throw new Error(`the workflow task failed: ${completion.failed.failure?.message}`);
    for (const command of completion.successful?.commands ?? []) this.apply(command);
  }

  /** What a query is answered; a refusal is thrown. */
  async query<Answer>(queryType: string): Promise<Answer> {
    await this.activate([{ queryWorkflow: { queryId: 'q', queryType, arguments: [], headers: {} } }]);
    const { succeeded, failed } = this.answer ?? {};
    if (succeeded?.response == null) throw new Error(failed?.message ?? 'no answer');
    return defaultPayloadConverter.fromPayload<Answer>(succeeded.response);
  }

  async dispose(): Promise<void> {
    await this.workflow.dispose();
  }

  private apply(command: Command): void {
    const { startTimer, cancelTimer, updateResponse } = command;
    const activity = command.scheduleActivity ?? command.scheduleLocalActivity;
    if (startTimer) {
      const { seconds, nanos } = startTimer.startToFireTimeout ?? {};
      const ms = Number(seconds ?? 0) * 1000 + Math.ceil((nanos ?? 0) / 1e6);
      this.timers.set(startTimer.seq ?? 0, this.now + ms);
    }
    if (cancelTimer) this.timers.delete(cancelTimer.seq ?? 0);
    if (activity) {
      const { seq, activityType, arguments: args } = activity;
      const input = defaultPayloadConverter.fromPayload<Record<string, unknown>>(args![0]!);
      const isLocal = command.scheduleLocalActivity != null;
      this.activities.set(seq ?? 0, { seq: seq ?? 0, type: activityType ?? '', input, isLocal });
    }
    if (updateResponse) {
      const id = updateResponse.protocolInstanceId ?? '';
      if (updateResponse.accepted) this.accepted.add(id);
      if (updateResponse.rejected) {
        this.updates.set(id, 'rejected');
        this.rejections.set(id, updateResponse.rejected.message ?? '');
      }
      if (updateResponse.completed) this.updates.set(id, 'completed');
    }
    if (command.respondToQuery) this.answer = command.respondToQuery;
    const { indexedFields } = command.upsertWorkflowSearchAttributes?.searchAttributes ?? {};
    for (const [name, value] of Object.entries(indexedFields ?? {}))
      this.searchAttributes.set(name, defaultPayloadConverter.fromPayload(value));
    const { result } = command.completeWorkflowExecution ?? {};
    if (result != null) this.result = defaultPayloadConverter.fromPayload(result);
    if (command.completeWorkflowExecution || command.failWorkflowExecution) this.isOver = true;
    if (command.failWorkflowExecution)
      throw new Error(`the workflow failed: ${command.failWorkflowExecution.failure?.message}`);
    if (command.continueAsNewWorkflowExecution) {
      this.isOver = true;
      const [input] = command.continueAsNewWorkflowExecution.arguments ?? [];
      this.continuedWith = input == null ? undefined : defaultPayloadConverter.fromPayload(input);
    }
  }
}
