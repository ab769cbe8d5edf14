import type { CasePlan, CaseRef } from '../../contracts/case.ts';
import type { EffectRow } from '../../db/effects/effects.ts';
import type { CaseDecision } from '../../domain/case/decision.ts';
import type { CaseCommand } from '../../domain/case/messages/index.ts';
import type { Trace } from '../../gateways/port.ts';
import type { GatheredCase } from '../../gather/case/gather-case.ts';
import type { Context, Performed } from '../actor/subject.ts';
import type { LetterOfCase } from './gather-letters.ts';

/** An order whose attempt was cut off, and that may not go out any more, with what its collector says of it. */
export interface CutOffOrder {
  readonly row: EffectRow;
  readonly trace: Trace;
}

/** What is found out before a transaction about a case. */
export interface LearnedOfCase {
  /** Copies of the letters to its debtor, to be attached. */
  readonly letters: readonly LetterOfCase[];
  /** An order whose attempt was cut off, and that may not go out any more. */
  readonly cutOff: CutOffOrder | null;
}

/** Debt collection cases, as the actor carries them. */
export interface CaseTypes {
  readonly Ref: CaseRef;
  readonly Gathered: GatheredCase;
  readonly Decision: CaseDecision;
  readonly Command: CaseCommand;
  readonly Plan: CasePlan;
  readonly Learned: LearnedOfCase;
}

export type CaseStepContext = Context<CaseTypes>;
export type CasePerformed = Performed<CaseTypes>;
