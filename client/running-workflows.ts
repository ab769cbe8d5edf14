import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { RunningWorkflows } from '../contracts/running-workflows.ts';
import { WorkflowType } from '../contracts/task-queues.ts';

const IS_RUNNING = 'ExecutionStatus = "Running"';
const ARE_CARRIERS = `WorkflowType IN ("${WorkflowType.INVOICE}", "${WorkflowType.CASE}")`;
/** The most that the server puts into one page of a list. */
const PAGE = 1000;

/** Asks the server which workflows of invoices and cases it runs. */
export function runningWorkflows({ workflow }: Client): RunningWorkflows {
  return {
    async countRunning(type) {
      return (await workflow.count(`${IS_RUNNING} AND WorkflowType = "${type}"`)).count;
    },

    async runningAmong(ids) {
      if (ids.length === 0) return new Set();
      // Ids of ours hold no quotes: what is no letter or digit stands there percent-encoded.
      const query = `${IS_RUNNING} AND WorkflowId IN (${ids.map((id) => `"${id}"`).join(', ')})`;
      // Nearly always all of them do: a number is less than a thousand rows.
      if ((await workflow.count(query)).count === ids.length) return new Set(ids);
      const running = new Set<string>();
      for await (const { workflowId } of workflow.list({ query, pageSize: PAGE })) running.add(workflowId);
      return running;
    },

    async runs(workflowId) {
      try {
        return (await workflow.getHandle(workflowId).describe()).status.name === 'RUNNING';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      }
    },

    async *eachRunning(type) {
      let page: string[] = [];
      const query = `${IS_RUNNING} AND WorkflowType = "${type}"`;
      for await (const { workflowId } of workflow.list({ query, pageSize: PAGE })) {
        page.push(workflowId);
        if (page.length < PAGE) continue;
        yield page;
        page = [];
      }
      if (page.length > 0) yield page;
    },

    async failingTasks(limit) {
      const query = `${IS_RUNNING} AND ${ARE_CARRIERS} AND TemporalReportedProblems IS NOT NULL`;
      const failing: string[] = [];
      for await (const { workflowId } of workflow.list({ query, pageSize: Math.min(limit, PAGE) })) {
        failing.push(workflowId);
        if (failing.length === limit) break;
      }
      return failing;
    },
  };
}
