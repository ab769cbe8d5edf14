import { EffectOutcome, resolvingFields } from '../../effects/effect-outcome.ts';
import { type MessageNotes, Scope } from '../../kernel/message.ts';
import { CaseState } from '../state.ts';
import type { CaseForm } from './message.ts';

/** Decided where effects are: it has no rule here. */
export const resolveEffect = {
  kind: 'resolveEffect',
  summary:
    'Says what became of an order or an instruction whose fate the engine cannot know: it arrived, or it never left.',
  fields: resolvingFields('case/acme/1001-1/order', [
    EffectOutcome.DELIVERED,
    EffectOutcome.NOT_DELIVERED,
    EffectOutcome.BOUNCED,
  ]),
  states: Object.values(CaseState),
  scope: Scope.OPERATE,
  command: {
    name: 'resolve',
    brief: 'say what became of an order to the collector',
    examples: ['2026/001-1 --outcome delivered'],
  },
  refused: 'for a key that is not this case’s; for what counts as arrived or was cancelled; `bounced`.',
} as const satisfies CaseForm & MessageNotes;
