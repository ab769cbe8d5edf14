import type { StagedBankStatement } from '../../contracts/intake.ts';
import type { Day } from '../../domain/kernel/day.ts';
import { type Balance, dayOf, readBalance } from './amounts.ts';
import { type Element, textAt } from './element.ts';

/** What a statement says of itself beside its entries. */
export interface StatementHead {
  readonly id: string;
  readonly number: number | undefined;
  readonly page: number | undefined;
  readonly isLast: boolean;
  readonly opening: Balance | undefined;
  readonly closing: Balance | undefined;
  readonly closesOn: Day | undefined;
}

/** Reads a statement's own parts; what it does not say stays undefined. */
export function readStatementHead(children: readonly Element[], currency: string): StatementHead {
  const child = (name: string) => children.find((element) => element.name === name);
  const numbered = child('ElctrncSeqNb') ?? child('LglSeqNb');
  const pages = child('StmtPgntn');
  const page = whole(textAt(pages, 'PgNb'));
  const isLast = textAt(pages, 'LastPgInd') !== 'false' && textAt(pages, 'LastPgInd') !== '0';
  const balances = children
    .filter(({ name }) => name === 'Bal')
    .map(readBalance)
    .filter((balance) => balance !== undefined)
    .filter((balance) => balance.currency === currency);
  const coded = (code: string) => balances.filter((balance) => balance.code === code);
  // A part of a statement begins or ends with an interim balance; some banks give the day before's closing one.
  const isLater = page !== undefined && page > 1;
  const opening = (isLater ? coded('ITBD')[0] : undefined) ?? coded('OPBD')[0] ?? coded('PRCD')[0];
  const closing = (isLast ? undefined : coded('ITBD').at(-1)) ?? coded('CLBD').at(-1);
  const closesOn = closing?.on ?? dayOf(textAt(child('FrToDt'), 'ToDtTm') ?? child('CreDtTm')?.text.trim());
  return {
    id: child('Id')?.text.trim().slice(0, 100) ?? '',
    number: whole(numbered?.text.trim()),
    page,
    isLast,
    opening,
    closing,
    closesOn,
  };
}

/** The statement as it is staged. */
export function stagedStatement(
  head: StatementHead,
  rest: Pick<StagedBankStatement, 'account' | 'closesOn' | 'isWhole' | 'file' | 'line'>,
): StagedBankStatement {
  const { id, number, page, isLast, opening, closing } = head;
  return {
    ...rest,
    id,
    isLast,
    ...(number === undefined ? {} : { number }),
    ...(page === undefined ? {} : { page }),
    ...(opening === undefined ? {} : { opening: opening.amount }),
    ...(closing === undefined ? {} : { closing: closing.amount }),
  };
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
