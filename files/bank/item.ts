import type { StagedBankEntry, StagedBankStatement } from '../../contracts/intake.ts';
import type { BadRow } from '../item.ts';

/** What is read from a bank's file, in its order; a statement comes after its entries. */
export type BankItem =
  | { readonly line: number; readonly entry: StagedBankEntry }
  | { readonly line: number; readonly statement: StagedBankStatement }
  | BadRow;

export interface BankOptions {
  /** The creditor's bank accounts, as IBANs without spaces. */
  readonly accounts: readonly string[];
  readonly currency: string;
}
