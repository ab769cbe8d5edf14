import { z } from 'zod';
import { LetterWay, PrintForm } from '../../domain/channels/letter.ts';
import { LetterWindow } from '../../domain/channels/letter-window.ts';
import { flag, kindSays, oneOf, says, section, text } from '../fields.ts';
import { absoluteFile, folder } from '../references.ts';

const MOST_LINES = 3;

const line = (what: string, example: string) =>
  text(/^(?=.*\S)[^\p{Cc}]{1,140}$/u, what, `write one line such as ${example}`);

const sender = section(
  {
    street: line('street', 'Herengracht 10'),
    postcode: line('postcode', '1015 BN'),
    city: line('city', 'Amsterdam'),
    country: text(/^[A-Z]{2}$/, 'country', 'write the two capital letters of ISO 3166 such as NL'),
  },
  'sender',
).describe(
  'The creditor as the sender: above the address, and on a Swiss QR-bill, which is left out without it.',
);

const fonts = section(
  {
    regular: absoluteFile('/etc/dunwell/fonts/Brand-Regular.ttf'),
    bold: absoluteFile('/etc/dunwell/fonts/Brand-Bold.ttf'),
  },
  'fonts',
).describe('TrueType or OpenType files; DejaVu Sans Condensed when left out.');

const layout = section(
  {
    window: oneOf(Object.values(LetterWindow) as [LetterWindow, ...LetterWindow[]], 'window of an envelope')
      .exactOptional()
      .describe("Where the address stands; by the creditor's country when left out."),
    sender: sender.exactOptional(),
    logo: absoluteFile('/etc/dunwell/logo.png')
      .exactOptional()
      .describe("PNG or JPEG, 70 x 18 mm at most; instead of the creditor's name at the head."),
    footer: z
      .array(line('line at the foot', '"KvK 12345678"'), {
        error: says('list of lines', 'write a list such as ["KvK 12345678", www.acme.example]'),
      })
      .max(MOST_LINES, { error: `has more than ${MOST_LINES} lines` })
      .exactOptional()
      .describe('At the foot of the first page.'),
    marks: flag('yes or no')
      .exactOptional()
      .describe('Fold and punch marks at the left edge; true when left out.'),
    fonts: fonts.exactOptional(),
  },
  'layout',
).exactOptional();

const postage = section(
  {
    home: line('class of postage', 'B').exactOptional(),
    abroad: line('class of postage', 'PRIORITY').exactOptional(),
  },
  'postage',
).describe('What the manifest says of letters within the country and abroad.');

const byKind = {
  outbox: section({ kind: z.literal(LetterWay.OUTBOX), layout }, 'way for letters'),
  printHouse: section(
    {
      kind: z.literal(LetterWay.PRINT_HOUSE),
      folder: folder
        .default('print')
        .describe('A folder for each creditor is made in it; relative to the outbox folder unless absolute.'),
      form: oneOf([PrintForm.SINGLE, PrintForm.COMBINED], 'form of a batch')
        .default(PrintForm.SINGLE)
        .describe('Each letter a PDF of its own, or all letters of a batch in one.'),
      closesAt: text(
        /^([01]\d|2[0-3]):[0-5]\d$/,
        'time of day',
        'write hours and minutes such as "18:00", from "00:00" to "23:59"',
      )
        .default('18:00')
        .describe('Local time; what is handed over later goes into the next batch.'),
      postage: postage.exactOptional(),
      layout,
    },
    'way for letters',
  ),
};

/** How letters leave. */
export const letterSchema = z.discriminatedUnion('kind', [byKind.outbox, byKind.printHouse], {
  error: kindSays('way for letters', Object.keys(byKind), '{ kind: outbox }'),
});
