import { flat, type Scale } from '../scale.ts';
import { type Table, table, Upkeep } from '../table.ts';

/** The fee of one kind of letter, by the principal it asks for. */
export interface LetterFee {
  /** What `statutory` charges. */
  readonly named: Scale;
  /** More than this is refused; null where the law's limit is not built in. */
  readonly most: Scale | null;
}

export interface FeeAmounts {
  readonly reminder: LetterFee;
  readonly notice: LetterFee;
  /** The notice after a first one, where it costs less. */
  readonly laterNotice?: LetterFee;
}

const only = (scale: Scale): LetterFee => ({ named: scale, most: scale });
const NOTHING = only({ brackets: [] });

export const NL_CONSUMER_FEES: Table<FeeAmounts> = table({
  name: 'fees of letters NL (consumers)',
  law: 'art. 6:96 lid 5 and 6 BW: costs only by the scale, after a free 14-day letter',
  checkedUntil: '2026-12-31',
  upkeep: Upkeep.YEARLY,
  rows: [
    ['2012-07-01', null, { reminder: NOTHING, notice: NOTHING }, 'art. 6:96 BW; https://www.flanderijn.nl'],
  ],
});

export const BE_CONSUMER_FEES: Table<FeeAmounts> = table({
  name: 'fees of letters BE (consumers)',
  law: 'art. XIX.2 § 3 CEL: the first reminder is free, later ones 7.50 and postage',
  checkedUntil: '2026-12-31',
  upkeep: Upkeep.YEARLY,
  rows: [
    [
      '2023-09-01',
      null,
      { reminder: only(flat(750)), notice: only(flat(750)) },
      'https://www.vbb.com; https://www.daldewolf.com',
    ],
  ],
});

/** A Finnish payment demand to a consumer, by the debt. */
const FINNISH_DEMAND: Scale = {
  brackets: [
    { above: 0, base: 1_000, rate: 0 },
    { above: 999, base: 1_400, rate: 0 },
    { above: 10_000, base: 2_400, rate: 0 },
    { above: 100_000, base: 5_000, rate: 0 },
  ],
};

const half = ({ brackets }: Scale): Scale => ({
  brackets: brackets.map((bracket) => ({ ...bracket, base: bracket.base / 2 })),
});

/** All that a Finnish consumer pays for one debt before court, by the debt. */
export const FI_CONSUMER_TOTAL: Scale = {
  brackets: [
    { above: 0, base: 6_000, rate: 0 },
    { above: 10_000, base: 12_000, rate: 0 },
    { above: 100_000, base: 21_000, rate: 0 },
  ],
};

const INTRUM = 'https://www.intrum.fi/fi/asiakaspalvelu/lasku-maksamatta/perinnan-kulut/';

export const FI_CONSUMER_FEES: Table<FeeAmounts> = table({
  name: 'fees of letters FI (consumers)',
  law: 'laki saatavien perinnästä (513/1999) 10 a–10 d §',
  checkedUntil: '2026-12-31',
  upkeep: Upkeep.YEARLY,
  rows: [
    [
      '2013-03-16',
      null,
      {
        reminder: only(flat(500)),
        notice: only(FINNISH_DEMAND),
        laterNotice: only(half(FINNISH_DEMAND)),
      },
      INTRUM,
    ],
  ],
});

export const FI_BUSINESS_FEES: Table<FeeAmounts> = table({
  name: 'fees of letters FI (businesses)',
  law: 'laki saatavien perinnästä (513/1999)',
  checkedUntil: '2026-12-31',
  upkeep: Upkeep.YEARLY,
  rows: [
    [
      '2022-05-01',
      null,
      {
        reminder: only(flat(1_200)),
        // What the law allows above 2,500.00 is not built in.
        notice: {
          named: {
            brackets: [
              { above: 0, base: 5_000, rate: 0 },
              { above: 50_000, base: 7_000, rate: 0 },
            ],
          },
          most: null,
        },
      },
      INTRUM,
    ],
  ],
});

export const SE_FEES: Table<FeeAmounts> = table({
  name: 'fees of letters SE',
  law: 'lag (1981:739) 4 §: 60 for a reminder, 180 for an inkassokrav',
  checkedUntil: '2026-12-31',
  upkeep: Upkeep.YEARLY,
  rows: [
    [
      '2003-07-01',
      '2013-03-15',
      { reminder: only(flat(5_000)), notice: only(flat(16_000)) },
      'https://www.riksdagen.se, SFS 1981:739',
    ],
    [
      '2013-03-16',
      null,
      { reminder: only(flat(6_000)), notice: only(flat(18_000)) },
      'https://www.riksdagen.se, SFS 1981:739 t.o.m. 2013:56',
    ],
  ],
});

export const NO_FEES: Table<FeeAmounts> = table({
  name: 'fees of letters NO',
  law: 'inkassoforskriften § 1-2: a twentieth of the inkassosats of 700',
  checkedUntil: '2026-11-27',
  // The inkassosats of 2026 was not found.
  upkeep: Upkeep.LEFT_TO_CONFIGURATION,
  rows: [
    [
      '2024-01-01',
      '2025-12-31',
      { reminder: only(flat(3_500)), notice: only(flat(3_500)) },
      'https://www.regnskapnorge.no; https://www.kred.no',
    ],
  ],
});

export const DK_FEES: Table<FeeAmounts> = table({
  name: 'fees of letters DK',
  law: 'rentelov § 9 b',
  checkedUntil: '2026-12-31',
  upkeep: Upkeep.YEARLY,
  rows: [
    [
      '2013-03-01',
      null,
      { reminder: only(flat(10_000)), notice: only(flat(10_000)) },
      'https://elov.dk/renteloven/paragraf/9b; https://debtia.dk',
    ],
  ],
});
