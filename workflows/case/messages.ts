import { MaintenanceKind } from '../../contracts/actor.ts';
import { CaseCommandKind } from '../../domain/case/messages/command.ts';
import { parseCaseCommand } from '../../domain/case/messages/parse-command.ts';
import { resolveEffect } from '../../domain/case/messages/resolve-effect.ts';
import { descriptionOf, readMessage } from '../../domain/kernel/message.ts';
import type { MessageForm } from '../actor/subject.ts';

export type CaseMessage = CaseCommandKind | typeof MaintenanceKind.RESOLVE_EFFECT;

/** What each message does and how to write it. `version` is the one that the query `state` shows. */
const DESCRIPTIONS: Readonly<Record<CaseCommandKind, string>> = {
  [CaseCommandKind.UPDATE]:
    'Change fields of a case in PREPARING, from a staged request. {"by":"anna","version":3,"request":"r-17"}',
  [CaseCommandKind.ATTACH_DOCUMENT]:
    'Attach a document staged before, in PREPARING or REVIEWING. {"by":"anna","version":3,"name":"contract.pdf","hash":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","type":"application/pdf"} (hash: SHA-256 of the staged content; type may be left out)',
  [CaseCommandKind.REMOVE_DOCUMENT]:
    'Take a document off again. {"by":"anna","version":4,"name":"contract.pdf"}',
  [CaseCommandKind.MARK_AS_PREPARED]:
    'The case is complete: choose its collector and go on to review, or to the collector at once. {"by":"anna","version":4}',
  [CaseCommandKind.MARK_AS_REVIEWED]:
    'The review is passed: the case goes to the collector. {"by":"ben","version":5}',
  [CaseCommandKind.SEND_BACK]:
    'Back from review to preparation. {"by":"ben","version":5,"reason":"the contract is missing"}',
  [CaseCommandKind.ADD_COLLECTED_AMOUNT]:
    'Book what the collector has received. {"by":"anna","version":7,"amount":"50.00","externalId":"r-1","receivedOn":"2026-05-04"} (receivedOn may be left out)',
  [CaseCommandKind.ADD_CHARGE]:
    'Book costs, interest or a fee of the case. {"by":"anna","version":7,"charge":"cost","amount":"40.00","externalId":"c-1","bookedOn":"2026-05-04"} (bookedOn may be left out)',
  [CaseCommandKind.CLOSE]:
    'Close the case for good. {"by":"anna","version":9,"reason":"settled","outcome":"PARTLY_COLLECTED"} (outcome may be left out)',
  [CaseCommandKind.PAUSE]:
    'Pause the case: nothing is ordered. {"by":"anna","version":7,"reason":"…","until":"2026-06-01"} (reason and until may be left out)',
  [CaseCommandKind.RESUME]: 'Resume the paused case. {"by":"anna","version":8}',
  [CaseCommandKind.WITHDRAW]:
    'Take the order back from the collector. {"by":"anna","version":7,"reason":"paid to us"}',
  [CaseCommandKind.DEACTIVATE]:
    'Remove the case from the debtor’s view for good and pause its open invoices. {"by":"anna","version":7,"acknowledged":["published","stepsTaken"],"reason":"wrong debtor"} (reason may be left out)',
  [CaseCommandKind.DELETE]: 'Delete the content of a deactivated case. {"by":"anna","version":9}',
  [CaseCommandKind.WAIVE]:
    'Waive costs and interest, and credit the principal if wanted; closes the case. {"by":"anna","version":7,"credit":false,"reason":"goodwill"} (credit and reason may be left out)',
  [CaseCommandKind.MESSAGE]:
    'Write to the collector. {"by":"anna","version":7,"request":"r-18"} (or "text":"…", which stays in this history)',
  [CaseCommandKind.NOTE_STEP]:
    'Note what was done towards the debtor. {"by":"anna","version":7,"what":"called, no answer","takenOn":"2026-05-04"} (takenOn may be left out; no personal data in what)',
  [CaseCommandKind.LOOK_AGAIN]: 'Decide the next step again. {"by":"anna"}',
  [CaseCommandKind.REPORT_RECEIVED]: 'A report of the collector was received. {"by":"collector"}',
};

export const CASE_MESSAGES: readonly MessageForm<CaseMessage>[] = [
  ...Object.values(CaseCommandKind).map((kind) => ({
    kind,
    description: DESCRIPTIONS[kind],
    parse: (content: unknown) => parseCaseCommand(kind, content, ''),
  })),
  {
    kind: MaintenanceKind.RESOLVE_EFFECT,
    description: descriptionOf(resolveEffect),
    parse: (content) => readMessage(resolveEffect, content, ''),
  },
];
