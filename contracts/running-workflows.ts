import type { WorkflowType } from './task-queues.ts';

/** Kinds of workflows that carry a row of the books from its beginning to its end. */
export type CarrierType = typeof WorkflowType.INVOICE | typeof WorkflowType.CASE;

/** What the server says of the workflows that carry invoices and cases. Its lists lag behind by moments. */
export interface RunningWorkflows {
  countRunning(type: CarrierType): Promise<number>;
  /** Which of these ids (a thousand at most) run. */
  runningAmong(workflowIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Whether it runs at this moment: one question for one workflow. */
  runs(workflowId: string): Promise<boolean>;
  /** The ids of all that run, the newest first, in pages of a thousand. */
  eachRunning(type: CarrierType): AsyncIterable<readonly string[]>;
  /** The ids of those whose workflow task fails again and again, some of them. */
  failingTasks(limit: number): Promise<readonly string[]>;
}
