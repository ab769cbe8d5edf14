import { basename } from 'node:path';
import { RowKind } from '../contracts/intake.ts';
import type { BankOptions } from '../files/bank/item.ts';
import { readBankFile } from '../files/bank/read.ts';
import type { StagedRow } from './staged-row.ts';

/** What moved on the creditor's bank accounts; each statement comes after its bookings. */
export async function* bankRows(
  bank: string | undefined,
  partial: boolean,
  options: BankOptions,
): AsyncGenerator<StagedRow, void> {
  if (bank === undefined) return;
  for await (const item of readBankFile(bank, options, basename(bank))) {
    const { line } = item;
    if ('entry' in item) yield { file: bank, line, kind: RowKind.BANK_ENTRY, body: item.entry };
    else if ('statement' in item) {
      const body = { ...item.statement, isAccepted: partial };
      yield { file: bank, line, kind: RowKind.BANK_STATEMENT, body };
    } else yield { file: bank, line, bad: item };
  }
}
