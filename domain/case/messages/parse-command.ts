import { EntryKind } from '../../kernel/open-amount.ts';
import { CaseOutcome } from '../state.ts';
import { Acknowledgement, type CaseCommand, CaseCommandKind } from './command.ts';
import { Fields, type Parsed, Problem, parsed } from './fields.ts';

const FIELDS: Readonly<Record<CaseCommandKind, readonly string[]>> = {
  [CaseCommandKind.UPDATE]: ['version', 'request'],
  [CaseCommandKind.ATTACH_DOCUMENT]: ['version', 'name', 'hash', 'type'],
  [CaseCommandKind.REMOVE_DOCUMENT]: ['version', 'name'],
  [CaseCommandKind.MARK_AS_PREPARED]: ['version'],
  [CaseCommandKind.MARK_AS_REVIEWED]: ['version'],
  [CaseCommandKind.SEND_BACK]: ['version', 'reason'],
  [CaseCommandKind.ADD_COLLECTED_AMOUNT]: ['version', 'amount', 'externalId', 'receivedOn'],
  [CaseCommandKind.ADD_CHARGE]: ['version', 'charge', 'amount', 'externalId', 'bookedOn'],
  [CaseCommandKind.CLOSE]: ['version', 'reason', 'outcome'],
  [CaseCommandKind.PAUSE]: ['version', 'reason', 'until'],
  [CaseCommandKind.RESUME]: ['version'],
  [CaseCommandKind.WITHDRAW]: ['version', 'reason'],
  [CaseCommandKind.DEACTIVATE]: ['version', 'acknowledged', 'reason'],
  [CaseCommandKind.DELETE]: ['version'],
  [CaseCommandKind.WAIVE]: ['version', 'credit', 'reason'],
  [CaseCommandKind.MESSAGE]: ['version', 'text', 'request'],
  [CaseCommandKind.NOTE_STEP]: ['version', 'what', 'takenOn'],
  [CaseCommandKind.LOOK_AGAIN]: [],
  [CaseCommandKind.REPORT_RECEIVED]: [],
};

const CHARGES = [EntryKind.COST, EntryKind.INTEREST, EntryKind.FEE] as const;
const LONGEST_NAME = 100;
const SHA_256 = /^[0-9a-f]{64}$/;

/**
 * Reads a message to a case as it came over the wire: one JSON object, days as ISO dates, amounts as decimals in
 * quotes. Refuses unknown fields, missing ones and wrong values by name, saying what would be right. Never throws,
 * whatever it is given.
 */
export function parseCaseCommand(
  kind: CaseCommandKind,
  message: unknown,
  commandId: string,
): Parsed<CaseCommand> {
  return parsed(() => read(kind, new Fields(kind, message, FIELDS[kind]), commandId));
}

function read(kind: CaseCommandKind, fields: Fields, commandId: string): CaseCommand {
  const from = fields.from(commandId);
  if (kind === CaseCommandKind.LOOK_AGAIN || kind === CaseCommandKind.REPORT_RECEIVED)
    return { ...from, kind };
  const base = { ...from, version: fields.count('version', '"version":3') };
  switch (kind) {
    case CaseCommandKind.UPDATE:
      return { ...base, kind, request: fields.required('request', '"request":"id of a staged request"') };
    case CaseCommandKind.ATTACH_DOCUMENT:
      return { ...base, kind, name: nameOf(fields), hash: hashOf(fields), type: fields.text('type') };
    case CaseCommandKind.REMOVE_DOCUMENT:
      return { ...base, kind, name: nameOf(fields) };
    case CaseCommandKind.MARK_AS_PREPARED:
    case CaseCommandKind.MARK_AS_REVIEWED:
    case CaseCommandKind.RESUME:
    case CaseCommandKind.DELETE:
      return { ...base, kind };
    case CaseCommandKind.SEND_BACK:
    case CaseCommandKind.WITHDRAW:
      return { ...base, kind, reason: reasonOf(fields) };
    case CaseCommandKind.ADD_COLLECTED_AMOUNT:
      return { ...base, kind, ...bookingOf(fields), receivedOn: fields.day('receivedOn') };
    case CaseCommandKind.ADD_CHARGE: {
      const charge = fields.oneOf('charge', CHARGES);
      if (charge === null) throw new Problem(`addCharge needs \`charge\`: one of ${CHARGES.join(', ')}.`);
      return { ...base, kind, charge, ...bookingOf(fields), bookedOn: fields.day('bookedOn') };
    }
    case CaseCommandKind.CLOSE: {
      const outcome = fields.oneOf('outcome', Object.values(CaseOutcome));
      return { ...base, kind, reason: reasonOf(fields), outcome };
    }
    case CaseCommandKind.PAUSE:
      return { ...base, kind, reason: fields.text('reason'), until: fields.day('until') };
    case CaseCommandKind.DEACTIVATE:
      return {
        ...base,
        kind,
        acknowledged: fields.someOf('acknowledged', Object.values(Acknowledgement)),
        reason: fields.text('reason'),
      };
    case CaseCommandKind.WAIVE:
      return { ...base, kind, credit: fields.flag('credit'), reason: fields.text('reason') };
    case CaseCommandKind.NOTE_STEP:
      return {
        ...base,
        kind,
        what: fields.required('what', '"what":"called"'),
        takenOn: fields.day('takenOn'),
      };
    case CaseCommandKind.MESSAGE: {
      const [text, request] = [fields.text('text'), fields.text('request')];
      if ((text === null) === (request === null))
        throw new Problem('message needs either `text` or `request`, the id of a staged request.');
      return { ...base, kind, text, request };
    }
    default:
      return kind satisfies never;
  }
}

function reasonOf(fields: Fields): string {
  return fields.required('reason', '"reason":"why"');
}

function bookingOf(fields: Fields): { readonly amount: string; readonly externalId: string } {
  return {
    amount: fields.decimal('amount', '"amount":"50.00"'),
    externalId: fields.required('externalId', '"externalId":"id that it has elsewhere"'),
  };
}

function nameOf(fields: Fields): string {
  const name = fields.required('name', '"name":"contract.pdf"');
  if (name.length > LONGEST_NAME)
    throw new Problem(`\`name\` of a document has ${LONGEST_NAME} characters at most, not ${name.length}.`);
  return name;
}

function hashOf(fields: Fields): string {
  const hash = fields.required('hash', '"hash":"SHA-256 of the content"');
  if (!SHA_256.test(hash))
    throw new Problem(
      `\`hash\` must be the SHA-256 of the staged content in small hexadecimal, not "${hash}".`,
    );
  return hash;
}
