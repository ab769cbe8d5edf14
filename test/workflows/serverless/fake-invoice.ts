import type { Answer, InvoicePlan } from '../../../contracts/invoice.ts';
import type { Engine } from './random-order.ts';
import type { ScheduledActivity } from './virtual-workflow.ts';

const DAY = 86_400_000;
const PATH = [
  'sendReminder',
  'sendReminder',
  'sendNotice',
  'listForCollection',
  'transferToCollection',
] as const;

/** Stands in for all activities of an invoice: a path of five days that can be paused, resumed and closed. */
export class FakeInvoice implements Engine {
  readonly applied = new Map<string, number>();
  private version = 1;
  private done = 0;
  private isHeld = false;
  private isClosed = false;
  private readonly startsAt: number;

  constructor(startsAt: number) {
    this.startsAt = startsAt;
  }

  get hasEnded(): boolean {
    return this.isClosed || this.done === PATH.length;
  }

  plan(): InvoicePlan {
    const base = { stage: 'OPEN', mode: 20, approved: false, attention: null } as const;
    const { version, isHeld: held } = this;
    if (this.hasEnded) {
      return { ...base, held, version, step: 'end', at: null, because: 'ENDED', stage: 'CLOSED' };
    }
    if (held) return { ...base, held, version, step: 'wait', at: null, because: 'HELD' };
    const at = this.startsAt + (this.done + 1) * DAY;
    return { ...base, held, version, step: PATH[this.done]!, at, because: 'LEVEL_DUE' };
  }

  run({ type, input }: ScheduledActivity): unknown {
    if (type === 'applyCommand') return this.apply(String(input.kind), String(input.commandId));
    const plan = this.plan();
    const isDue = plan.step === type && plan.at !== null && plan.at <= Number(input.asOf);
    if (isDue) {
      this.done += 1;
      this.version += 1;
    }
    return this.plan();
  }

  private apply(kind: string, commandId: string): { plan: InvoicePlan; answer: Answer } {
    this.applied.set(commandId, (this.applied.get(commandId) ?? 0) + 1);
    const refused = this.hasEnded;
    if (!refused) {
      if (kind === 'close') this.isClosed = true;
      if (kind === 'pause') this.isHeld = true;
      if (kind === 'resume') this.isHeld = false;
      this.version += 1;
    }
    const plan = this.plan();
    const answer: Answer = refused
      ? { ok: false, refused: 'It has ended.', state: plan }
      : { ok: true, says: kind, state: plan };
    return { plan, answer };
  }
}
