import type { CaseFacts } from './facts.ts';
import { CASE_COMMANDS, type CaseCommand } from './messages/index.ts';
import type { CaseForm } from './messages/message.ts';

const FORMS: readonly CaseForm[] = CASE_COMMANDS;
const KNOWN_BY_ITS_ID = FORMS.filter(({ knownByItsId }) => knownByItsId).map(({ kind }) => kind);

/**
 * Every change names the version that it was decided on, except where it is known by an id of its own: why it is a
 * conflict with the version of now, in words; null when it is none.
 */
export function versionConflict(command: CaseCommand, version: number, facts: CaseFacts): string | null {
  if (!('version' in command) || command.version === version) return null;
  if (KNOWN_BY_ITS_ID.includes(command.kind) && 'externalId' in command) {
    const isReceipt = facts.receipts.some(({ externalId }) => externalId === command.externalId);
    if (isReceipt || facts.knownFromCollector.includes(`charge/${command.externalId}`)) return null;
  }
  return `Conflict: the case is at version ${version} now, and this was decided on version ${command.version}. Look at it again, then send it with version ${version}.`;
}
