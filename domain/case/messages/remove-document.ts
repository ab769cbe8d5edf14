import { Scope } from '../../kernel/message.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { advanceCase } from '../decision.ts';
import { LONGEST_DOCUMENT_NAME } from '../documents.ts';
import { CaseEvent } from '../machine.ts';
import { TAKES_DOCUMENTS, takesNoDocuments } from './attach-document.ts';
import { caseMessage, occasionOf, version } from './message.ts';

export const removeDocument = caseMessage({
  kind: 'removeDocument',
  summary: 'Takes a document off a case in preparation or review.',
  fields: {
    version,
    name: {
      type: 'text',
      required: true,
      longest: LONGEST_DOCUMENT_NAME,
      of: 'a document',
      argument: true,
      help: 'name of the document',
      example: 'contract.pdf',
    },
  },
  states: TAKES_DOCUMENTS,
  scope: Scope.OPERATE,
  command: {
    name: 'detach',
    brief: 'take a document off a case',
    examples: ['2026/001-1 contract.pdf'],
  },
  refused: 'from PENDING on; for a name that is not attached.',

  decide(context, command) {
    const { decision, staged } = context;
    const notNow = takesNoDocuments(decision.facts);
    if (notNow !== null) return notNow;
    const { name } = command;
    if (!staged.documents.some((document) => document.name === name)) {
      return refuse(RefusalCode.NOT_FOUND, `The case has no document named ${name}.`);
    }
    return {
      decision: advanceCase(decision, CaseEvent.DOCUMENT_REMOVED, occasionOf(context, command, name)),
      detach: name,
      says: `The document ${name} is removed.`,
    };
  },
});
