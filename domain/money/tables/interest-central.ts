import { computedRates, rateTable } from '../rate-table.ts';
import { Upkeep } from '../table.ts';

const ECB =
  'main refinancing rate of the ECB on the first day of the half-year; art. 6:119a BW is 8 points more';

/** What the law of a euro country adds its points to. */
const ECB_REFERENCE = rateTable({
  name: 'main refinancing rate of the ECB',
  law: 'Directive 2011/7/EU, art. 2(7)',
  checkedUntil: '2026-12-31',
  upkeep: Upkeep.HALF_YEARLY,
  rows: [
    ['2016-07-01', '2022-12-31', '0.00', ECB],
    ['2023-01-01', '2023-06-30', '2.50', ECB],
    ['2023-07-01', '2023-12-31', '4.00', ECB],
    ['2024-01-01', '2024-06-30', '4.50', ECB],
    ['2024-07-01', '2024-12-31', '4.25', ECB],
    ['2025-01-01', '2025-06-30', '3.15', ECB],
    ['2025-07-01', '2026-06-30', '2.15', ECB],
    ['2026-07-01', '2026-12-31', '2.40', ECB],
  ],
});

const FINLAND =
  'reference rate of korkolaki (633/1982) 12 §: the ECB rate rounded up to half a point; https://www.sttinfo.fi/tiedote/71709487';

export const FI_CONSUMER = computedRates(ECB_REFERENCE, {
  name: 'statutory interest FI (consumers)',
  law: 'korkolaki (633/1982) 4 §: reference rate + 7 points',
  points: '7',
  isRoundedUpToHalf: true,
  source: FINLAND,
});

export const FI_BUSINESS = computedRates(ECB_REFERENCE, {
  name: 'statutory interest FI (businesses)',
  law: 'korkolaki (633/1982) 4 a §: reference rate + 8 points',
  points: '8',
  isRoundedUpToHalf: true,
  source: FINLAND,
});

export const BE_BUSINESS = computedRates(ECB_REFERENCE, {
  name: 'statutory trade interest BE (businesses)',
  law: 'law of 2 August 2002, art. 5: ECB rate + 8 points, rounded up to half a point',
  points: '8',
  isRoundedUpToHalf: true,
  source: 'https://www.mondaq.com/financial-services/1302262; https://embuild.be (rates of 2026)',
});

export const BE_CONSUMER = rateTable({
  name: 'legal interest BE (consumers)',
  law: 'law of 5 May 1865, art. 2 § 1, fixed for each year',
  checkedUntil: '2026-12-31',
  upkeep: Upkeep.HALF_YEARLY,
  rows: [
    ['2023-01-01', '2023-12-31', '5.25', 'https://www.mondaq.com/financial-services/1302262'],
    ['2025-01-01', '2025-12-31', '4.50', 'https://embuild.be: 4.5 % in 2026, unchanged'],
    ['2026-01-01', '2026-12-31', '4.50', 'https://embuild.be: 4.5 % in 2026, unchanged'],
  ],
});

const BUNDESBANK = 'Basiszinssatz (§ 247 BGB) as published by the Deutsche Bundesbank each half-year';

const BASE_RATE = rateTable({
  name: 'Basiszinssatz',
  law: '§ 247 BGB',
  checkedUntil: '2026-12-31',
  upkeep: Upkeep.HALF_YEARLY,
  rows: [
    ['2023-01-01', '2023-06-30', '1.62', BUNDESBANK],
    ['2023-07-01', '2023-12-31', '3.12', BUNDESBANK],
    ['2024-01-01', '2024-06-30', '3.62', BUNDESBANK],
    ['2024-07-01', '2024-12-31', '3.37', BUNDESBANK],
    ['2025-01-01', '2025-06-30', '2.27', BUNDESBANK],
    ['2025-07-01', '2026-06-30', '1.27', BUNDESBANK],
    ['2026-07-01', '2026-12-31', '1.52', BUNDESBANK],
  ],
});

export const DE_CONSUMER = computedRates(BASE_RATE, {
  name: 'statutory interest DE (consumers)',
  law: '§ 288 Abs. 1 BGB: Basiszinssatz + 5 points',
  points: '5',
  source: BUNDESBANK,
});

export const DE_BUSINESS = computedRates(BASE_RATE, {
  name: 'statutory interest DE (businesses)',
  law: '§ 288 Abs. 2 BGB: Basiszinssatz + 9 points',
  points: '9',
  source: BUNDESBANK,
});

export const AT_CONSUMER = rateTable({
  name: 'statutory interest AT (consumers)',
  law: '§ 1333 Abs. 1 with § 1000 Abs. 1 ABGB',
  checkedUntil: '2026-12-31',
  upkeep: Upkeep.YEARLY,
  rows: [['2013-03-16', null, '4', 'http://www.basiszins.at/verzugszinsen.php; OGH 10 Ob 14/18h']],
});

export const CH_ALL = rateTable({
  name: 'statutory interest CH',
  law: 'art. 104 OR',
  checkedUntil: '2026-12-31',
  upkeep: Upkeep.YEARLY,
  rows: [['1912-01-01', null, '5', 'art. 104 OR; https://www.konsumentenschutz.ch']],
});
