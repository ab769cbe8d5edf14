import {
  type Client,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { ApplicationFailure, defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import type { ActorInput, ActorPlan, AnswerWith, Readable, RehearsalInput } from '../contracts/actor.ts';
import { FailureType } from '../contracts/failures.ts';
import {
  SearchAttribute,
  type SearchAttributeName,
  type SearchAttributeValues,
} from '../contracts/search-attributes.ts';
import { TASK_QUEUE, type WorkflowType } from '../contracts/task-queues.ts';
import { formOf, type MessageForm, readMessage } from '../domain/kernel/message.ts';
import { RefusalCode, wrongForm } from '../domain/kernel/refusal.ts';

/** What tells one kind of actor, such as invoices, from another. */
export interface ActorType<Ref extends { readonly creditor: string }, Plan extends ActorPlan> {
  readonly type: WorkflowType;
  workflowIdOf(ref: Ref): string;
  /** Only what names it: whole rows pass for a Ref, and what else they hold has no place in a history. */
  identityOf(ref: Ref): Ref;
  summaryOf(ref: Ref): string;
  searchAttributesOf(ref: Ref, plan: Plan): SearchAttributeValues;
  /** What can be said to it. */
  readonly forms: readonly MessageForm[];
}

/** The content of each message by its kind. */
type WireByKind<Wire> = { readonly [Kind in keyof Wire]: object };
type KindOf<Wire> = keyof Wire & string;

export interface Actors<Ref, Plan extends ActorPlan, Wire extends WireByKind<Wire>> {
  ask<Kind extends KindOf<Wire>>(
    ref: Ref,
    kind: Kind,
    message: Wire[Kind],
  ): Promise<AnswerWith<Readable<Plan>>>;
  tell<Kind extends KindOf<Wire>>(ref: Ref, kind: Kind, message: Wire[Kind]): Promise<'told' | 'absent'>;
  start(ref: Ref, plan: Plan | undefined, rehearsal?: RehearsalInput): Promise<'started' | 'running'>;
}

/** Asking, telling and starting the workflows of one kind of actor. */
export function actorsOf<
  Ref extends { readonly creditor: string },
  Plan extends ActorPlan,
  Wire extends WireByKind<Wire>,
>({ workflow }: Client, actor: ActorType<Ref, Plan>): Actors<Ref, Plan, Wire> {
  const optionsFor = (ref: Ref, plan: Plan | undefined, rehearsal?: RehearsalInput) => {
    const input: Ref & ActorInput<Plan> = {
      ...actor.identityOf(ref),
      ...(plan === undefined ? {} : { plan }),
      ...(rehearsal === undefined ? {} : { rehearsal }),
    };
    return {
      taskQueue: TASK_QUEUE,
      workflowId: actor.workflowIdOf(ref),
      workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
      args: [input],
      ...(plan === undefined ? {} : { typedSearchAttributes: pairsOf(actor.searchAttributesOf(ref, plan)) }),
      staticSummary: actor.summaryOf(ref).slice(0, 100),
    };
  };
  return {
    async ask(ref, kind, message) {
      const problem = problemOf(actor, kind, message);
      if (problem !== null) return { ok: false, ...wrongForm(problem), state: null };
      try {
        const handle = workflow.getHandle(actor.workflowIdOf(ref));
        return await handle.executeUpdate<AnswerWith<Readable<Plan>>, [object]>(kind, { args: [message] });
      } catch (error) {
        if (error instanceof WorkflowUpdateFailedError) return refusalOf(error);
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
      try {
        return await workflow.executeUpdateWithStart<
          () => Promise<unknown>,
          AnswerWith<Readable<Plan>>,
          [object]
        >(kind, {
          args: [message],
          startWorkflowOperation: new WithStartWorkflowOperation(actor.type, {
            ...optionsFor(ref, undefined),
            workflowIdConflictPolicy: 'USE_EXISTING',
          } as never),
        });
      } catch (error) {
        if (error instanceof WorkflowUpdateFailedError) return refusalOf(error);
        throw error;
      }
    },

    async tell(ref, kind, message) {
      const problem = problemOf(actor, kind, message);
      if (problem !== null) throw new TypeError(problem);
      try {
        await workflow.getHandle(actor.workflowIdOf(ref)).signal(kind, message);
        return 'told';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return 'absent';
        throw error;
      }
    },

    async start(ref, plan, rehearsal) {
      try {
        await workflow.start(actor.type, {
          ...optionsFor(ref, plan, rehearsal),
          workflowIdConflictPolicy: 'FAIL',
        });
        return 'started';
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) return 'running';
        throw error;
      }
    },
  };
}

/** What is wrong with a message in itself; null for one of a right form. */
function problemOf({ forms }: { readonly forms: readonly MessageForm[] }, kind: string, message: unknown) {
  const read = readMessage(formOf(forms, kind), message, '');
  return 'problem' in read ? read.problem : null;
}

/** An update that failed is a refusal in words, not a fault. */
function refusalOf(error: WorkflowUpdateFailedError) {
  const { cause } = error;
  const refused = cause instanceof ApplicationFailure ? cause.message : (cause?.message ?? error.message);
  const type = cause instanceof ApplicationFailure ? cause.type : undefined;
  return {
    ok: false,
    refused,
    ...codeOf(cause, type),
    state: null,
    ...(type === FailureType.CONFLICT ? { conflict: true as const } : {}),
    ...(type === FailureType.NOT_FOUND ? { notFound: true as const } : {}),
  } as const;
}

/** Its own code; of a workflow from before there were codes, what its type says. */
function codeOf(cause: Error | undefined, type: string | null | undefined): { readonly code?: RefusalCode } {
  const [code] = (cause instanceof ApplicationFailure ? cause.details : undefined) ?? [];
  if (Object.values(RefusalCode).some((known) => known === code)) return { code: code as RefusalCode };
  if (type === FailureType.BAD_MESSAGE) return { code: RefusalCode.WRONG_FORM };
  if (type === FailureType.CONFLICT) return { code: RefusalCode.CONFLICT };
  return type === FailureType.NOT_FOUND ? { code: RefusalCode.NOT_FOUND } : {};
}

function pairsOf(values: SearchAttributeValues): SearchAttributePair[] {
  return (Object.keys(SearchAttribute) as SearchAttributeName[])
    .filter((name) => values[name] !== null)
    .map((name) => {
      const key = defineSearchAttributeKey(name, SearchAttribute[name]);
      return { key, value: values[name] } as SearchAttributePair;
    });
}
