import { EffectOutcome, LETTER_FIELDS, resolvingFields } from '../../effects/effect-outcome.ts';
import { type MessageNotes, Scope } from '../../kernel/message.ts';
import { Stage } from '../stage.ts';
import type { InvoiceForm } from './message.ts';

/** Decided where effects are: it has no rule here. */
export const resolveEffect = {
  kind: 'resolveEffect',
  summary:
    'Says what became of a letter or order whose fate the engine cannot know: it arrived, it never left, or it came back.',
  details:
    '`delivered`: the path goes on; with `on`, the gap of the next level counts from that day. `notDelivered`: it is tried again under the same key. `bounced`, `softBounced` (the address may work another time), `returned` (by the post): the last letter does not count any more and goes out on the next channel; without another channel it is a task for a person. A notice that came back before the transfer takes the claim off the list, voids the approval and gets a new deadline. After the transfer, or for a level that another has followed, it is a task only. `complaint`: it arrived, and nothing goes to that e-mail address any more.',
  fields: {
    ...resolvingFields('invoice/acme/1001/1/level/notice', Object.values(EffectOutcome)),
    ...LETTER_FIELDS,
  },
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
  refused:
    "for a key that is not this invoice's; `notDelivered` for what counts as delivered or came back; for a day ahead.",
} as const satisfies InvoiceForm & MessageNotes;
