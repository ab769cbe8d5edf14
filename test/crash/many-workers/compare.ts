import { EffectKind } from '../../../domain/effects/effect.ts';
import { fileNameOf } from '../../../gateways/file-name.ts';
import { type Book, renamed } from './books.ts';
import { isPaidMeanwhile, type NightInvoice, twinOf } from './invoices.ts';
import type { Night } from './night.ts';

/** What the books of a night came to beside those of one that nobody disturbed. */
export interface Judgement {
  /** Everything that is not as it has to be; nothing is right. */
  readonly faults: readonly string[];
  /** Of those who paid meanwhile: how many had their letter, or their transfer, before. */
  readonly paidAfterIt: number;
  /** How many paid before it and were left in peace. */
  readonly paidBeforeIt: number;
}

/**
 * Holds a night against the undisturbed one. Who did not pay has the same books to the last row. Who paid meanwhile has
 * either those of the one who paid after the letter, or those of the twin who paid before it; where the letter of an
 * attempt that was cut off was called off, its cancelled row stands beside them.
 */
export function judge(invoices: readonly NightInvoice[], night: Night, undisturbed: Night): Judgement {
  const faults: string[] = [
    ...night.seen.paidBefore.map(({ what, number }) => `${number}: ${what} after its payment was told`),
    ...faultsOfLetters(night),
    ...night.bookProblems.map((problem) => `the books contradict themselves: ${JSON.stringify(problem)}`),
  ];
  if (night.failing > 0) faults.push(`${night.failing} still fail`);
  if (night.books.size !== invoices.length) faults.push(`${night.books.size} invoices in the books`);
  let [paidAfterIt, paidBeforeIt] = [0, 0];
  for (const invoice of invoices) {
    const book = night.books.get(invoice.number);
    const matched = book === undefined ? 'missing' : matchOf(invoice, book, undisturbed.books);
    if (matched === 'after') paidAfterIt += 1;
    else if (matched === 'before') paidBeforeIt += 1;
    else if (matched !== 'same') faults.push(`${invoice.number}: ${matched}`);
  }
  return { faults, paidAfterIt, paidBeforeIt };
}

/** How its book matches, or in words why it does not. */
function matchOf(invoice: NightInvoice, book: Book, undisturbed: ReadonlyMap<string, Book>): string {
  const { number } = invoice;
  const after = undisturbed.get(number) as Book;
  if (isPaidMeanwhile(invoice)) {
    if (isSame(withoutCase(book), withoutCase(after))) return 'after';
    const twin = twinOf(invoice).number;
    const before = renamed(undisturbed.get(twin) as Book, twin, number);
    if (isSame(withoutCancelled(book), before)) return 'before';
    // Its letter was on its way when the payment came, and the worker that had it in hand was killed: that it had
    // arrived turned out after the end, which leaves no step of its own.
    if (isSame(book, { ...after, moves: before.moves })) return 'after';
  } else if (isSame(book, after)) return 'same';
  return `${JSON.stringify(book)} instead of ${JSON.stringify(after)}`;
}

/** Whether its order was out already, what a case has told its collector, and when, is a matter of the moment of payment. */
function withoutCase(book: Book): Book {
  return {
    ...book,
    cases: book.cases.map((says) => says.split(' ')[0] as string),
    effects: book.effects.filter((says) => !says.startsWith('case/')),
  };
}

function withoutCancelled(book: Book): Book {
  return { ...book, effects: book.effects.filter((says) => !says.includes(' cancelled ')) };
}

function isSame(a: Book, b: Book): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Each letter, order and instruction that the books call delivered came out once, and nothing else did. */
function faultsOfLetters({ books, letters }: Night): readonly string[] {
  const inBooks = [...books.values()]
    .flatMap(({ effects }) => effects)
    .filter((says) => says.includes(' delivered '))
    .map(nameOf);
  const came = new Set(letters);
  const told = new Set(inBooks);
  return [
    ...letters.filter((name) => !told.has(name)).map((name) => `${name} came out and is not in the books`),
    ...inBooks.filter((name) => !came.has(name)).map((name) => `${name} is in the books and never came out`),
    ...(letters.length === came.size ? [] : ['something came out twice']),
    ...(inBooks.length === told.size ? [] : ['an effect stands in the books twice']),
  ];
}

/** The name that an effect has in the outbox. */
function nameOf(says: string): string {
  const [key = '', kind] = says.split(' ');
  return fileNameOf(key, kind === EffectKind.LEVEL ? '.eml' : '.json');
}
