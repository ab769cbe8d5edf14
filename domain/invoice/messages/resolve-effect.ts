import { resolvingFields } from '../../effects/effect-outcome.ts';
import { type MessageNotes, Scope } from '../../kernel/message.ts';
import { Stage } from '../stage.ts';
import type { InvoiceForm } from './message.ts';

/** Decided where effects are: it has no rule here. */
export const resolveEffect = {
  kind: 'resolveEffect',
  summary:
    'Says what became of a letter or order whose fate the engine cannot know: it arrived, it never left, or it came back.',
  details:
    '`delivered`: the path goes on. `notDelivered`: it is tried again under the same key. `bounced`: a notice that came back before the transfer takes the claim off the list, voids the approval and goes out on the next channel with a new deadline; without another channel it is a task for a person.',
  fields: resolvingFields('invoice/acme/1001/1/level/notice'),
  stages: Object.values(Stage),
  scope: Scope.OPERATE,
  command: {
    name: 'resolve-effect',
    brief: 'say what became of a letter or order',
    examples: [
      '2026/001 --outcome delivered',
      '2026/001 --outcome bounced --key invoice/acme/2026%2F001/1/level/notice',
    ],
  },
  refused: "for a key that is not this invoice's; `notDelivered` for what counts as delivered.",
} as const satisfies InvoiceForm & MessageNotes;
