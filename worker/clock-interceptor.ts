import type { ActivityInboundCallsInterceptor, ActivityInterceptorsFactory } from '@temporalio/worker';

/**
 * Sets `asOf` to the later of the moment given and now, at every attempt: an activity that ran late decides on
 * today's facts. The only reader of the clock below the workflows. Under the server's time skipping the moment
 * given lies ahead of now and stands.
 */
export const liveClock: ActivityInterceptorsFactory = () => ({
  inbound: {
    async execute(input, next) {
      return next({ ...input, args: input.args.map(withCurrentMoment) });
    },
  } satisfies ActivityInboundCallsInterceptor,
});

function withCurrentMoment(arg: unknown): unknown {
  if (typeof arg !== 'object' || arg === null || !('asOf' in arg) || typeof arg.asOf !== 'number') return arg;
  return { ...arg, asOf: Math.max(arg.asOf, Date.now()) };
}
