/** How a country's holidays are set: for the whole country, or by each of its regions. */
interface Country {
  readonly name: string;
  /** What the country calls its regions, for messages. */
  readonly regionWord: string;
  /** True when no holiday list holds for the whole country, so that the region must be given. */
  readonly regionNeeded: boolean;
  /** By the part of the code after the country: `BY` in `DE-BY`, `BY-KATH` in `DE-BY-KATH`. */
  readonly regions: Readonly<Record<string, string>>;
}

const whole = (name: string): Country => ({ name, regionWord: 'region', regionNeeded: false, regions: {} });

/**
 * Germany's holidays are law of its states. Where a state leaves one to its communities (Assumption in Bavaria,
 * Corpus Christi in parts of Saxony and Thuringia, Augsburg's Peace Festival) those have a code of their own.
 */
const GERMAN_STATES = {
  BB: 'Brandenburg',
  BE: 'Berlin',
  BW: 'Baden-Württemberg',
  BY: 'Bavaria, without Assumption',
  'BY-A': 'Bavaria, City of Augsburg',
  'BY-EVANG': 'Bavaria, mostly Protestant communities',
  'BY-KATH': 'Bavaria, mostly Catholic communities (Munich among them)',
  HB: 'Bremen',
  HE: 'Hesse',
  HH: 'Hamburg',
  MV: 'Mecklenburg-Western Pomerania',
  NI: 'Lower Saxony',
  NW: 'North Rhine-Westphalia',
  RP: 'Rhineland-Palatinate',
  SH: 'Schleswig-Holstein',
  SL: 'Saarland',
  SN: 'Saxony',
  'SN-BZ': 'Saxony, Catholic communities of Bautzen district',
  ST: 'Saxony-Anhalt',
  TH: 'Thuringia',
  'TH-EIC': 'Thuringia, Eichsfeld district',
  'TH-UH': 'Thuringia, Catholic communities of Unstrut-Hainich district',
  'TH-WAK': 'Thuringia, Catholic communities of Wartburg district',
} as const;

/** Only 1 August is a holiday of all Switzerland; the rest is law of its cantons. */
const SWISS_CANTONS = {
  AG: 'Aargau',
  AI: 'Appenzell Inner Rhodes',
  AR: 'Appenzell Outer Rhodes',
  BE: 'Bern',
  BL: 'Basel-Country',
  BS: 'Basel-City',
  FR: 'Fribourg',
  GE: 'Geneva',
  GL: 'Glarus',
  GR: 'Grisons',
  JU: 'Jura',
  LU: 'Lucerne',
  NE: 'Neuchâtel',
  NW: 'Nidwalden',
  OW: 'Obwalden',
  SG: 'St. Gallen',
  SH: 'Schaffhausen',
  SO: 'Solothurn',
  SZ: 'Schwyz',
  TG: 'Thurgau',
  TI: 'Ticino',
  UR: 'Uri',
  VD: 'Vaud',
  VS: 'Valais',
  ZG: 'Zug',
  ZH: 'Zurich',
} as const;

/** Have the holidays of all Austria; a code that names one is accepted and changes nothing. */
const AUSTRIAN_STATES = {
  1: 'Burgenland',
  2: 'Carinthia',
  3: 'Lower Austria',
  4: 'Upper Austria',
  5: 'Salzburg',
  6: 'Styria',
  7: 'Tyrol',
  8: 'Vorarlberg',
  9: 'Vienna',
} as const;

/** Have the ten holidays of all Belgium; a code that names one is accepted and changes nothing. */
const BELGIAN_COMMUNITIES = {
  BRU: 'Brussels',
  DE: 'German-speaking Community',
  VLG: 'Flemish Community',
  WAL: 'French Community',
} as const;

/** The countries whose holidays Dunwell knows, each with its regions. */
export const COUNTRIES = {
  NL: whole('Netherlands'),
  SE: whole('Sweden'),
  NO: whole('Norway'),
  DK: whole('Denmark'),
  FI: whole('Finland'),
  DE: { name: 'Germany', regionWord: 'state', regionNeeded: true, regions: GERMAN_STATES },
  CH: { name: 'Switzerland', regionWord: 'canton', regionNeeded: true, regions: SWISS_CANTONS },
  AT: { name: 'Austria', regionWord: 'state', regionNeeded: false, regions: AUSTRIAN_STATES },
  BE: { name: 'Belgium', regionWord: 'community', regionNeeded: false, regions: BELGIAN_COMMUNITIES },
} as const satisfies Readonly<Record<string, Country>>;

export type CountryCode = keyof typeof COUNTRIES;
