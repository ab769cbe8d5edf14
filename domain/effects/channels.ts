import type { Day } from '../kernel/day.ts';

/** How an effect leaves. */
export const Channel = {
  EMAIL: 'email',
  LETTER: 'letter',
  /** Posted as data to another service, which writes to the debtor. */
  WEBHOOK: 'webhook',
  COLLECTOR: 'collector',
  /** A message to the creditor's own operators. */
  OPERATOR: 'operator',
} as const;
export type Channel = (typeof Channel)[keyof typeof Channel];

/** Where a customer can be reached, and where not any more. */
export interface Addresses {
  readonly email: string | null;
  readonly name: string | null;
  readonly street: string | null;
  readonly postcode: string | null;
  readonly city: string | null;
  readonly country: string | null;
  /** The e-mail address that mail came back from for good; another one is tried. */
  readonly deadEmail: string | null;
  /** The postal address that a letter was returned from, as `postalAddress` has it. */
  readonly deadAddress: string | null;
}

/** Whether a channel reaches a customer. */
export const Reach = {
  REACHED: 'reached',
  /** What is needed is not known. */
  NO_ADDRESS: 'no address',
  /** What is known came back: nothing goes there again by itself. */
  CAME_BACK: 'came back',
} as const;
export type Reach = (typeof Reach)[keyof typeof Reach];

/** Whom each channel of levels reaches: a new channel is its line here. */
const REACHES = {
  [Channel.EMAIL]: ({ email, deadEmail }) =>
    email === null ? Reach.NO_ADDRESS : reachedUnless(email === deadEmail),
  [Channel.LETTER]: (to) =>
    to.name === null || to.street === null || to.city === null
      ? Reach.NO_ADDRESS
      : reachedUnless(postalAddress(to) === to.deadAddress),
  /** Who is there finds the debtor by data of its own. */
  [Channel.WEBHOOK]: () => Reach.REACHED,
} as const satisfies Partial<Record<Channel, (to: Addresses) => Reach>>;

function reachedUnless(cameBack: boolean): Reach {
  return cameBack ? Reach.CAME_BACK : Reach.REACHED;
}

/** A channel that levels can leave by. */
export type LevelChannel = keyof typeof REACHES;
export const LEVEL_CHANNELS = Object.keys(REACHES) as LevelChannel[] as [LevelChannel, ...LevelChannel[]];

/** Whom each channel reaches. */
export type Reached = Readonly<Record<LevelChannel, Reach>>;

export function reachOf(to: Addresses): Reached {
  const all = LEVEL_CHANNELS.map((channel) => [channel, REACHES[channel](to)]);
  return Object.fromEntries(all) as Reached;
}

type PostalAddress = Pick<Addresses, 'name' | 'street' | 'postcode' | 'city' | 'country'>;

/** A postal address in one text, by which a changed one is told. */
export function postalAddress({ name, street, postcode, city, country }: PostalAddress): string {
  return [name, street, postcode, city, country].map((part) => part ?? '').join('\n');
}

/** A level, as far as its channels go. */
interface WithChannels {
  readonly channels?: readonly LevelChannel[];
}

/** Where a policy names none. */
export const USUAL_CHANNELS: readonly LevelChannel[] = [Channel.EMAIL, Channel.LETTER];

/**
 * The channel that a level leaves by: the first that reaches the customer. Where none does, the last that merely misses
 * an address, so that its gateway says what is missing; null when all that is known came back.
 */
export function firstChannel(
  { channels = USUAL_CHANNELS }: WithChannels,
  reached: Reached,
): LevelChannel | null {
  return (
    channels.find((channel) => reached[channel] === Reach.REACHED) ??
    channels.findLast((channel) => reached[channel] === Reach.NO_ADDRESS) ??
    null
  );
}

/**
 * The channel of a letter that was under way before: the one it had, as the first may have failed, unless what it knows
 * has come back since; then as if it were new.
 */
export function channelAgain(
  level: WithChannels,
  before: string | null | undefined,
  reached: Reached,
): LevelChannel | null {
  const kept = LEVEL_CHANNELS.find((channel) => channel === before);
  return kept !== undefined && reached[kept] !== Reach.CAME_BACK ? kept : firstChannel(level, reached);
}

/** The channel to fall back on when one failed for good or what it brought came back; null when there is none left. */
export function channelAfter(
  { channels = USUAL_CHANNELS }: WithChannels,
  channel: string,
  reached: Reached,
): LevelChannel | null {
  const rest = channels.slice(channels.indexOf(channel as LevelChannel) + 1);
  return rest.find((one) => one !== channel && reached[one] === Reach.REACHED) ?? null;
}

/** The day a letter counts as delivered: at once by e-mail, after the creditor's postal days on paper. */
export function deliveryDay(channel: string, writtenOn: Day, postalDays: number): Day {
  return channel === Channel.LETTER ? writtenOn + postalDays : writtenOn;
}
