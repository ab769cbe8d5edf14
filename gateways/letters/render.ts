import Handlebars from 'handlebars';
import type { LevelContent } from '../../contracts/effects.ts';
import type { LetterFacts } from '../../contracts/letters.ts';
import { Channel } from '../../domain/effects/channels.ts';
import { composeLetter, type Letter } from './compose.ts';
import { readLayout } from './layout-folder.ts';

export interface RenderedLevel {
  readonly subject: string;
  readonly text: string;
  /** A whole HTML document, for mail programs. */
  readonly html: string;
}

/** Layouts of creditors' own that are kept compiled: there are few, and making one costs more than using it. */
const MOST_KEPT = 100;

const asText = layout<Letter>('mail.txt.hbs', { noEscape: true });
const asMail = layout<Letter>('mail.html.hbs');

/** A reminder or notice as an e-mail: its subject, and its body as text and as HTML. */
export function renderLevel(content: LevelContent): RenderedLevel {
  return renderMail(content, composeLetter(content, Channel.EMAIL));
}

/** A letter as an e-mail, in the creditor's layouts where it has its own. */
export function renderMail(facts: LetterFacts, letter: Letter): RenderedLevel {
  return { subject: letter.subject, text: asText(facts, letter), html: asMail(facts, letter) };
}

interface LayoutOptions {
  readonly noEscape?: boolean;
}

/** The creditor's layout of that name, else the shipped one; a variable that is missing makes it throw. */
function layout<View>(name: string, options: LayoutOptions = {}) {
  let shipped: Handlebars.TemplateDelegate<View> | undefined;
  const owned = new Map<string, Handlebars.TemplateDelegate<View>>();
  return ({ ownTexts }: LetterFacts, view: View): string => {
    const source = ownTexts?.says?.layouts[name];
    if (source === undefined) {
      shipped ??= compiled<View>(readLayout(name), options);
      return shipped(view);
    }
    const known = owned.get(source) ?? compiled<View>(source, options);
    if (!owned.has(source)) {
      if (owned.size >= MOST_KEPT) owned.clear();
      owned.set(source, known);
    }
    return known(view);
  };
}

function compiled<View>(source: string, options: LayoutOptions): Handlebars.TemplateDelegate<View> {
  return Handlebars.compile<View>(source, { ...options, strict: true, knownHelpersOnly: true });
}
