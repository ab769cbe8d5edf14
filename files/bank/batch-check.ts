import type { CamtParts } from './camt.ts';
import type { Element } from './element.ts';
import { signedAmount, signedPart } from './entry-reader.ts';

/**
 * Reads a file to its end before anything of it is taken, and finds the batch bookings whose transactions do not come
 * to the entry's amount. Entries are told by their place, as a whole file may stand in one line.
 */
export class BatchCheck implements CamtParts {
  /** How many transactions an entry has that is not to be split. */
  readonly unsplit = new Map<number, number>();
  statements = 0;
  private place = 0;
  private parts = 0;
  private sum: number | undefined = 0;

  begin(): void {
    this.statements += 1;
  }

  child(): void {}

  beginEntry(): void {
    this.place += 1;
    this.parts = 0;
    this.sum = 0;
  }

  transaction(transaction: Element, entry: Element): void {
    this.parts += 1;
    const currency = entry.children.find(({ name }) => name === 'Amt')?.currency ?? '';
    const part = signedPart(transaction, entry, currency);
    this.sum = part === undefined || this.sum === undefined ? undefined : this.sum + part;
  }

  entry(entry: Element): void {
    if (this.parts > 1 && this.sum !== signedAmount(entry)) this.unsplit.set(this.place, this.parts);
  }

  end(): void {}
}
