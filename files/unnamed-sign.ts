/*
 * Columns that say whether a row is debit or credit, told by their names and words: where a mapping does not speak of
 * one, a credit would be read as a claim, or money that went out as a payment.
 */

/** What such columns say for the credit side, which is money that came in, and for the debit side. */
const CREDIT = new Set('h haben c cr credit crédit k kr kredit crdt bij - minus'.split(' '));
const DEBIT = new Set('s soll d dr debit débit debet dbit af + plus'.split(' '));

/** What a row says that takes back: it stands alone in a cell, whatever the column is called. */
const CREDIT_NOTES = new Set([
  ...['gutschrift', 'rechnungskorrektur', 'stornorechnung', 'storno'],
  ...['credit note', 'creditnote', 'credit memo', 'credit', 'sales credit note', 'accreccredit', 'crn'],
  ...['creditnota', 'creditfactuur', 'kreditnota', 'kreditfaktura', 'kreditfaktur', 'kreditering'],
  ...['hyvityslasku', 'hyvitys', 'avoir', 'facture d’avoir', "facture d'avoir", 'note de crédit'],
]);

/** The name of a sign column, without spaces, points and dashes: `Soll/Haben-Kz.`, `D / C`, `CdtDbtInd`, SAP's `SHKZG`. */
const SIGN_COLUMNS =
  /^(s\/?h|d\/?c|c\/?d|dr\/?cr|cr\/?dr|\+\/|\+)(kz|kzg|kennz|kennzeichen|indicator|ind|code|flag)?$|soll\/?haben|debit\/?credit|credit\/?debit|deb[ei]t\/?[ck]redit|cdtdbtind|^af\/?bij$|^bij\/?af$|vorzeichen|kennz(eichen)?$|^kz$|indicator$/;

/** Which of a file's columns say debit or credit. */
export function isSignColumn(name: string): boolean {
  return SIGN_COLUMNS.test(name.toLowerCase().replace(/[\s._()-]/g, ''));
}

/** The side that a word names; undefined when it names none. */
export function sideOf(word: string): 'debit' | 'credit' | undefined {
  const plain = wordOf(word);
  if (CREDIT.has(plain)) return 'credit';
  return DEBIT.has(plain) ? 'debit' : undefined;
}

/** True for what credit notes are called. */
export function isCreditNote(word: string): boolean {
  return CREDIT_NOTES.has(wordOf(word));
}

/** A column and its word by which a positive amount may not be what it looks like. */
export interface UnnamedSign {
  readonly column: string;
  readonly word: string;
}

/** What such a column would lead to, and what to write about it. */
export function signAdvice({ column, word }: UnnamedSign, otherwise: string): string {
  const sign = `columns: { amount: { column: …, sign: { column: ${JSON.stringify(column)}, minus: ${word} } } }`;
  return `stands beside "${word}" in column ${column}: ${otherwise}; write ${sign} (or sign: none when it says nothing)`;
}

/** Looks at the columns that a mapping does not speak of. */
export type SignWatch = (cells: readonly string[]) => UnnamedSign | undefined;

/** For invoices: a word of the credit side, or a credit note, in a column that nobody looks at. */
export function watchForCredits(names: readonly string[], isUsed: (index: number) => boolean): SignWatch {
  return watch(names, isUsed, CREDIT, CREDIT_NOTES);
}

/** For payments: a word of the debit side, which is money that went out. */
export function watchForDebits(names: readonly string[], isUsed: (index: number) => boolean): SignWatch {
  return watch(names, isUsed, DEBIT, new Set());
}

function watch(
  names: readonly string[],
  isUsed: (index: number) => boolean,
  inSignColumns: ReadonlySet<string>,
  anywhere: ReadonlySet<string>,
): SignWatch {
  const unused = names.flatMap((name, index) => (isUsed(index) ? [] : [{ name, index }]));
  const signs = unused.filter(({ name }) => isSignColumn(name));
  return (cells) => {
    const found =
      signs.find(({ index }) => inSignColumns.has(wordOf(cells[index]))) ??
      (anywhere.size === 0 ? undefined : unused.find(({ index }) => anywhere.has(wordOf(cells[index]))));
    return found === undefined ? undefined : { column: found.name, word: (cells[found.index] ?? '').trim() };
  };
}

function wordOf(cell: string | undefined): string {
  return (cell ?? '').trim().toLowerCase();
}
