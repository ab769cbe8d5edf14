import type { RunningWorkflows } from '../../contracts/running-workflows.ts';

/** A server that runs whatever the books say: for tests that carry their rows themselves. */
export const ALL_RUN: RunningWorkflows = {
  countRunning: async () => 0,
  runningAmong: async (ids) => new Set(ids),
  runs: async () => true,
  async *eachRunning() {},
  failingTasks: async () => [],
};
