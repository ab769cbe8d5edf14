import { type ActorPlan, type AnswerWith, type LoopKind, MaintenanceKind } from '../../contracts/actor.ts';

/** A message that waits to be applied; an update also waits for its answer. */
export interface Message<Plan extends ActorPlan, Kind extends string> {
  readonly kind: Kind | LoopKind;
  readonly content: unknown;
  readonly commandId: string;
  /** False for signals: nobody waits, so they are tried again instead of being answered with a failure. */
  readonly awaited: boolean;
  answer?: AnswerWith<Plan>;
}

/** Messages in the order they came. */
export class Inbox<Plan extends ActorPlan, Kind extends string> {
  private readonly messages: Message<Plan, Kind>[] = [];
  private cancelCount = 0;

  put(message: Message<Plan, Kind>): void {
    this.messages.push(message);
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
    const commandId = `cancel-${this.cancelCount}`;
    this.put({ kind: MaintenanceKind.CANCEL, content: {}, commandId, awaited: false });
  }
}
