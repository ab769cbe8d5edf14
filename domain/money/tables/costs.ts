import { PERCENT } from '../rate.ts';
import { flat, type Scale } from '../scale.ts';
import { table, Upkeep } from '../table.ts';

const DIRECTIVE = 'Directive 2011/7/EU, art. 6';

/** 15 % of the first 2,500.00, 10 % of the next 2,500.00, 5 % of the next 5,000.00, 1 % of the next 190,000.00. */
const WIK: Scale = {
  brackets: [
    { above: 0, base: 0, rate: 15 * PERCENT },
    { above: 250_000, base: 37_500, rate: 10 * PERCENT },
    { above: 500_000, base: 62_500, rate: 5 * PERCENT },
    { above: 1_000_000, base: 87_500, rate: PERCENT },
    { above: 20_000_000, base: 277_500, rate: PERCENT / 2 },
  ],
  least: 4_000,
  most: 677_500,
};

export const NL_COSTS = table<Scale>({
  name: 'collection costs NL (Besluit BIK)',
  law: 'art. 6:96 BW with art. 2 Besluit vergoeding voor buitengerechtelijke incassokosten',
  checkedUntil: '2026-12-31',
  upkeep: Upkeep.YEARLY,
  rows: [['2012-07-01', null, WIK, 'https://www.incasso.net; https://www.incassokostenrekentool.nl']],
});

const BELGIAN_FLAT: Scale = {
  brackets: [
    { above: 0, base: 2_000, rate: 0 },
    { above: 15_000, base: 3_000, rate: 10 * PERCENT },
    { above: 50_000, base: 6_500, rate: 5 * PERCENT },
  ],
  most: 200_000,
};

export const BE_CONSUMER_COSTS = table<Scale>({
  name: 'flat compensation BE (consumers)',
  law: 'art. XIX.4 CEL; only as agreed',
  checkedUntil: '2026-12-31',
  upkeep: Upkeep.YEARLY,
  rows: [['2023-09-01', null, BELGIAN_FLAT, 'https://www.vbb.com; https://www.amboslaw.be']],
});

/** 40 euros per late payment between businesses, without a reminder. */
function fortyEuros(country: string, law: string, source: string) {
  return table<Scale>({
    name: `flat sum ${country} (businesses)`,
    law,
    checkedUntil: '2026-12-31',
    upkeep: Upkeep.YEARLY,
    rows: [['2013-03-16', null, flat(4_000), source]],
  });
}

export const BE_BUSINESS_COSTS = fortyEuros('BE', DIRECTIVE, DIRECTIVE);
export const DE_BUSINESS_COSTS = fortyEuros('DE', '§ 288 Abs. 5 BGB', DIRECTIVE);
export const FI_BUSINESS_COSTS = fortyEuros('FI', 'laki saatavien perinnästä (513/1999) 10 e §', DIRECTIVE);
export const AT_BUSINESS_COSTS = fortyEuros('AT', '§ 458 UGB', 'https://360.lexisnexis.at/d/L-10001702-P458');

export const SE_BUSINESS_COSTS = table<Scale>({
  name: 'förseningsersättning SE (businesses)',
  law: 'lag (1981:739) 4 a §',
  checkedUntil: '2026-12-31',
  upkeep: Upkeep.YEARLY,
  rows: [['2013-03-16', null, flat(45_000), 'https://www.riksdagen.se, SFS 1981:739 t.o.m. 2013:56']],
});

const NORWAY = 'forskrift om forsinkelsesrente og kompensasjon for inndrivelseskostnader';

export const NO_BUSINESS_COSTS = table<Scale>({
  name: 'standardkompensasjon NO (businesses)',
  law: 'forsinkelsesrenteloven § 3a',
  checkedUntil: '2026-11-27',
  // The values of the second halves of 2023 and 2024 and from 2025-07-01 on were not found.
  upkeep: Upkeep.LEFT_TO_CONFIGURATION,
  rows: [
    ['2022-07-01', '2022-12-31', flat(40_000), `${NORWAY}; https://www.revisjonskompaniet.no`],
    ['2023-01-01', '2023-06-30', flat(41_000), `${NORWAY}; https://www.regnskapnorge.no`],
    ['2024-01-01', '2024-06-30', flat(47_000), NORWAY],
    ['2025-01-01', '2025-06-30', flat(47_000), `${NORWAY} (FOR-2024-12-19-3279); https://lovdata.no`],
  ],
});

export const DK_CONSUMER_COSTS = table<Scale>({
  name: 'inkassogebyr DK (consumers)',
  law: 'rentelov § 9 b stk. 3',
  checkedUntil: '2026-12-31',
  upkeep: Upkeep.YEARLY,
  rows: [['2013-03-01', null, flat(10_000), 'https://debtia.dk; https://ivaekst.dk']],
});

export const DK_BUSINESS_COSTS = table<Scale>({
  name: 'kompensationsbeløb DK (businesses)',
  law: 'rentelov § 9 a stk. 3',
  checkedUntil: '2026-12-31',
  upkeep: Upkeep.YEARLY,
  rows: [['2013-03-01', null, flat(31_000), 'https://danskelove.dk/renteloven/9a; https://www.themis.dk']],
});
