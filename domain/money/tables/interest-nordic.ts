import { computedRates, rateTable } from '../rate-table.ts';
import { Upkeep } from '../table.ts';

const RIKSBANK = 'referensränta (9 § räntelagen) as fixed by the Riksbank; https://www.riksbank.se';

const RIKSBANK_REFERENCE = rateTable({
  name: 'referensränta',
  law: '9 § räntelagen (1975:635)',
  checkedUntil: '2026-11-27',
  // The values of 2024-07-01 to 2025-12-31 and from 2026-07-01 on were not found.
  upkeep: Upkeep.LEFT_TO_CONFIGURATION,
  rows: [
    ['2022-01-01', '2022-06-30', '0.00', RIKSBANK],
    ['2022-07-01', '2022-12-31', '0.50', RIKSBANK],
    ['2023-01-01', '2023-06-30', '2.50', RIKSBANK],
    ['2023-07-01', '2023-12-31', '3.50', RIKSBANK],
    ['2024-01-01', '2024-06-30', '4.00', RIKSBANK],
    ['2026-01-01', '2026-06-30', '2.00', RIKSBANK],
  ],
});

export const SE_ALL = computedRates(RIKSBANK_REFERENCE, {
  name: 'statutory interest SE',
  law: '6 § räntelagen (1975:635): referensränta + 8 points',
  points: '8',
  source: RIKSBANK,
});

const NORWAY = 'forskrift om forsinkelsesrente og kompensasjon for inndrivelseskostnader';

export const NO_ALL = rateTable({
  name: 'statutory interest NO',
  law: 'forsinkelsesrenteloven § 3',
  checkedUntil: '2026-11-27',
  // The values of the second halves of 2023 and 2024 and from 2025-07-01 on were not found.
  upkeep: Upkeep.LEFT_TO_CONFIGURATION,
  rows: [
    ['2022-07-01', '2022-12-31', '9.25', `${NORWAY}; https://www.revisjonskompaniet.no`],
    ['2023-01-01', '2023-06-30', '10.75', `${NORWAY}; https://www.regnskapnorge.no`],
    ['2024-01-01', '2024-06-30', '12.5', NORWAY],
    ['2025-01-01', '2025-06-30', '12.5', `${NORWAY} (FOR-2024-12-19-3279); https://lovdata.no`],
  ],
});
