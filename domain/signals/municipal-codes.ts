import { FeedbackKind } from './feedback.ts';

/** What a municipality says became of a signal, in our own words; texts of other systems are read into them. */
export const MunicipalCode = {
  ACKNOWLEDGED: 'ACKNOWLEDGED',
  REJECTED: 'REJECTED',
  REMOVED: 'REMOVED',
  OPTED_OUT: 'OPTED_OUT',
  NOT_TAKEN_UP_YET: 'NOT_TAKEN_UP_YET',
  TAKEN_UP: 'TAKEN_UP',
  NOT_TAKEN_UP: 'NOT_TAKEN_UP',
  NOT_TAKEN_UP_REGISTER: 'NOT_TAKEN_UP_REGISTER',
  NOT_TAKEN_UP_CAPACITY: 'NOT_TAKEN_UP_CAPACITY',
  NOT_TAKEN_UP_NO_CONTACT_WANTED: 'NOT_TAKEN_UP_NO_CONTACT_WANTED',
  REPEATED: 'REPEATED',
  UNJUSTIFIED: 'UNJUSTIFIED',
  DECEASED: 'DECEASED',
  WRONG_ADDRESS: 'WRONG_ADDRESS',
  NOT_IN_MUNICIPALITY: 'NOT_IN_MUNICIPALITY',
  OTHER_ADDRESS: 'OTHER_ADDRESS',
  HELP_ACCEPTED: 'HELP_ACCEPTED',
  HELP_ENDED: 'HELP_ENDED',
  ADVICE: 'ADVICE',
  KNOWN_TO_DEBT_HELP: 'KNOWN_TO_DEBT_HELP',
  OTHER_HELP_UNDER_WAY: 'OTHER_HELP_UNDER_WAY',
  REFERRED: 'REFERRED',
  REFERRED_FINANCIAL: 'REFERRED_FINANCIAL',
  REFERRED_NOT_FINANCIAL: 'REFERRED_NOT_FINANCIAL',
  REFERRED_UNASKED: 'REFERRED_UNASKED',
  INFORMED: 'INFORMED',
  PAID: 'PAID',
  PAID_BEFORE_TAKEN_UP: 'PAID_BEFORE_TAKEN_UP',
  PAID_AFTER_TAKEN_UP: 'PAID_AFTER_TAKEN_UP',
  SOLVES_IT_ALONE: 'SOLVES_IT_ALONE',
  NO_HELP_WANTED: 'NO_HELP_WANTED',
  NO_CONTACT: 'NO_CONTACT',
  NO_REACTION_AFTER_CONTACT: 'NO_REACTION_AFTER_CONTACT',
} as const;
export type MunicipalCode = (typeof MunicipalCode)[keyof typeof MunicipalCode];

interface Meaning {
  readonly kind: FeedbackKind;
  /** For people, after "The municipality says: ". */
  readonly says: string;
  /**
   * The values of EnumSignaalstatus and EnumEindresultaat in Vroegsignalering of the Gemeentelijk Gegevensmodel
   * (github.com/Gemeente-Delft/Gemeentelijk-Gegevensmodel), the present ones and those before them.
   */
  readonly ggm: readonly string[];
}

const { ACKNOWLEDGED, REJECTED, HELP_ACCEPTED, HELP_ENDED, DECEASED, WRONG_ADDRESS, PAID, STATUS } =
  FeedbackKind;
const means = (kind: FeedbackKind, says: string, ...ggm: readonly string[]): Meaning => ({
  kind,
  says,
  ggm,
});

/**
 * Every code with what it means for the customer.
 *
 * Help counts as accepted when someone now deals with the debts. An unjustified signal stays a report: the six
 * months that keep the customer from being reported again go on.
 */
export const MUNICIPAL_CODES: Readonly<Record<MunicipalCode, Meaning>> = {
  ACKNOWLEDGED: means(ACKNOWLEDGED, 'the signal was received'),
  REJECTED: means(REJECTED, 'the signal was not taken'),
  REMOVED: means(FeedbackKind.REMOVED, 'the signal was taken off'),
  OPTED_OUT: means(FeedbackKind.OPTED_OUT, 'the customer does not want to be reported'),
  NOT_TAKEN_UP_YET: means(STATUS, 'the signal was not taken up yet', 'Nog niet opgepakt'),
  TAKEN_UP: means(STATUS, 'the signal was taken up', 'Opgepakt'),
  NOT_TAKEN_UP: means(STATUS, 'the signal is not taken up', 'Niet opgepakt', 'Niet opgepakt: andere reden'),
  NOT_TAKEN_UP_REGISTER: means(
    STATUS,
    'the signal is not taken up because of the population register',
    'Niet opgepakt: BRP-uitsluiting',
  ),
  NOT_TAKEN_UP_CAPACITY: means(
    STATUS,
    'the signal is not taken up for want of people',
    'Niet opgepakt: geen capaciteit',
  ),
  NOT_TAKEN_UP_NO_CONTACT_WANTED: means(
    STATUS,
    'the signal is not taken up, as the customer wants no contact',
    'Niet opgepakt: inwoner wil geen contact',
  ),
  REPEATED: means(
    STATUS,
    'the signal repeats another',
    'Herhaalde melding',
    'Niet opgepakt: herhaalde melding',
  ),
  UNJUSTIFIED: means(
    STATUS,
    'the signal was not justified',
    'Onterecht signaal',
    'Niet opgepakt: onterecht signaal',
  ),
  DECEASED: means(DECEASED, 'the customer has died', 'Overleden', 'Inwoner is overleden'),
  WRONG_ADDRESS: means(WRONG_ADDRESS, 'the address is not the customer’s'),
  NOT_IN_MUNICIPALITY: means(
    WRONG_ADDRESS,
    'the customer does not live in the municipality',
    'Woont niet in gemeente',
    'Persoon is geen inwoner (meer) in de gemeente',
  ),
  OTHER_ADDRESS: means(
    WRONG_ADDRESS,
    'the customer lives at another address in the municipality',
    'Woont op een ander adres binnen gemeente',
  ),
  HELP_ACCEPTED: means(HELP_ACCEPTED, 'the customer accepted help'),
  HELP_ENDED: means(HELP_ENDED, 'the help has ended'),
  ADVICE: means(
    HELP_ACCEPTED,
    'the customer accepted advice or a quick solution',
    '(Budget)advies en/of quick fix',
  ),
  KNOWN_TO_DEBT_HELP: means(
    HELP_ACCEPTED,
    'the customer already has debt help',
    'Inwoner al bekend bij schuldhulpverlening',
  ),
  OTHER_HELP_UNDER_WAY: means(
    STATUS,
    'the customer has other help under way',
    'Inwoner heeft al een ander lopend traject',
  ),
  REFERRED: means(HELP_ACCEPTED, 'the customer goes on to further help', 'Vervolghulp en/of verwijzing'),
  REFERRED_FINANCIAL: means(
    HELP_ACCEPTED,
    'the customer goes on to financial help',
    'Verwijzing financieel',
    'Vervolghulp en/of verwijzing financieel',
  ),
  REFERRED_NOT_FINANCIAL: means(
    STATUS,
    'the customer goes on to help that is not financial',
    'Verwijzing niet-financieel',
    'Vervolghulp en/of verwijzing niet financieel',
  ),
  REFERRED_UNASKED: means(
    STATUS,
    'the customer was referred without contact',
    'Verwijzing zonder contact',
    'Verwijzing zonder tussenkomst inwoner',
  ),
  INFORMED: means(STATUS, 'the customer was given information', 'Voorzien van informatie'),
  PAID: means(
    PAID,
    'the customer has paid or agreed to a plan',
    'Inwoner heeft zelf al betaald/betalingsregeling getroffen',
  ),
  PAID_BEFORE_TAKEN_UP: means(
    PAID,
    'the customer paid or agreed to a plan before the signal was taken up',
    'Inwoner heeft betaald/betalingsregeling getroffen voor oppakken melding',
  ),
  PAID_AFTER_TAKEN_UP: means(
    PAID,
    'the customer paid or agreed to a plan after the signal was taken up',
    'Inwoner heeft zelf betaald/betalingsregeling getroffen na oppakken melding',
  ),
  SOLVES_IT_ALONE: means(
    STATUS,
    'the customer solves it alone',
    'Inwoner probeert het zelf op te lossen',
    'Inwoner hoeft geen hulp vanuit vroegsignalering',
    'Inwoner regelt het zelf/hoeft geen hulp vanuit vroegsignalering',
  ),
  NO_HELP_WANTED: means(STATUS, 'the customer wants no help', 'Inwoner wil geen hulp'),
  NO_CONTACT: means(
    STATUS,
    'the customer could not be reached',
    'Geen contact (meer) kunnen krijgen',
    'Definitief geen contact kunnen krijgen',
  ),
  NO_REACTION_AFTER_CONTACT: means(STATUS, 'the customer no longer reacts', 'Geen reactie na eerder contact'),
};

const BY_TEXT: ReadonlyMap<string, MunicipalCode> = new Map(
  (Object.keys(MUNICIPAL_CODES) as MunicipalCode[]).flatMap((code) =>
    [code, ...MUNICIPAL_CODES[code].ggm].map((text) => [plain(text), code] as const),
  ),
);

/** The code that a text stands for: our own code, or a value of the Gemeentelijk Gegevensmodel. */
export function municipalCodeOf(text: string): MunicipalCode | undefined {
  return BY_TEXT.get(plain(text));
}

/** Case, spaces and signs are how a word is written, not which word it is. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
