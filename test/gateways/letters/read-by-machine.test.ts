import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsQr from 'jsqr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amountIn, dateIn } from '../../../gateways/letters/formats.ts';
import { renderLetterPdf, renderPrinted } from '../../../gateways/letters/pdf/render-pdf.ts';
import { isCi } from '../../../scripts/test/install-postgres.mjs';
import { findPdfTools } from '../../../scripts/test/pdf-tools.mjs';
import { LANGUAGES, wordsIn } from '../../../templates/languages.ts';
import { notice, RECIPIENT, reminder } from '../contents.ts';
import { aboutInvoices, LAYOUT, swiss, TO_DUTCH_ACCOUNT } from './some-letters.ts';

/** A module of the old kind, whose types tell of the new kind. */
const readCode = jsQr as unknown as (typeof jsQr)['default'];

const tools = findPdfTools();
if ('why' in tools) console.warn(`Letters are not read by other programs: ${tools.why}.`);
const isSkipped = 'why' in tools && !isCi(process.env);

const folder = mkdtempSync(join(tmpdir(), 'dunwell-letters-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LOGO = readFileSync(join(import.meta.dirname, 'logo.png'));

const LETTERS: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  ...Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      () => renderLetterPdf(notice({ language, ...TO_DUTCH_ACCOUNT }), LAYOUT),
    ]),
  ),
  'names-that-xml-minds': () =>
    renderLetterPdf(
      reminder({ creditor: { id: 'a', name: 'Müller & Söhne <AG>', country: 'DE-BY' } }),
      LAYOUT,
    ),
  greek: () =>
    renderLetterPdf(
      reminder({
        recipient: { ...RECIPIENT, name: 'Παπαδόπουλος Γεώργιος', street: 'ул. Тверская 12', city: 'Москва' },
      }),
    ),
  'odd-signs': () =>
    renderLetterPdf(
      reminder({ recipient: { ...RECIPIENT, name: 'Anna 👍🏽 שרה כהן\u200d', street: '1\u202e ☃' } }),
    ),
  'long-names': () =>
    renderLetterPdf(
      notice({
        ...TO_DUTCH_ACCOUNT,
        recipient: {
          ...RECIPIENT,
          name: 'Stichting '.repeat(30),
          street: `${'Lange Straat '.repeat(9)}\n2\n3\n4`,
          country: 'DE',
        },
        invoice: { ...notice().invoice, number: 'N'.repeat(60) },
      }),
      LAYOUT,
    ),
  'with-logo': () => renderLetterPdf(notice(), { ...LAYOUT, logo: LOGO, window: 'din-5008-a' }),
  'eight-invoices': () => printed([aboutInvoices(8)]),
  'sixty-invoices': () => printed([aboutInvoices(60)]),
  'three-letters': () => printed([1, 60, 8].map((count) => aboutInvoices(count))),
  'qr-bill': () => renderLetterPdf(swiss(), LAYOUT),
  nordic: () =>
    renderLetterPdf(reminder({ creditor: { id: 's', name: 'Vatten AB', country: 'SE' } }), LAYOUT),
};

async function printed(letters: Parameters<typeof renderPrinted>[0]): Promise<Uint8Array> {
  return (await renderPrinted(letters, LAYOUT)).bytes;
}

const fileOf = (name: string) => join(folder, `${name}.pdf`);

function textOf(name: string): string {
  return plain(execFileSync('pdftotext', ['-layout', fileOf(name), '-'], { encoding: 'utf8' }));
}

function plain(text: string): string {
  return text.replace(/[\p{Zs}\t]+/gu, ' ');
}

/** What the code on a page says, as a telephone reads it off the paper. */
function codeOf(name: string, page: number): readonly string[] {
  const only = ['-f', String(page), '-l', String(page), '-singlefile'];
  const picture = execFileSync('pdftoppm', ['-r', '150', '-gray', ...only, fileOf(name)], {
    maxBuffer: 2 ** 26,
  });
  const [head = '', width, height] = /^P5\s(\d+)\s(\d+)\s255\s/.exec(picture.toString('latin1', 0, 30)) ?? [];
  const greys = picture.subarray(head.length);
  const colors = Uint8ClampedArray.from({ length: greys.length * 4 }, (_, at) =>
    at % 4 === 3 ? 255 : (greys[at >> 2] as number),
  );
  return readCode(colors, Number(width), Number(height))?.data.split('\n') ?? [];
}

describe.skipIf(isSkipped)('Letters as other programs see them', () => {
  beforeAll(async () => {
    for (const [name, render] of Object.entries(LETTERS)) writeFileSync(fileOf(name), await render());
  });

  it('veraPDF calls each of them PDF/A-2a', { timeout: 180_000 }, () => {
    if ('why' in tools) throw new Error(tools.why);
    const files = readdirSync(folder).filter((name) => name.endsWith('.pdf'));
    expect(files).toHaveLength(Object.keys(LETTERS).length);
    const paths = files.map((name) => join(folder, name));
    const says = execFileSync('java', ['-cp', join(tools.jars, '*'), tools.judge, ...paths], {
      encoding: 'utf8',
    });
    const verdicts = says
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));
    expect(Object.fromEntries(verdicts)).toEqual(
      Object.fromEntries(paths.map((path) => [path, 'compliant'])),
    );
  });

  it.each(LANGUAGES)('pdftotext reads amounts, dates, reference and account in %s', (language) => {
    const text = textOf(language);
    const { open, invoice, payBy } = notice();
    for (const minor of [open.principal, open.fees, open.interest, open.costs, open.total, invoice.amount]) {
      expect(text).toContain(plain(amountIn(language, minor, 'EUR')));
    }
    for (const day of [invoice.issuedOn, invoice.dueOn, payBy])
      expect(text).toContain(dateIn(language, day as number));
    for (const said of [
      '2026/001',
      'RF18 5390 0754 7034',
      'NL02 ABNA 0123 4567 89',
      'Keizersgracht 1',
      'C-100',
    ]) {
      expect(text).toContain(said);
    }
    expect(text).toContain(wordsIn(language).paper.scan);
  });

  it('pdftotext reads Greek, Cyrillic and Hebrew, and no more than a mark for what has no letters', () => {
    expect(textOf('greek')).toMatch(/Παπαδόπουλος Γεώργιος[\s\S]*ул\. Тверская 12[\s\S]*Москва/);
    const odd = textOf('odd-signs');
    for (const word of ['Anna', 'שרה', 'כהן', '☃']) expect(odd).toContain(word);
  });

  it('a telephone reads an EPC code: a SEPA transfer of all that is open', () => {
    expect(codeOf('nl', 1)).toEqual([
      ...[
        'BCD',
        '002',
        '1',
        'SCT',
        '',
        'Acme B.V.',
        'NL02ABNA0123456789',
        'EUR1279.62',
        '',
        'RF18539007547034',
      ],
    ]);
  });

  it('a telephone reads a Swiss QR code with its reference', () => {
    const code = codeOf('qr-bill', 2);
    expect(code.slice(0, 5)).toEqual(['SPC', '0200', '1', 'CH9300762011623852957', 'S']);
    expect(code.slice(18, 20)).toEqual(['1279.62', 'CHF']);
    expect(code.slice(20, 31)).toEqual([
      ...[
        'S',
        'Anna Keller',
        'Bahnhofstrasse 7',
        '',
        '8001',
        'Zürich',
        'CH',
        'SCOR',
        'RF18539007547034',
        '',
        'EPD',
      ],
    ]);
  });
});
