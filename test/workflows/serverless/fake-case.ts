import type { AnswerWith } from '../../../contracts/actor.ts';
import type { CasePlan } from '../../../contracts/case.ts';
import type { Engine } from './random-order.ts';
import type { ScheduledActivity } from './virtual-workflow.ts';

const DAY = 86_400_000;
/** What happens by itself, and what waits for a person, in turn. */
const PATH = [
  { state: 'PREPARING', step: 'prepareCase', because: 'OPENED_BY_SYSTEM' },
  { state: 'REVIEWING', step: 'waitForCase', because: 'AWAITS_REVIEW' },
  { state: 'PENDING', step: 'orderCollection', because: 'ORDER_DUE' },
  { state: 'PENDING', step: 'handOverInstruction', because: 'INSTRUCTION_PENDING' },
  { state: 'PROCESSING', step: 'askCollector', because: 'COLLECTING' },
  { state: 'PROCESSING', step: 'tellCollector', because: 'BOOKING_TO_TELL' },
  { state: 'PROCESSING', step: 'timeOutCase', because: 'TIMEOUT' },
] as const;
const REVIEW = 1;

/** Stands in for all activities of a case: seven steps a day apart, one of them a person's review. */
export class FakeCase implements Engine {
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

  plan(): CasePlan {
    const { version, isHeld: held } = this;
    const base = { held, version, attention: null };
    const now = PATH[this.done];
    if (this.isClosed || now === undefined) {
      return {
        ...base,
        step: 'endCase',
        at: null,
        because: 'ENDED',
        state: 'CLOSED',
        outcome: 'UNCOLLECTED',
      };
    }
    const { state, step, because } = now;
    if (held) return { ...base, step: 'waitForCase', at: null, because: 'HELD', state };
    const at = this.done === REVIEW ? null : this.startsAt + (this.done + 1) * DAY;
    return { ...base, step, at, because, state };
  }

  run({ type, input }: ScheduledActivity): unknown {
    if (type === 'applyCaseCommand') return this.apply(String(input.kind), String(input.commandId));
    const plan = this.plan();
    const isDue = plan.step === type && plan.at !== null && plan.at <= Number(input.asOf);
    if (isDue) this.moveOn();
    return this.plan();
  }

  private moveOn(): void {
    this.done += 1;
    this.version += 1;
  }

  private apply(kind: string, commandId: string): { plan: CasePlan; answer: AnswerWith<CasePlan> } {
    this.applied.set(commandId, (this.applied.get(commandId) ?? 0) + 1);
    const isMisplaced = kind === 'markAsReviewed' && (this.done !== REVIEW || this.isHeld);
    const refused = this.hasEnded || isMisplaced;
    if (!refused) {
      if (kind === 'close' || kind === 'deactivate') this.isClosed = true;
      if (kind === 'pause') this.isHeld = true;
      if (kind === 'resume') this.isHeld = false;
      if (kind === 'markAsReviewed') this.done += 1;
      this.version += 1;
    }
    const plan = this.plan();
    const answer: AnswerWith<CasePlan> = refused
      ? { ok: false, refused: 'Not now.', state: plan }
      : { ok: true, says: kind, state: plan };
    return { plan, answer };
  }
}
