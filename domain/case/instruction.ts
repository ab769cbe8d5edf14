import type { Day } from '../kernel/day.ts';
import type { EntryKind } from '../kernel/ledger.ts';
import type { InstructionKind } from './facts.ts';
import type { CaseOutcome } from './state.ts';

/** A later instruction about an order that it has. Amounts are minor units. */
export type InstructionAbout =
  | { readonly kind: typeof InstructionKind.WITHDRAWAL; readonly reason: string }
  | {
      readonly kind: typeof InstructionKind.BOOKING;
      readonly externalId: string;
      readonly invoice: string;
      readonly booking: EntryKind;
      readonly amount: number;
      readonly bookedOn: Day;
      /** What is open of the case after it. */
      readonly open: number;
    }
  | { readonly kind: typeof InstructionKind.PAUSE; readonly until: Day | null }
  | { readonly kind: typeof InstructionKind.RESUME }
  | { readonly kind: typeof InstructionKind.MESSAGE; readonly text: string }
  | {
      readonly kind: typeof InstructionKind.CLOSED;
      readonly outcome: CaseOutcome;
      readonly reason: string | null;
    };
