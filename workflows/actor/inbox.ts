import { workflowInfo } from '@temporalio/workflow';
import {
  type ActorPlan,
  type AnswerWith,
  type LoopKind,
  MaintenanceKind,
  type RefusedMessage,
} from '../../contracts/actor.ts';

import { MessageKeys } from './message-key.ts';

/** A message that waits to be applied; an update also waits for its answer. */
export interface Message<Plan extends ActorPlan, Kind extends string> {
  readonly kind: Kind | LoopKind;
  readonly content: unknown;
  readonly commandId: string;
  /** False for signals: nobody waits, so they are tried again instead of being answered with a failure. */
  readonly awaited: boolean;
  answer?: AnswerWith<Plan>;
  /** How often it failed while all else went on. */
  failures?: number;
}

/** Messages in the order they came. */
export class Inbox<Plan extends ActorPlan, Kind extends string> {
  readonly keys = new MessageKeys();
  private readonly messages: Message<Plan, Kind>[] = [];
  private cancelCount = 0;

  put(message: Message<Plan, Kind>): void {
    this.messages.push(message);
  }

  /** Has a message that nobody can apply written down, by its name and the cause; `told` only tells it from others. */
  refuse(name: string, because: string, told: unknown): void {
    const content: RefusedMessage = { name, because };
    this.put({
      kind: MaintenanceKind.REFUSED,
      content,
      commandId: this.keys.keyOf(name, told),
      awaited: false,
    });
  }

  putBack(message: Message<Plan, Kind>): void {
    this.messages.unshift(message);
  }

  take(): Message<Plan, Kind> | undefined {
    return this.messages.shift();
  }

  isEmpty(): boolean {
    return this.messages.length === 0;
  }

  cancelRequested(): void {
    this.cancelCount += 1;
    // Of this run: a later one that is cancelled asks anew.
    const commandId = `${workflowInfo().originalExecutionRunId}/cancel-${this.cancelCount}`;
    this.put({ kind: MaintenanceKind.CANCEL, content: {}, commandId, awaited: false });
  }
}
