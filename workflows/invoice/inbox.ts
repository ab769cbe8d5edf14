import { type Answer, MaintenanceKind } from '../../contracts/invoice.ts';
import type { CommandKind } from '../../domain/commands/command.ts';

/** A message that waits to be applied; an update also waits for its answer. */
export interface Message {
  readonly kind: CommandKind | MaintenanceKind;
  readonly content: unknown;
  readonly commandId: string;
  /** False for signals: nobody waits, so they are tried again instead of being answered with a failure. */
  readonly awaited: boolean;
  answer?: Answer;
}

/** Messages in the order they came. */
export class Inbox {
  private readonly messages: Message[] = [];
  private cancelCount = 0;

  put(message: Message): void {
    this.messages.push(message);
  }

  putBack(message: Message): void {
    this.messages.unshift(message);
  }

  take(): Message | undefined {
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
