import { ApplicationFailure, workflowInfo } from '@temporalio/workflow';
import { FailureType } from '../contracts/failures.ts';
import { WorkflowType } from '../contracts/task-queues.ts';
import { shortened } from './actor/shortened.ts';

/** Ends a workflow of a type that nobody knows: without this its first task would fail for ever. */
export async function unknownWorkflow(): Promise<never> {
  const known = Object.values(WorkflowType).join(', ');
  throw ApplicationFailure.nonRetryable(
    `There is no workflow ${shortened(workflowInfo().workflowType)}: there are ${known}.`,
    FailureType.BAD_MESSAGE,
  );
}
