import type { Writable } from 'node:stream';
import type { BillingAddress } from '../../contracts/collector.ts';
import type { DossierContent } from '../../contracts/dossier.ts';
import type { Day } from '../../domain/kernel/day.ts';
import { type Language, languageFor, type Words, wordsIn } from '../../templates/languages.ts';
import { amountIn, dateIn } from '../letters/formats.ts';
import { type Fonts, standardFonts } from '../pdf/fonts.ts';
import { type Column, Paper } from './paper.ts';

/** What one dossier is written with. */
interface Desk {
  readonly paper: Paper;
  readonly words: Words['dossier'];
  readonly language: Language;
  readonly content: DossierContent;
  amount(minor: number, currency?: string): string;
  date(day: Day | null): string;
}

/**
 * Writes the file of a case as a PDF: parties, what is open, receipts, what happened, its documents with their
 * hashes and the proof of delivery. Letters are listed, not shown. Resolves when the stream has taken all of it.
 */
export async function writeDossier(
  content: DossierContent,
  out: Writable,
  fonts: Fonts = standardFonts(),
): Promise<void> {
  const language = languageFor(content.language);
  const words = wordsIn(language).dossier;
  const { reference, currency } = content.case;
  const title = `${words.title} ${reference}`;
  const footer = (page: number) => `${title} · ${words.drawnUp} ${content.drawnUpAt} · ${words.page} ${page}`;
  const paper = new Paper(out, { title, author: content.creditor.name, at: content.asOf, fonts, footer });
  const desk: Desk = {
    paper,
    words,
    language,
    content,
    amount: (minor, other = currency) => amountIn(language, minor, other),
    date: (day) => (day === null ? '' : dateIn(language, day)),
  };
  paper.title(title);
  for (const section of SECTIONS) await section(desk);
  await paper.end();
}

const SECTIONS = [
  parties,
  claim,
  lineItems,
  invoices,
  openAmounts,
  receipts,
  charges,
  timeline,
  documents,
  deliveries,
];

async function parties({ paper, words, content, date }: Desk): Promise<void> {
  const { creditor, debtor } = content;
  await paper.heading(words.parties);
  await paper.fields([[words.creditor, `${creditor.name} (${creditor.id}, ${creditor.country})`]]);
  if (debtor.address === null) return paper.paragraph(words.gone);
  const [name = '', ...rest] = addressLines(debtor.address);
  const birthDate = debtor.address.dateOfBirth;
  await paper.fields([
    [words.debtor, name],
    ...rest.map((line) => ['', line] as const),
    [words.birthDate, birthDate === undefined ? null : date(birthDate)],
    [words.customer, debtor.customer],
  ]);
}

function addressLines(address: BillingAddress): string[] {
  const { salutation, givenName, familyName, organizationName, street, postcode, city } = address;
  const { country, postalState, emailAddress, phoneNumber, mobilePhoneNumber } = address;
  const joined = (...parts: (string | undefined)[]) => parts.filter((part) => part).join(' ');
  return [
    organizationName,
    joined(salutation, givenName, familyName),
    street,
    joined(postcode, city),
    joined(postalState, country),
    address.commercialRegisterNumber,
    emailAddress,
    phoneNumber,
    mobilePhoneNumber,
  ].filter((line): line is string => line !== undefined && line !== '');
}

async function claim({ paper, words, content, amount, date }: Desk): Promise<void> {
  const { case: of } = content;
  await paper.heading(words.claim);
  await paper.fields([
    [words.state, of.state],
    [words.externalId, of.externalId === of.reference ? null : of.externalId],
    [words.openedOn, date(of.openedOn)],
    [words.contractDate, date(of.contractDate)],
    [words.dueOn, date(of.dueOn)],
    [words.environment, of.environment],
    [words.configuration, of.configuration],
    [words.amount, amount(of.amount)],
    [words.collected, amount(of.collected)],
    [words.surplus, of.surplus === 0 ? null : amount(of.surplus)],
    [words.principal, amount(of.open.principal)],
    [words.fees, amount(of.open.fees)],
    [words.interest, amount(of.open.interest)],
    [words.costs, amount(of.open.costs)],
    [words.open, amount(of.open.total)],
  ]);
}

async function lineItems(desk: Desk): Promise<void> {
  const { words, content, amount } = desk;
  const columns = [wide(words.lineItems, 4), wide(words.type), right(words.quantity), right(words.amount)];
  const rows = content.lineItems.map(({ name, type, quantity, amountIncludingTax }) => [
    name,
    type,
    quantity,
    amount(amountIncludingTax),
  ]);
  await section(desk, words.lineItems, columns, rows);
}

async function invoices(desk: Desk): Promise<void> {
  const { words, content, amount, date } = desk;
  const columns = [
    wide(words.invoice, 3),
    wide(words.issuedOn, 2),
    wide(words.dueOn, 2),
    right(words.original, 2),
  ];
  const rows = content.invoices.map(({ number, issuedOn, dueOn, currency, amount: original }) => [
    number,
    date(issuedOn),
    date(dueOn),
    amount(original, currency),
  ]);
  await section(desk, words.invoices, columns, rows);
}

/** A table of its own: with the dates in it, amounts of six columns would not stay on one line. */
async function openAmounts(desk: Desk): Promise<void> {
  const { words, content, amount } = desk;
  if (content.invoices.length === 0) return;
  const { principal, fees, interest, costs, total } = words;
  const titles = [principal, fees, interest, costs, total];
  const columns = [wide(words.invoice, 1.4), ...titles.map((title) => right(title))];
  const rows = content.invoices.map(({ number, currency, open }) => [
    number,
    ...[open.principal, open.fees, open.interest, open.costs, open.total].map((minor) =>
      amount(minor, currency),
    ),
  ]);
  await section(desk, words.open, columns, rows);
}

async function receipts(desk: Desk): Promise<void> {
  const { words, content, amount, date } = desk;
  const columns = [
    wide(words.received, 2),
    wide(words.externalId, 3),
    right(words.amount, 1.5),
    right(words.surplus, 1.5),
  ];
  const rows = content.receipts.map((receipt) => [
    date(receipt.on),
    receipt.id,
    amount(receipt.amount),
    receipt.surplus === 0 ? '' : amount(receipt.surplus),
  ]);
  await section(desk, words.receipts, columns, rows);
}

async function charges(desk: Desk): Promise<void> {
  const { words, content, amount, date } = desk;
  if (content.charges.length === 0) return;
  const columns = [
    wide(words.when, 2),
    wide(words.type, 1.5),
    wide(words.externalId, 3),
    right(words.amount, 1.5),
  ];
  const rows = content.charges.map(({ on, kind, id, amount: minor }) => [date(on), kind, id, amount(minor)]);
  await section(desk, words.charges, columns, rows);
}

async function timeline({ paper, words, content }: Desk): Promise<void> {
  await paper.heading(words.timeline);
  for (const { at, says } of content.timeline) await paper.moment(at, says);
}

async function documents(desk: Desk): Promise<void> {
  const { words, content } = desk;
  const columns = [wide(words.document, 3), wide(words.type, 2), right(words.size, 1), wide(words.hash, 3.4)];
  const rows = content.documents.map(({ name, type, size, hash }) => [
    name,
    type,
    String(size),
    inGroups(hash),
  ]);
  await section(desk, words.documents, columns, rows);
}

/** People compare a hash in pieces, and a line may break between them. */
function inGroups(hash: string): string {
  return hash.match(/.{1,8}/g)?.join(' ') ?? hash;
}

async function deliveries(desk: Desk): Promise<void> {
  const { words, content, date } = desk;
  const columns = [
    wide(words.level, 1.5),
    wide(words.invoice, 1.5),
    wide(words.channel, 1),
    wide(words.deliveredOn, 1.6),
    wide(words.copy, 3),
  ];
  const channels: Readonly<Record<string, string>> = { letter: words.letter, email: words.email };
  const rows = content.deliveries.map(({ level, invoice, channel, deliveredOn, copy, isErased }) => [
    level,
    invoice,
    channels[channel] ?? channel,
    date(deliveredOn),
    copy ?? (isErased ? words.erased : words.noCopy),
  ]);
  await section(desk, words.deliveries, columns, rows);
}

async function section(
  { paper, words }: Desk,
  title: string,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): Promise<void> {
  await paper.heading(title);
  if (rows.length === 0) return paper.paragraph(words.none);
  await paper.table(columns, rows);
}

function wide(title: string, share = 1): Column {
  return { title, share };
}

function right(title: string, share = 1): Column {
  return { title, share, align: 'right' };
}
