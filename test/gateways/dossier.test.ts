import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { DossierContent } from '../../contracts/dossier.ts';
import { writeDossier } from '../../gateways/dossier/write-dossier.ts';
import { aDossier } from './a-dossier.ts';
import { textOfPdf } from './read-pdf.ts';

async function written(content: DossierContent): Promise<Buffer> {
  const out = new PassThrough();
  const [pdf] = await Promise.all([buffer(out), writeDossier(content, out)]);
  return pdf;
}

const pagesOf = async (changed: Partial<DossierContent> = {}) => textOfPdf(await written(aDossier(changed)));
const textOf = async (changed: Partial<DossierContent> = {}) => (await pagesOf(changed)).join('\n');

describe('The file of a case', () => {
  it.each([
    [
      'the parties',
      ['Dossier 2026/001-1', 'Acme B.V. (acme, NL)', 'Anna Jansen', '1015 AA Amsterdam', 'C-100'],
    ],
    ['when the debtor was born', ['1 februari 1980']],
    ['what is open by component', ['€ 1.234,50', '€ 5,00', '€ 0,12', '€ 40,00', '€ 1.279,62']],
    ['the receipts', ['receipt-1', '30 april 2026', '€ 500,00']],
    [
      'what happened',
      ['2026-04-20 09:00', 'created, CREATE → PREPARING (transfer); dunwell', 'He has moved.'],
    ],
    ['the documents with their hashes', ['notice 2026-03-01.pdf', '4821', 'abababab abababab']],
    ['the proof of delivery', ['Bewijs van bezorging', '1 maart 2026', 'brief', 'gewist']],
    ['when it was drawn up, on each page', ['Dossier 2026/001-1 · Opgemaakt op 2026-05-01 10:15 · Pagina 1']],
  ])('has %s', async (_, words) => {
    const text = (await textOf()).replaceAll('\u00a0', ' ');
    for (const word of words) expect(text).toContain(word);
  });

  it('is the same for the same case', async () => {
    expect(await written(aDossier())).toEqual(await written(aDossier()));
  });

  it('says what is empty, and that content was erased', async () => {
    const empty = { lineItems: [], invoices: [], receipts: [], documents: [], deliveries: [], timeline: [] };
    const text = await textOf({ ...empty, debtor: { customer: 'C-100', address: null }, language: 'en' });
    expect(text).toContain('The content of this case was erased.');
    expect(text.match(/\nnone\n/g)?.length).toBeGreaterThanOrEqual(4);
  });

  it('wraps a text of any length over as many pages as it needs', async () => {
    const words = Array.from({ length: 3000 }, (_, nth) => `word${nth}`);
    const pages = await pagesOf({ timeline: [{ at: '2026-04-21 11:30', says: words.join(' ') }] });
    const all = pages.join(' ').split(/\s+/);
    expect(words.every((word) => all.includes(word))).toBe(true);
    expect(pages.length).toBeGreaterThan(4);
    pages.forEach((page, nth) => {
      expect(page).toContain(`Pagina ${nth + 1}`);
    });
  });

  it('puts rows of a long table on further pages, each with its foot', async () => {
    const documents = Array.from({ length: 120 }, (_, nth) => ({
      name: `document ${nth}.pdf`,
      type: 'application/pdf',
      size: nth,
      hash: '0f'.repeat(32),
    }));
    const text = await textOf({ documents });
    for (const { name } of documents) expect(text).toContain(name);
  });

  it('keeps names in Greek, Cyrillic and Armenian, and survives scripts that the font lacks', async () => {
    const address = { familyName: 'Παπαδόπουλος Владимир Հայկ 张伟 สมชาย 👍🏽', city: '東京\u0000\u202e' };
    const text = await textOf({ debtor: { customer: null, address } });
    for (const name of ['Παπαδόπουλος', 'Владимир', 'Հայկ']) expect(text).toContain(name);
  });
});
