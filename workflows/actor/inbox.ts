import {
  type ActorPlan,
  type AnswerWith,
  type HandedOnKeys,
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
  /** False for Temporal signals: nobody waits, so they are tried again instead of being answered with a failure. */
  readonly awaited: boolean;
  answer?: AnswerWith<Plan>;
  /** How often it failed while all else went on. */
  failures?: number;
}

/** Messages in the order they came. */
export class Inbox<Plan extends ActorPlan, Kind extends string> {
  readonly keys: MessageKeys;
  private readonly messages: Message<Plan, Kind>[] = [];

  constructor(before?: HandedOnKeys) {
    this.keys = new MessageKeys(before);
  }

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
    const commandId = this.keys.next('cancel');
    this.put({ kind: MaintenanceKind.CANCEL, content: {}, commandId, awaited: false });
  }
}
