import type { LetterFacts } from '../../contracts/letters.ts';
import { Channel } from '../../domain/effects/channels.ts';
import type { LevelKind } from '../../domain/invoice/policy.ts';
import { dutyOf, type LetterDuty } from '../../domain/letters/duty.ts';
import { LetterNumber } from '../../domain/letters/placeholders.ts';
import { LetterText, textOfLevel } from '../../domain/letters/text.ts';
import { LANGUAGES, type Language } from '../../templates/languages.ts';
import { composeText, type Letter } from './compose.ts';
import { renderMail } from './render.ts';
import { sampleAbout, sampleFacts } from './sample.ts';

/** Mail programs cut a longer subject. */
const LONGEST_SUBJECT = 200;

const WITHOUT_LEVEL = [
  LetterText.COURTESY,
  LetterText.PLAN_AGREED,
  LetterText.PLAN_INSTALMENT,
  LetterText.PLAN_BROKEN,
  LetterText.PLAN_KEPT,
  LetterText.CORRECTION,
];

/** Whose texts are looked at. */
export interface TextsToCheck extends Pick<LetterFacts, 'creditor' | 'ownTexts'> {
  readonly currency: string;
  readonly levels: readonly { readonly name: string; readonly kind: LevelKind; readonly final: boolean }[];
  /** True where consumers are charged costs after the notice. */
  readonly hasCosts: boolean;
}

/** One letter, and what is wrong with it. */
export interface TextChecked {
  /** Null for what belongs to no level. */
  readonly level: string | null;
  readonly text: LetterText;
  readonly language: Language;
  readonly channel: Channel;
  readonly number: LetterNumber;
  readonly problems: readonly string[];
}

/** Writes every level and every other text in every language, by mail and on paper, about one invoice and several. */
export function checkTexts(texts: TextsToCheck): readonly TextChecked[] {
  const levels = texts.levels.map((level, i) => ({
    level: level.name,
    text: textOfLevel({ ...level, number: i + 1 }),
    duty: dutyOf({
      country: texts.creditor.country,
      isConsumer: true,
      kind: level.kind,
      number: i + 1,
      hasCostsToCome: texts.hasCosts,
    }),
  }));
  const others = WITHOUT_LEVEL.map((text) => ({ level: null, text, duty: null }));
  return [...levels, ...others].flatMap(({ duty, ...about }) =>
    LANGUAGES.flatMap((language) =>
      [Channel.EMAIL, Channel.LETTER].flatMap((channel) =>
        Object.values(LetterNumber).map((number) => {
          const form = { ...about, language, channel, number };
          return { ...form, problems: problemsOf(texts, form, duty) };
        }),
      ),
    ),
  );
}

type Form = Omit<TextChecked, 'problems'>;

function problemsOf(texts: TextsToCheck, form: Form, duty: LetterDuty | null): readonly string[] {
  const { creditor, currency, ownTexts } = texts;
  const whose = {
    creditor,
    currency,
    language: form.language,
    ...(ownTexts === undefined ? {} : { ownTexts }),
  };
  const facts = sampleFacts(whose, form.number);
  try {
    const letter = composeText(facts, sampleAbout(form.text, form.level, duty), form.channel);
    const pages: Readonly<Record<string, string>> =
      form.channel === Channel.EMAIL ? mailsOf(facts, letter) : {};
    return [
      ...(letter.subject.length > LONGEST_SUBJECT
        ? [`The subject has ${letter.subject.length} characters; at most ${LONGEST_SUBJECT} are shown.`]
        : []),
      ...Object.entries(pages).flatMap(([name, page]) => missingIn(name, page, letter)),
    ];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function mailsOf(facts: LetterFacts, letter: Letter): Readonly<Record<string, string>> {
  const { text, html } = renderMail(facts, letter);
  return { 'mail.txt': text, 'mail.html': html };
}

/** What a layout leaves out that the customer must read. */
function missingIn(name: string, page: string, letter: Letter): readonly string[] {
  const plain = name.endsWith('.html') ? plainText(page) : page;
  const wanted = [
    letter.creditor,
    ...letter.before,
    ...letter.invoice.map(({ value }) => value),
    ...letter.tables.flatMap(({ rows }) => rows.flat()),
    ...letter.open.map(({ value }) => value),
    letter.total.value,
    ...letter.deadline.map(({ value }) => value),
    ...letter.account.map(({ value }) => value),
    ...letter.after,
  ];
  const missing = wanted.filter((text) => !spaced(plain).includes(spaced(text)));
  return [...new Set(missing)].map((text) => `The layout ${name} leaves out: ${text}`);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
  '&#x60;': '`',
  '&#x3D;': '=',
};

function plainText(html: string): string {
  return html.replace(/<[^>]*>/g, ' ').replace(/&[#\w]+;/g, (entity) => ENTITIES[entity] ?? entity);
}

function spaced(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
