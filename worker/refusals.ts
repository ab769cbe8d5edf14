import { isGrpcServiceError } from '@temporalio/client';
import type { WorkflowStarter } from '../activities/deps.ts';
import { RefusedByServer } from '../activities/sweep/refused-by-server.ts';

/** Codes of gRPC that speak of the server and not of what was asked: away, too busy, no right to ask. */
const ABOUT_THE_SERVER: readonly number[] = [1, 4, 7, 8, 10, 14, 16];

/** The same starter; what the server refuses for one workflow is told from a server that is away. */
export function tellingRefusals(workflows: WorkflowStarter): WorkflowStarter {
  const guarded =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      try {
        return await call(...args);
      } catch (error) {
        throw refusalIn(error) ?? error;
      }
    };
  return {
    ...workflows,
    startInvoice: guarded(workflows.startInvoice),
    wakeInvoice: guarded(workflows.wakeInvoice),
    startCase: guarded(workflows.startCase),
    wakeCase: guarded(workflows.wakeCase),
    startIntake: guarded(workflows.startIntake),
    startSendSignals: guarded(workflows.startSendSignals),
    failingTasks: guarded(workflows.failingTasks),
  };
}

/** The client puts what gRPC said into an error of its own, as its cause. */
function refusalIn(error: unknown): RefusedByServer | null {
  const said = isGrpcServiceError(error) ? error : error instanceof Error ? error.cause : null;
  if (!isGrpcServiceError(said) || ABOUT_THE_SERVER.includes(said.code)) return null;
  return new RefusedByServer(said.details, { cause: error });
}
