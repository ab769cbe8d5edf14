import { Scope } from '../../kernel/message.ts';
import { RefusalCode, type Refused, refuse } from '../../kernel/refusal.ts';
import { advanceCase } from '../decision.ts';
import { DOCUMENT_TYPES } from '../document-types.ts';
import { decideAttachment, LONGEST_DOCUMENT_NAME } from '../documents.ts';
import type { CaseFacts } from '../facts.ts';
import { CaseEvent } from '../machine.ts';
import { CaseState } from '../state.ts';
import { endedCase } from './ended.ts';
import { caseMessage, occasionOf, version } from './message.ts';

/** Where documents may be attached and taken off. */
export const TAKES_DOCUMENTS: readonly CaseState[] = [CaseState.PREPARING, CaseState.REVIEWING];

export const attachDocument = caseMessage({
  kind: 'attachDocument',
  summary:
    'Attaches a file to a case in preparation or review. What it is, is told by its content; a name or type that contradicts it is refused. Attaching the same file again changes nothing.',
  fields: {
    version,
    name: {
      type: 'text',
      required: true,
      longest: LONGEST_DOCUMENT_NAME,
      of: 'a document',
      help: `its name in the case, at most ${LONGEST_DOCUMENT_NAME} characters; unique within the case`,
      example: 'contract.pdf',
    },
    hash: {
      type: 'hash',
      required: true,
      help: 'SHA-256 of the content staged before, in small hexadecimal',
      example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
    type: {
      type: 'text',
      help: `what it is, where its content leaves a choice: ${DOCUMENT_TYPES.join(', ')}`,
      example: 'application/pdf',
    },
  },
  states: TAKES_DOCUMENTS,
  scope: Scope.OPERATE,
  command: {
    name: 'attach',
    brief: 'attach a file to a case',
    examples: ['2026/001-1 contract.pdf', '2026/001-1 export.txt --name "payments 2026.csv"'],
  },
  refused:
    'from PENDING on; without staged content; for content larger than the creditor allows, or of a type that is not taken.',

  decide(context, command) {
    const { decision, staged } = context;
    const notNow = takesNoDocuments(decision.facts);
    if (notNow !== null) return notNow;
    const { largestDocument } = decision.facts.settings;
    const decided = decideAttachment(command, staged.content, staged.documents, largestDocument);
    if ('refused' in decided) return refuse(RefusalCode.NOT_ALLOWED, decided.refused);
    if ('already' in decided) return { decision, says: decided.already };
    const { attach } = decided;
    const occasion = occasionOf(context, command, attach.name);
    return {
      decision: advanceCase(decision, CaseEvent.DOCUMENT_ATTACHED, occasion),
      attach,
      says: `The document ${attach.name} is attached.`,
    };
  },
});

/** Refuses documents where they no longer change; null where they do. */
export function takesNoDocuments(facts: CaseFacts): Refused | null {
  const ended = endedCase(facts);
  if (ended !== null) return ended;
  const { state } = facts.state;
  if (TAKES_DOCUMENTS.includes(state)) return null;
  return refuse(
    RefusalCode.NOT_IN_THIS_STAGE,
    `The case is ${state}: documents change only in ${TAKES_DOCUMENTS.join(' and ')}.`,
  );
}
