import { levelContent } from '../../compose/effects/level-content.ts';
import { signalOffer } from '../../compose/effects/signal-offer.ts';
import type { LevelContent } from '../../contracts/effects.ts';
import { levelEffectKey } from '../../contracts/ids.ts';
import { findLetterTexts } from '../../db/creditor/letter-texts.ts';
import type { Tx } from '../../db/tx.ts';
import { Channel, firstChannel } from '../../domain/effects/channels.ts';
import type { Level } from '../../domain/invoice/policy.ts';
import { settleInvoice } from '../../domain/invoice/settle.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { type Gathered, gatherInvoice } from '../../gather/invoice/gather-invoice.ts';
import type { Language } from '../../templates/languages.ts';
import type { Reader, Tenant } from '../kit/reader.ts';
import { WrongQuery } from '../kit/wrong-query.ts';

/** Which letter is looked at; what is left out is as it would go out. */
export interface PreviewQuery {
  /** Name of a level; the next one when left out. */
  readonly level?: string;
  readonly language?: Language;
  readonly channel?: Channel;
}

/** A letter as a last look would freeze it now. */
export interface LetterPreview {
  /** Of the effect that it would become. */
  readonly key: string;
  readonly channel: Channel;
  readonly content: LevelContent;
}

/** What would be written about an invoice now, whether or not it is time for it. Writes nothing. */
export async function letterPreview(
  { db, sources, asOf }: Reader,
  { id }: Tenant,
  number: string,
  query: PreviewQuery,
): Promise<LetterPreview> {
  return db.read(async (tx) => {
    const gathered = await gatherInvoice(tx, sources, id, number);
    const level = levelOf(gathered, query.level);
    const { customer } = gathered;
    // Where all that is known came back nothing would go out; how it would look is asked all the same.
    const first = firstChannel(level, gathered.facts.customer.reached) ?? Channel.LETTER;
    const channel = query.channel ?? first;
    const { facts } = settleInvoice(situation(gathered, asOf));
    const offer = await signalOffer(tx, sources, gathered, customer, level, asOf);
    const planned = levelContent({ ...gathered, facts }, customer, level, channel, asOf, offer);
    const content = { ...planned, language: query.language ?? planned.language };
    const key = levelEffectKey(id, number, facts.state.round, level.name);
    return { key, channel, content: await withTexts(tx, content) };
  });
}

function levelOf({ policy, facts }: Gathered, name: string | undefined): Level {
  const { levels } = policy;
  const found =
    name === undefined ? levels[facts.state.levelsDone] : levels.find((level) => level.name === name);
  if (found !== undefined) return found;
  const known = levels.map((level) => level.name).join(', ') || 'none';
  throw new WrongQuery('level', name ?? '', (called) =>
    name === undefined
      ? `Invoice ${facts.number} has no level left: name one with ${called('level')}, of ${known}.`
      : `The policy of invoice ${facts.number} has no level ${name}; its levels are ${known}.`,
  );
}

async function withTexts(tx: Tx, content: LevelContent): Promise<LevelContent> {
  if (content.ownTexts === undefined) return content;
  const { hash } = content.ownTexts;
  const says = await findLetterTexts(tx, content.creditor.id, hash);
  return says === undefined ? content : { ...content, ownTexts: { hash, says } };
}
