import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  agreedType,
  decideAttachment,
  freeName,
  isSameName,
  LONGEST_DOCUMENT_NAME,
  problemOfName,
  problemOfSize,
} from '../../../domain/case/documents.ts';

const MIB = 1024 * 1024;
const LARGEST = 10 * MIB;
const pdf = { type: 'application/pdf', size: 1000 };
const wanted = { name: 'contract.pdf', hash: 'a', type: null };
const long = (length: number) => `${'é'.repeat(length - 4)}.pdf`;

describe('The name of a document', () => {
  it.each([
    [99, true],
    [100, true],
    [101, false],
  ])('of %i characters is allowed: %s', (length, isAllowed) => {
    expect(problemOfName(long(length)) === null).toBe(isAllowed);
  });

  it('counts characters as people do, not bytes and not halves of a character', () => {
    expect(problemOfName('𝔸'.repeat(LONGEST_DOCUMENT_NAME))).toBeNull();
    expect(problemOfName('𝔸'.repeat(LONGEST_DOCUMENT_NAME + 1))).toContain('this one has 101');
  });

  it.each([
    'contract.pdf',
    'Mahnung 2026-03-01.html',
    '契約書.pdf',
    'договір №1.pdf',
    'a',
    '.notes',
    'a..b',
    'عقد.pdf',
    'क्‍ष.pdf',
  ])('may be %s', (name) => expect(problemOfName(name)).toBeNull());

  it.each([
    ['', 'needs a name'],
    ['   ', 'needs a name'],
    ['a\nb.pdf', 'cannot be seen'],
    ['a\u0000.pdf', 'cannot be seen'],
    ['fdp\u202eexe.pdf', 'cannot be seen'],
    ['\ud800.pdf', 'cannot be seen'],
    ['../contract.pdf', 'no path'],
    ['C:\\contract.pdf', 'no path'],
    ['..', 'more than dots'],
    [' contract.pdf', 'begins and ends'],
    ['contract.pdf ', 'begins and ends'],
    ['invoice.exe', 'named like a program'],
    ['invoice.pdf.BAT', 'named like a program'],
    ['invoice.js.', 'named like a program'],
    ['budget.xlsm', 'named like a program'],
  ])('may not be %j', (name, why) => expect(problemOfName(name)).toContain(why));

  it('is the same to us where it is the same to a file system', () => {
    expect(isSameName('Contract.PDF', 'contract.pdf')).toBe(true);
    expect(isSameName('Caf\u00e9.pdf', 'Cafe\u0301.pdf')).toBe(true);
    expect(isSameName('contract.pdf', 'contract1.pdf')).toBe(false);
  });
});

describe('The size of a document', () => {
  it.each([
    [0, false],
    [1, true],
    [LARGEST - 1, true],
    [LARGEST, true],
    [LARGEST + 1, false],
  ])('of %i bytes is allowed: %s', (size, isAllowed) => {
    expect(problemOfSize('a.pdf', size, LARGEST) === null).toBe(isAllowed);
  });

  it('is refused with both sizes', () => {
    expect(problemOfSize('a.pdf', LARGEST + 1, LARGEST)).toBe(
      'a.pdf has 10485761 bytes; a document has at most 10 MiB.',
    );
  });
});

describe('The type of a document', () => {
  it.each([
    ['contract.pdf', null, 'application/pdf', 'application/pdf'],
    ['contract', null, 'application/pdf', 'application/pdf'],
    ['list.csv', null, 'text/plain', 'text/csv'],
    ['list.txt', 'text/csv', 'text/plain', 'text/csv'],
    ['list', 'Text/CSV; charset=utf-8', 'text/plain', 'text/csv'],
    ['order.xml', 'text/xml', 'application/xml', 'application/xml'],
    ['source.txt', null, 'text/html', 'text/plain'],
    ['photo.jpg', 'image/jpg', 'image/jpeg', 'image/jpeg'],
  ])('of %s, declared as %s, with content %s, is %s', (name, declared, recognized, type) => {
    expect(agreedType(name, declared, recognized)).toEqual({ type });
  });

  it.each([
    [
      'contract.pdf',
      null,
      'text/plain',
      'contract.pdf is named like application/pdf, but its content is text/plain',
    ],
    [
      'contract',
      'application/pdf',
      'image/png',
      'contract is declared as application/pdf, but its content is image/png',
    ],
    ['page.html', null, 'text/plain', 'is named like text/html, but its content is text/plain'],
    ['list.csv', null, 'text/html', 'is named like text/csv, but its content is text/html'],
    ['a.pdf', 'application/zip', 'application/pdf', 'application/zip is no type of documents'],
    [
      'a',
      null,
      'application/zip',
      'a is application/zip, which a case does not take. It takes application/pdf',
    ],
  ])('of %s, declared as %s, with content %s, is refused in words', (name, declared, recognized, why) => {
    expect(agreedType(name, declared, recognized)).toMatchObject({ refused: expect.stringContaining(why) });
  });
});

describe('Attaching a document', () => {
  const decide = (changed: Partial<typeof wanted>, documents = [{ name: 'Contract.pdf', hash: 'a' }]) =>
    decideAttachment({ ...wanted, ...changed }, pdf, documents, LARGEST);

  it('gives it the type that all agree on, and its name in one spelling', () => {
    expect(decide({ name: 'Cafe\u0301.pdf', hash: 'b' })).toEqual({
      attach: { name: 'Caf\u00e9.pdf', hash: 'b', type: 'application/pdf' },
    });
  });

  it('does nothing when the case has that content under that name', () => {
    expect(decide({})).toEqual({ already: 'The case has the document Contract.pdf already.' });
  });

  it('refuses another content under a name in use', () => {
    expect(decide({ hash: 'b' })).toEqual({
      refused: 'The case has another document named Contract.pdf: choose another name.',
    });
  });

  it('takes the same content under another name', () => {
    expect(decide({ name: 'copy.pdf' })).toHaveProperty('attach.name', 'copy.pdf');
  });

  it('asks for the content again when it is not there', () => {
    expect(decideAttachment(wanted, undefined, [], LARGEST)).toEqual({
      refused: 'The content of contract.pdf is not here, or no longer: send the file again.',
    });
  });
});

describe('A free name', () => {
  const wantedName = { stem: 'notice 2026-03-01', ending: '.html' };

  it('is numbered only when the name is taken', () => {
    expect(freeName(wantedName, [])).toBe('notice 2026-03-01.html');
    expect(freeName(wantedName, ['NOTICE 2026-03-01.html'])).toBe('notice 2026-03-01 (2).html');
    expect(freeName(wantedName, ['notice 2026-03-01.html', 'notice 2026-03-01 (2).html'])).toBe(
      'notice 2026-03-01 (3).html',
    );
  });

  it('is always allowed and never taken, whatever it is made from', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 130 }),
      fc.constantFrom('../a', '..', '', '\u202e'),
    );
    fc.assert(
      fc.property(text, fc.nat(4), (stem, times) => {
        const taken: string[] = [];
        for (let nth = 0; nth <= times; nth++) {
          const name = freeName({ stem, ending: '.html' }, taken);
          expect(problemOfName(name)).toBeNull();
          expect(taken.some((known) => isSameName(known, name))).toBe(false);
          taken.push(name);
        }
      }),
      { numRuns: 100 },
    );
  });
});
