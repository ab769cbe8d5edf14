import type { WorkflowInterceptorsFactory } from '@temporalio/workflow';

/** Names that the SDK keeps for itself: a message of such a name makes it throw, and again at every attempt. */
const RESERVED = '__temporal_';
/** What such a message is called instead: a name like any other that nobody understands. */
const SHOWN_AS = 'reserved:';

/** Lets messages of reserved names reach the default handlers, which refuse them in words. */
export const interceptors: WorkflowInterceptorsFactory = () => ({
  internals: [
    {
      activate(input, next) {
        for (const { signalWorkflow, doUpdate } of input.activation.jobs ?? []) {
          if (signalWorkflow?.signalName) signalWorkflow.signalName = renamed(signalWorkflow.signalName);
          if (doUpdate?.name) doUpdate.name = renamed(doUpdate.name);
        }
        return next(input);
      },
    },
  ],
});

function renamed(name: string): string {
  return name.startsWith(RESERVED) ? `${SHOWN_AS}${name}` : name;
}
