import { describe, expect, it } from 'vitest';
import { readPayments } from '../../files/payments.ts';
import { mappingOf, readAll } from './read-all.ts';

const HEAD = 'invoice,bookedOn,amount,currency,externalId';
const ROWS = ['Müller-1,2026-12-28,1000.00,EUR,PB-1 €', 'Weiß-2,2026-12-28,950.00,EUR,PB-2'];
const TEXT = `${HEAD}\n${ROWS.join('\n')}\n`;
const READ = [
  ['Müller-1', 'PB-1 €'],
  ['Weiß-2', 'PB-2'],
];

const utf16le = (text: string) => Buffer.from(text, 'utf16le');
const utf16be = (text: string) => utf16le(text).swap16();
/** The euro sign is the one letter of these that Windows-1252 has and Latin-1 has not. */
const windows1252 = (text: string) => Buffer.from(text.replaceAll('€', '\x80'), 'latin1');

async function read(content: Uint8Array | string, encoding?: string) {
  const mapping = encoding === undefined ? {} : mappingOf(`payments: { encoding: ${encoding} }`);
  const { rows, problems, bad } = await readAll(content, (path) => readPayments(path, { mapping }));
  return { read: rows.map((row) => [row.invoice, row.externalId]), problems, bad };
}

describe('a file is read in the encoding that its mapping names', () => {
  it.each<[string, string | undefined, Uint8Array]>([
    ['UTF-8', undefined, Buffer.from(TEXT)],
    ['UTF-8 with its mark', undefined, Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-8 with its mark, named', 'utf-8', Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-16 LE with its mark', 'utf-16', utf16le(`\uFEFF${TEXT}`)],
    ['UTF-16 BE with its mark', 'utf-16', utf16be(`\uFEFF${TEXT}`)],
    ['UTF-16 LE with its mark, named', 'utf-16le', utf16le(`\uFEFF${TEXT}`)],
    ['UTF-16 LE', 'utf-16le', utf16le(TEXT)],
    ['UTF-16 BE', 'utf-16be', utf16be(TEXT)],
    ['Windows-1252', 'windows-1252', windows1252(TEXT)],
  ])('%s', async (_, encoding, content) => {
    expect(await read(content, encoding)).toMatchObject({ read: READ, problems: [] });
  });

  it('Latin-1, which has no euro sign', async () => {
    const content = Buffer.from(TEXT.replaceAll(' €', ''), 'latin1');
    expect(await read(content, 'latin-1')).toMatchObject({
      read: [['Müller-1', 'PB-1'], READ[1]],
      problems: [],
    });
  });

  it('also where a letter lies on the border of two pieces of the file', async () => {
    const many = Array.from(
      { length: 5000 },
      (_, i) => `${'ü'.repeat(i % 40)}ß-${i},2026-12-28,1.00,EUR,ß${i}`,
    );
    const text = `${HEAD}\n${many.join('\n')}\n`;
    for (const [encoding, content] of [
      ['utf-16le', utf16le(text)],
      ['utf-16be', utf16be(text)],
      ['windows-1252', windows1252(text)],
    ] as const) {
      const { read: rows, problems } = await read(content, encoding);
      expect(problems).toEqual([]);
      expect(rows).toHaveLength(5000);
      expect(rows.at(-1)).toEqual([`${'ü'.repeat(4999 % 40)}ß-4999`, 'ß4999']);
    }
  });

  it('and Windows-1252 has all of its letters, whichever Node reads it', async () => {
    const letters = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
    const bytes = [...Array(32).keys()]
      .map((i) => 0x80 + i)
      .filter((b) => ![0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(b));
    const content = Buffer.concat([Buffer.from(`${HEAD}\n1,2026-12-28,1.00,EUR,`), Buffer.from(bytes)]);
    expect(await read(content, 'windows-1252')).toMatchObject({ read: [['1', letters]], problems: [] });
  });
});

it('Half a character, as UTF-16 can hold it, is refused with its row, and the others are taken', async () => {
  const text = `${HEAD}\n1,2026-12-28,1.00,EUR,a\ud83db\n2,2026-12-28,1.00,EUR,ok\n`;
  const { read: rows, problems } = await read(utf16le(text), 'utf-16le');
  expect(problems).toEqual([expect.stringMatching(/^f\.csv:2: .*half a character in it/)]);
  expect(rows).toEqual([['2', 'ok']]);
});

describe('a file in another encoding is refused with the line and what it looks like', () => {
  it.each<[string, string | undefined, Uint8Array, string]>([
    [
      'UTF-16 LE with its mark, unnamed',
      undefined,
      utf16le(`\uFEFF${TEXT}`),
      'f.csv:1: is not UTF-8; it looks like UTF-16 LE: write encoding: utf-16le in a mapping file, or save it as UTF-8',
    ],
    [
      'UTF-16 BE, unnamed',
      undefined,
      utf16be(TEXT),
      'f.csv:1: is not UTF-8; it looks like UTF-16 BE: write encoding: utf-16be in a mapping file, or save it as UTF-8',
    ],
    [
      'UTF-8 named UTF-16',
      'utf-16',
      Buffer.from(TEXT),
      'f.csv:1: is not UTF-16; it looks like UTF-8: write encoding: utf-8 in a mapping file, or save it as UTF-8',
    ],
    [
      'UTF-16 named so without its mark',
      'utf-16',
      utf16be(TEXT),
      'f.csv:1: has no byte order mark; it looks like utf-16be: write encoding: utf-16be',
    ],
    [
      'the one named the other',
      'utf-16be',
      utf16le(`\uFEFF${TEXT}`),
      'f.csv:1: is not UTF-16 BE; it looks like UTF-16 LE: write encoding: utf-16le in a mapping file, or save it as UTF-8',
    ],
    [
      'UTF-8 named Windows-1252',
      'windows-1252',
      Buffer.from(TEXT),
      'f.csv:2: is not Windows-1252; it looks like UTF-8: write encoding: utf-8 in a mapping file, or save it as UTF-8',
    ],
    [
      'Windows-1252 named Latin-1',
      'latin-1',
      windows1252(TEXT),
      'f.csv:2: is not Latin-1; it looks like Windows-1252: write encoding: windows-1252 in a mapping file, or save it as UTF-8',
    ],
    [
      'a spreadsheet',
      undefined,
      Buffer.from('PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00\x00\x00', 'latin1'),
      'f.csv:1: is not UTF-8 and no text at all: it looks like another kind of file; save it as CSV',
    ],
  ])('%s', async (_, encoding, content, message) => {
    const { problems, read: rows, bad } = await read(content, encoding);
    expect(problems).toEqual([message]);
    expect(bad.map(({ refuses }) => refuses)).toEqual(['file']);
    expect(rows).toEqual([]);
  });

  it('but a single row with a strange byte is refused alone', async () => {
    const cp850 = Buffer.from(TEXT.replace('ü', '\x81').replace(' €', ''), 'latin1');
    expect(await read(cp850, 'windows-1252')).toMatchObject({
      read: [READ[1]],
      problems: [
        'f.csv:2: invoice: "M\uFFFDller-1" has bytes that Windows-1252 has no letter for; the file looks like a code page of DOS such as CP850: save it as UTF-8',
      ],
    });
    const cut = utf16le(TEXT.trimEnd());
    expect(await read(cut.subarray(0, cut.length - 1), 'utf-16le')).toMatchObject({
      read: [READ[0]],
      problems: [
        'f.csv:3: externalId: "PB-\uFFFD" has bytes that are not UTF-16 LE; the file was cut off or changed: export it anew',
      ],
    });
  });

  it('and a text that was garbled before it came here is read as it stands', async () => {
    const garbled = TEXT.replace('Weiß', 'WeiÃŸ');
    expect(await read(windows1252(garbled.replace('Ÿ', '\x9f')), 'windows-1252')).toMatchObject({
      read: [READ[0], ['WeiÃŸ-2', 'PB-2']],
      problems: [],
    });
  });
});
