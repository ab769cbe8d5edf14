import { joined } from './amounts.ts';
import { all, type Element, first, textAt } from './element.ts';
import { reference } from './identity.ts';

const LONGEST_TEXT = 1000;
const LONGEST_NAME = 140;

/** What a transaction says beside its amount; fields that it does not have are absent. */
export interface TransactionFacts {
  readonly isReturn?: boolean;
  readonly returnOf?: string;
  readonly returnReason?: string;
  readonly endToEndId?: string;
  readonly structuredReference?: string;
  readonly text?: string;
  readonly payerName?: string;
  readonly payerIban?: string;
}

/** Families and sub-families of ISO bank transaction codes that take a payment back. */
const RETURNS = new Set(['RRTN', 'RPCR', 'UPDD', 'PRDD', 'UPCQ', 'CQRV']);

/**
 * The facts of a transaction, which may be absent where the bank gives no details; the entry around it fills in what
 * it has.
 */
export function readTransaction(
  transaction: Element | undefined,
  entry: Element,
  direction: 'in' | 'out',
  account: string,
): TransactionFacts {
  const isReturn = isReturned(transaction, entry);
  const refs = first(transaction, 'Refs');
  const endToEndId = reference(textAt(refs, 'EndToEndId'));
  const remittance = first(transaction, 'RmtInf');
  const [structuredReference, ...moreReferences] = all(remittance, 'Strd', 'CdtrRefInf', 'Ref')
    .map((element) => element.text.replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '');
  const text = [
    joined(remittance, 'Ustrd'),
    joined(remittance, 'Strd', 'RfrdDocInf', 'Nb'),
    ...moreReferences,
    joined(remittance, 'Strd', 'AddtlRmtInf'),
    textAt(transaction, 'AddtlTxInf'),
  ].filter((part) => part !== undefined);
  // What the bank says of the entry is mostly the kind of payment: it stands in only where nothing else is said.
  const said = text.length > 0 ? text.join(' ') : textAt(entry, 'AddtlNtryInf');
  const payer = payerOf(first(transaction, 'RltdPties'), direction, isReturn, account);
  return present({
    isReturn: isReturn ? true : undefined,
    returnOf: isReturn ? (endToEndId ?? reference(textAt(refs, 'TxId'))) : undefined,
    returnReason: isReturn ? reasonOf(transaction) : undefined,
    endToEndId,
    structuredReference: structuredReference?.slice(0, LONGEST_NAME),
    text: said?.slice(0, LONGEST_TEXT),
    payerName: payer.name?.slice(0, LONGEST_NAME),
    payerIban: payer.iban,
  });
}

function isReturned(transaction: Element | undefined, entry: Element): boolean {
  if (first(transaction, 'RtrInf') !== undefined) return true;
  if (textAt(entry, 'RvslInd') === 'true' || textAt(entry, 'RvslInd') === '1') return true;
  return [transaction, entry].some((element) =>
    RETURNS.has(textAt(element, 'BkTxCd', 'Domn', 'Fmly', 'SubFmlyCd') ?? ''),
  );
}

function reasonOf(transaction: Element | undefined): string | undefined {
  const info = first(transaction, 'RtrInf');
  const code = textAt(info, 'Rsn', 'Cd') ?? textAt(info, 'Rsn', 'Prtry');
  const words = joined(info, 'AddtlInf');
  const reason = [code, words].filter((part) => part !== undefined).join(' ');
  return reason === '' ? undefined : reason.slice(0, LONGEST_NAME);
}

interface Payer {
  readonly name: string | undefined;
  readonly iban: string | undefined;
}

/**
 * Who paid, or was paid. A return names the parties of the payment it takes back, so the customer is still its
 * debtor although the money goes off the account; where a bank turns them round, it is the one that is not us.
 */
function payerOf(
  parties: Element | undefined,
  direction: 'in' | 'out',
  isReturn: boolean,
  account: string,
): Payer {
  const iban = (side: Side) =>
    textAt(parties, `${side}Acct`, 'Id', 'IBAN')?.replaceAll(' ', '').toUpperCase();
  const name = (party: string) => textAt(parties, party, 'Pty', 'Nm') ?? textAt(parties, party, 'Nm');
  const usual: Side = (direction === 'in') !== isReturn ? 'Dbtr' : 'Cdtr';
  const other: Side = usual === 'Dbtr' ? 'Cdtr' : 'Dbtr';
  const side = iban(usual) === account ? other : usual;
  return { name: name(side) ?? name(`Ultmt${side}`), iban: iban(side) };
}

type Side = 'Dbtr' | 'Cdtr';

/** The same without its undefined fields. */
function present<Facts extends Readonly<Record<string, unknown>>>(
  facts: Facts,
): { [Key in keyof Facts]?: Exclude<Facts[Key], undefined> } {
  const defined = Object.entries(facts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(defined) as { [Key in keyof Facts]?: Exclude<Facts[Key], undefined> };
}
