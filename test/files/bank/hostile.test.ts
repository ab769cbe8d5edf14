import { describe, expect, it } from 'vitest';
import { scanXml, UnreadableXml } from '../../../files/bank/xml.ts';
import { Refuses } from '../../../files/item.ts';
import { balance, entryXml, readAll, readText, reasonOf, statementXml } from './read-statement.ts';

const good = statementXml();
const withEntry = (inside: string) =>
  statementXml({
    entries: entryXml('', { details: `<TxDtls><RmtInf><Ustrd>${inside}</Ustrd></RmtInf></TxDtls>` }),
  });

const LAUGHS = `<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>`;

describe('a file is refused whole, in words,', () => {
  it.each([
    ['with a document type', good.replace('?>', '?><!DOCTYPE Document>'), 'document type'],
    ['with entities', good.replace('?>', `?>${LAUGHS}`), 'document type'],
    [
      'with an external entity',
      good.replace('?>', '?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
      'document type',
    ],
    ['with an entity that nobody declared', withEntry('&lol;'), 'entity of its own'],
    ['that is too deep', withEntry('<a>'.repeat(40)), 'more than 40 deep'],
    ['with the character NUL', withEntry('a&#0;b'), 'well-formed'],
    ['with half a character', withEntry('a&#xD83D;b'), 'well-formed'],
    ['with a long text', withEntry('a'.repeat(100_001)), 'more than 100000 characters'],
    ['with a long comment', withEntry(`<!--${'a'.repeat(200_000)}-->`), 'more than 100000 characters'],
    ['with a long attribute', withEntry(`<a b="${'a'.repeat(200_000)}"/>`), 'more than 100000 characters'],
    [
      'with attributes without end',
      withEntry(`<a ${Array.from({ length: 30_000 }, (_, i) => `b${i}=""`).join(' ')}/>`),
      'more than 100000 characters',
    ],
    [
      'with elements without end',
      withEntry(`</Ustrd>${'<Ustrd>a</Ustrd>'.repeat(6_000)}<Ustrd>`),
      'more than 5000 elements',
    ],
    [
      'with texts without end',
      withEntry(`${`${'a'.repeat(9_000)}</Ustrd><Ustrd>`.repeat(12)}`),
      'more than 100000 characters',
    ],
    [
      'with balances without end',
      statementXml({ opening: balance('OPBD', '0').repeat(1_001) }),
      'more than 1000 parts',
    ],
    ['that is cut off', good.slice(0, -40), 'is cut off'],
    ['that is cut off within a tag', good.slice(0, -5), 'is cut off'],
    ['whose tags cross', good.replace('</Stmt>', '</Stnt>'), 'well-formed'],
    ['that goes on after its end', `${good}<Document/>`, 'well-formed'],
    ['that is empty', '', 'is empty'],
    ['that is no XML', ':20:STARTUMS\r\n:25:', 'is no XML'],
    ['that is another file', 'number,customer\n1,2\n', 'is no XML'],
    ['in an encoding that is not read', good.replace('UTF-8', 'EBCDIC-CP-NL'), '"EBCDIC-CP-NL"'],
    ['in UTF-16 without its mark', good.replace('UTF-8', 'UTF-16'), 'byte order mark'],
    ['that is a page of the web', '<html><body>Log in</body></html>', 'begins with <html>'],
    ['in a version that is not known', statementXml({ version: '14' }), '02 to 13'],
    ['in a version that is too old', statementXml({ version: '01' }), '02 to 13'],
    [
      'that is an account report of the day',
      statementXml({ namespace: 'urn:iso:std:iso:20022:tech:xsd:camt.052.001.08' }),
      'camt.053.001 and camt.054.001',
    ],
    [
      'that is a notification by its namespace and a statement by its parts',
      statementXml({ namespace: 'urn:iso:std:iso:20022:tech:xsd:camt.054.001.08' }),
      '<BkToCstmrDbtCdtNtfctn>',
    ],
    [
      'without a statement',
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr/></BkToCstmrStmt></Document>',
      'no statement',
    ],
  ])('%s', async (_, document, words) => {
    const read = await readText(document);
    expect(reasonOf(read)).toContain(words);
    expect(read.bad).toHaveLength(1);
    expect(read.bad[0]?.refuses).toBe(Refuses.file);
    expect(read.entries).toEqual([]);
    expect(read.statements).toEqual([]);
  });

  it('with bytes that are no UTF-8', async () => {
    const bytes = Buffer.from(withEntry('M\u00fcller'), 'latin1');
    expect(reasonOf(await readText(bytes))).toContain('bytes that are no UTF-8');
  });

  it('that is a ZIP archive', async () => {
    expect(reasonOf(await readText(Buffer.from('PK\u0003\u0004rest', 'latin1')))).toContain(
      'unpack it first',
    );
  });

  it('that is not there', async () => {
    expect(reasonOf(await readAll('/nowhere/statement.xml'))).toContain('does not exist');
  });

  it('also when everything before the fault was good', async () => {
    const read = await readText(statementXml({ entries: entryXml().repeat(500) }).slice(0, -20));
    expect(read.entries).toEqual([]);
    expect(reasonOf(read)).toContain('is cut off');
  });
});

describe('a file is read', () => {
  it.each([
    ['ISO-8859-1', 'latin1'],
    ['windows-1252', 'latin1'],
  ] as const)('in %s', async (declared, encoding) => {
    const document = withEntry('M\u00fcller').replace('UTF-8', declared);
    const { entries } = await readText(Buffer.from(document, encoding));
    expect(entries[0]?.text).toBe('M\u00fcller');
  });

  it('in UTF-16 with its mark, and in UTF-8 with its own', async () => {
    const document = withEntry('M\u00fcller');
    const utf16 = await readText(Buffer.from(`\ufeff${document.replace('UTF-8', 'UTF-16')}`, 'utf16le'));
    expect(utf16.entries[0]?.text).toBe('M\u00fcller');
    const utf8 = await readText(`\ufeff${document}`);
    expect(utf8.entries[0]?.text).toBe('M\u00fcller');
  });

  it('with the five entities of XML, characters by number and CDATA', async () => {
    const { entries } = await readText(withEntry('A &amp; B &lt;c&gt; &#252;<![CDATA[ & d]]>'));
    expect(entries[0]?.text).toBe('A & B <c> \u00fc & d');
  });

  it('with a prefix, and with parts of other namespaces, which are passed over', async () => {
    const prefixed = statementXml({ entries: entryXml() })
      .replace('xmlns=', 'xmlns:c=')
      .replace(/<(\/?)(?=[A-Z])/g, '<$1c:');
    expect((await readText(prefixed)).entries).toHaveLength(1);
    const foreign = entryXml(
      '<x:Amt xmlns:x="urn:other" Ccy="EUR">99</x:Amt><x:a xmlns:x="urn:o"><Amt/></x:a>',
    );
    const { entries } = await readText(statementXml({ entries: foreign }));
    expect(entries.map(({ amount }) => amount)).toEqual([1_000]);
  });

  it.each(['02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13'])(
    'in version %s',
    async (version) => {
      const { entries, bad } = await readText(statementXml({ version, entries: entryXml() }));
      expect(entries).toHaveLength(1);
      // It opens and closes with zero.
      expect(reasonOf({ entries, bad, statements: [], notes: [] })).toContain('its entries come to 10.00');
    },
  );
});

describe('memory', () => {
  it('does not grow with a text of a gigabyte: it is refused after its beginning', async () => {
    const piece = Buffer.alloc(65_536, 'a');
    let given = 0;
    async function* endless() {
      yield Buffer.from(
        '<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><a>',
      );
      for (let i = 0; i < 16_384; i++) {
        given += piece.length;
        yield piece;
      }
    }
    const sink = { open: () => undefined, text: () => undefined, close: () => undefined };
    const scan = async () => {
      for await (const _ of scanXml(endless(), sink)) {
        // Nothing comes of it.
      }
    };
    await expect(scan()).rejects.toThrow(UnreadableXml);
    expect(given).toBeLessThan(1_000_000);
  });
});
