import { firstChannel, Reach } from '../../effects/channels.ts';
import { EffectState } from '../../effects/effect.ts';
import { nextRevisionOf } from '../../effects/revision.ts';
import { Scope } from '../../kernel/message.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { advance } from '../decision.ts';
import { InvoiceEvent } from '../machine.ts';
import { letterSettled } from '../outdated-tasks.ts';
import { Stage } from '../stage.ts';
import { endedInWords } from './ended.ts';
import { invoiceMessage } from './message.ts';

export const resend = invoiceMessage({
  kind: 'resend',
  summary:
    'Sends the letter again that came back or failed, once the customer has another address: one that came back under a new revision of its key. Where it came back from, nothing goes again.',
  details:
    'The first channel of the level is taken that reaches the customer as it is known now. The letter is written anew and goes out in the next sending window; the next level keeps its gap from that delivery, and a notice gets a new deadline.',
  fields: {
    level: { type: 'text', help: 'refuse unless it is this level’s letter', example: 'notice' },
    reason: { type: 'text', help: 'why it is sent again', example: 'new address by phone' },
  },
  stages: [Stage.OPEN, Stage.REMINDED, Stage.NOTICED],
  bulk: true,
  scope: Scope.OPERATE,
  command: {
    name: 'resend',
    brief: 'send a letter again that came back',
    examples: ['2026/001 --reason "new address by phone"'],
  },
  refused:
    'when no letter came back or failed, for another level than the one it is, when no channel reaches the customer but where it came back from, once ended.',

  decide(context, { by, level, reason, commandId }) {
    const { decision, policy, asOf, today } = context;
    const { facts } = decision;
    const ended = endedInWords(facts.state);
    if (ended !== null) return refuse(RefusalCode.ALREADY_ENDED, ended);
    const { pendingEffect: letter } = facts;
    const isBack = letter?.state === EffectState.BOUNCED;
    if (letter === null || !(isBack || letter.state === EffectState.FAILED)) {
      return refuse(
        RefusalCode.NOT_IN_THIS_STAGE,
        'No letter of it came back or failed: there is none to send again.',
      );
    }
    if (level !== null && level !== letter.level) {
      return refuse(RefusalCode.NOT_ALLOWED, `It is level ${letter.level} that came back or failed.`);
    }
    const terms = policy.levels.find(({ name }) => name === letter.level) ?? {};
    const channel = firstChannel(terms, facts.customer.reached);
    if (channel === null || facts.customer.reached[channel] !== Reach.REACHED) {
      return refuse(
        RefusalCode.NOT_ALLOWED,
        'No channel reaches the customer but where it came back from: give it another address first.',
      );
    }
    const key = isBack ? nextRevisionOf(letter.key) : letter.key;
    const occasion = { at: asOf, on: today, by, reason, commandId, level: letter.level };
    const sent = advance(letterSettled(decision), InvoiceEvent.SENT_AGAIN, occasion);
    return {
      decision: {
        ...sent,
        facts: {
          ...sent.facts,
          pendingEffect: { ...letter, key, state: EffectState.PLANNED, nextAttemptAt: asOf },
        },
        sentAgain: [
          ...sent.sentAgain,
          { key, instead: isBack ? letter.key : null, level: letter.level, channel },
        ],
      },
      says: `Level ${letter.level} goes out again by ${channel}.`,
    };
  },
});
