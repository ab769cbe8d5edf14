import { formatAmount } from '../../domain/kernel/money.ts';
import { badRow, Refuses } from '../item.ts';
import { accountOf } from './account.ts';
import type { CamtParts, MessageNumber } from './camt.ts';
import { type Element, textAt } from './element.ts';
import {
  type EntrySurroundings,
  headProblems,
  isBooked,
  readPart,
  readWhole,
  signedAmount,
  unsplitNote,
} from './entry-reader.ts';
import { BookingIds } from './identity.ts';
import type { BankItem, BankOptions } from './item.ts';
import { readStatementHead, stagedStatement } from './statement.ts';

/** A statement under way. */
interface Statement {
  readonly message: MessageNumber;
  readonly line: number;
  readonly children: Element[];
  readonly ids: BookingIds;
  /** Undefined until its account was looked at, null when it is not to be taken. */
  around?: EntrySurroundings | null;
  entries: number;
  pending: number;
  /** Sum of the booked entries. */
  movement: number;
  hasBad: boolean;
}

/** Turns the parts of a file into items. */
export class StatementReader implements CamtParts {
  private readonly file: string;
  private readonly options: BankOptions;
  private readonly unsplit: ReadonlyMap<number, number>;
  private items: BankItem[] = [];
  private statement: Statement | undefined;
  /** Place of the entry under way in the file. */
  private place = 0;
  private parts = 0;
  /** The first transaction of the entry under way: whether it is the only one is known later. */
  private firstPart: Element | undefined;

  constructor(file: string, options: BankOptions, unsplit: ReadonlyMap<number, number>) {
    this.file = file;
    this.options = options;
    this.unsplit = unsplit;
  }

  /** What was read since this was called last. */
  drain(): readonly BankItem[] {
    const { items } = this;
    this.items = [];
    return items;
  }

  begin(message: MessageNumber, line: number): void {
    const counts = { entries: 0, pending: 0, movement: 0, hasBad: false };
    this.statement = { message, line, children: [], ids: new BookingIds(), ...counts };
  }

  child(element: Element): void {
    this.statement?.children.push(element);
  }

  beginEntry(): void {
    this.place += 1;
    this.parts = 0;
    this.firstPart = undefined;
  }

  transaction(transaction: Element, entry: Element): void {
    const around = this.around();
    if (around === null || !isBooked(entry)) return;
    this.parts += 1;
    if (this.unsplit.has(this.place)) return;
    if (this.parts === 1) {
      this.firstPart = transaction;
      return;
    }
    if (this.parts === 2 && this.firstPart !== undefined) {
      this.add(readPart(entry, this.firstPart, 1, around));
    }
    this.add(readPart(entry, transaction, this.parts, around));
  }

  entry(entry: Element): void {
    const around = this.around();
    const { statement } = this;
    if (around === null || statement === undefined) return;
    if (!isBooked(entry)) {
      statement.pending += 1;
      return;
    }
    statement.entries += 1;
    statement.movement += signedAmount(entry) ?? 0;
    const parts = this.unsplit.get(this.place);
    if (parts !== undefined) this.add(unsplitNote(entry, parts, around.currency));
    if (parts !== undefined || this.parts < 2) {
      this.add(readWhole(entry, parts === undefined ? this.firstPart : undefined, around));
    } else this.add(badRow(entry.line, headProblems(entry, around), Refuses.row));
  }

  end(): void {
    const { statement } = this;
    const around = this.around();
    this.statement = undefined;
    if (around === null || statement === undefined) return;
    const { line, pending, movement } = statement;
    if (pending > 0) {
      const what = pending === 1 ? '1 entry that is' : `${pending} entries that are`;
      this.note(line, `leaves out ${what} not booked yet; they come with the statement that books them`);
    }
    if (statement.message !== '053') return;
    const head = readStatementHead(statement.children, around.currency);
    const { opening, closing, closesOn } = head;
    if (closesOn === undefined) {
      this.bad(line, `statement ${head.id} has no date, so nobody can tell whether one is missing`);
      return;
    }
    if (opening === undefined || closing === undefined) {
      this.note(
        line,
        `statement ${head.id} has no opening and closing balance, so nobody can tell what is missing`,
      );
    } else if (opening.amount + movement !== closing.amount) {
      const shown = (amount: number) => formatAmount(amount, around.currency);
      statement.hasBad = true;
      this.bad(
        line,
        `statement ${head.id} opens with ${shown(opening.amount)} and closes with ${shown(closing.amount)}, but its entries come to ${shown(movement)}; fetch it again`,
      );
    }
    const isWhole = !statement.hasBad && opening !== undefined && closing !== undefined;
    const { account } = around;
    this.items.push({
      line,
      statement: stagedStatement(head, { account, closesOn, isWhole, file: this.file, line }),
    });
  }

  /** What entries of the statement stand in; null, said once, when its account is not the creditor's. */
  private around(): EntrySurroundings | null {
    const { statement } = this;
    if (statement === undefined) return null;
    if (statement.around === undefined) statement.around = this.lookAtAccount(statement);
    return statement.around;
  }

  private lookAtAccount({ message, children, line, ids }: Statement): EntrySurroundings | null {
    const { accounts, currency } = this.options;
    const element = children.find(({ name }) => name === 'Acct');
    const account = accountOf(element, accounts);
    if ('stranger' in account) {
      const named = account.stranger === '' ? 'no account' : `account ${account.stranger}`;
      const right =
        accounts.length === 0
          ? 'list the accounts that debtors pay to under bankAccounts in the creditor file and publish it'
          : `the creditor's are ${accounts.join(', ')}`;
      return this.passOver(line, `is of ${named}, which is not the creditor's; ${right}`);
    }
    const own = textAt(element, 'Ccy');
    if (own !== undefined && own !== currency) {
      return this.passOver(line, `is in ${own}, and the ledger in ${currency}`);
    }
    const { closesOn } = readStatementHead(children, currency);
    const isNotification = message === '054';
    return { file: this.file, account: account.iban, currency, ids, bookedOn: closesOn, isNotification };
  }

  private passOver(line: number, reason: string): null {
    this.bad(line, reason);
    return null;
  }

  private add(item: BankItem | undefined): void {
    if (item === undefined) return;
    const { statement } = this;
    if (statement !== undefined && 'problem' in item && item.refuses !== Refuses.nothing) {
      statement.hasBad = true;
    }
    this.items.push(item);
  }

  private bad(line: number, reason: string): void {
    this.items.push({ line, problem: { field: '', value: '', reason }, also: [], refuses: Refuses.row });
  }

  private note(line: number, reason: string): void {
    this.items.push({ line, problem: { field: '', value: '', reason }, also: [], refuses: Refuses.nothing });
  }
}
