import { extname } from 'node:path';
import type { Command } from 'commander';
import { channelSettingsOf } from '../../db/creditor/channel-settings.ts';
import { Channel } from '../../domain/effects/channels.ts';
import { composeLetter } from '../../gateways/letters/compose.ts';
import { layoutOf } from '../../gateways/letters/layout-of.ts';
import { renderLetterPdf } from '../../gateways/letters/pdf/render-pdf.ts';
import { renderLevel } from '../../gateways/letters/render.ts';
import { composeMail } from '../../gateways/mail/compose.ts';
import { GatewayFailure } from '../../gateways/port.ts';
import { type LetterPreview, letterPreview, type PreviewQuery } from '../../read/invoice/letter-preview.ts';
import { LANGUAGES } from '../../templates/languages.ts';
import { type Context, tenant, withDatabase } from '../kit/context.ts';
import { WorkFailed, WrongUse } from '../kit/failures.ts';
import { newCommand, type SharedOptions, wordOption } from '../kit/options.ts';
import { requireOut } from '../kit/require-file.ts';
import { writeResult } from '../kit/write-result.ts';

interface Options extends SharedOptions, PreviewQuery {
  readonly out?: string;
}

/** What a file can be, by its ending. */
const FORMATS = {
  '.html': ({ content }: LetterPreview) => renderLevel(content).html,
  '.txt': ({ content }: LetterPreview) => renderLevel(content).text,
  '.eml': ({ key, content }: LetterPreview, { asOf }: Context) => composeMail({ key, content, asOf }),
  '.pdf': async ({ content }: LetterPreview, { db }: Context) => {
    const { letter } = await db.read((tx) => channelSettingsOf(tx, content.creditor.id));
    return renderLetterPdf(content, await layoutOf(letter?.layout));
  },
} as const;

export function build(): Command {
  return newCommand(
    'Shows the letter of an invoice as it would be written now, from the facts that a last look would freeze, whether or not it is time for it. Sends nothing and writes nothing down. The ending of --out says what it becomes: .pdf is the letter on paper, .html, .txt and .eml are mails.',
    [
      'dunwell letters preview 2026/001 --level notice --out letter.pdf',
      'dunwell letters preview 2026/001 --language de --channel letter',
    ],
  )
    .argument('<number>', 'invoice number')
    .option('--level <name>', 'name of a level; the next one when left out')
    .option('--language <code>', "language; the customer's when left out", wordOption(LANGUAGES))
    .option(
      '--channel <channel>',
      'email or letter; as it would go out when left out',
      wordOption([Channel.EMAIL, Channel.LETTER]),
    )
    .option('--out <file>', 'where to write it, replacing what is there')
    .action((number: string, options: Options) => {
      formatOf(options.out);
      requireOut(options.out);
      return withDatabase(options, (context) => preview(context, number, options));
    });
}

function formatOf(out: string | undefined): (typeof FORMATS)[keyof typeof FORMATS] | null {
  if (out === undefined) return null;
  const ending = extname(out);
  if (Object.hasOwn(FORMATS, ending)) return FORMATS[ending as keyof typeof FORMATS];
  throw new WrongUse(
    `${out} ends in none of ${Object.keys(FORMATS).join(', ')}: nothing else can be written.`,
  );
}

async function preview(context: Context, number: string, { out, ...query }: Options): Promise<void> {
  const { output } = context;
  const whose = await tenant(context);
  const shown = await letterPreview(context, whose, number, query);
  const { channel, content } = shown;
  const letter = await refusedInWords(() => composeLetter(content, channel));
  const write = formatOf(out);
  if (write !== null && out !== undefined) {
    const bytes = await refusedInWords<string | Uint8Array>(() => write(shown, context));
    await writeResult(out, out, async (stream) => void stream.end(bytes));
  }
  if (output.isJson) {
    const { language, subject, before, after, total, deadline } = letter;
    return output.json({
      ...{ creditor: whose.id, number, level: content.level.name, channel, language, subject, before, after },
      ...{ total: total.value, deadline: deadline[0]?.value ?? null, file: out ?? null },
    });
  }
  if (out !== undefined) return output.line(`Wrote ${out}: ${letter.subject}`);
  await output.line(`${letter.subject}\n`);
  await output.write(renderLevel(content).text);
}

/** What a gateway would refuse is told as it would say it. */
async function refusedInWords<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GatewayFailure) throw new WorkFailed(error.message, error);
    throw error;
  }
}
