/** The task queue that all of Dunwell's workers poll. */
export const TASK_QUEUE = 'dunwell';

/** The canary of `worker --until-idle` runs on a queue of its own build, named after it. */
export const CANARY_WORKFLOW = 'canary';

/** Workflow types, as they stand in Temporal's UI. */
export const WorkflowType = {
  INVOICE: 'invoice',
  INTAKE: 'intake',
  CASE: 'case',
  OPEN_CASE: 'openCase',
  BULK_OPERATION: 'bulkOperation',
  RECONCILE: 'reconcile',
  RELAY: 'relay',
  SIGNAL_EVALUATION: 'signalEvaluation',
  SEND_SIGNALS: 'sendSignals',
  SIGNAL_RETENTION: 'signalRetention',
  CANARY: 'canary',
} as const;
export type WorkflowType = (typeof WorkflowType)[keyof typeof WorkflowType];

/** The Temporal Schedule that runs the reconcile sweep. */
export const RECONCILE_SCHEDULE = 'dunwell-reconcile';

/** The Temporal Schedule that deletes personal data of old signals. */
export const SIGNAL_RETENTION_SCHEDULE = 'dunwell-signal-retention';

/** What the names of rehearsals' namespaces begin with. */
export const REHEARSAL_NAMESPACE = 'dunwell-rehearsal';
