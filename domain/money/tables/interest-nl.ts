import { rateTable } from '../rate-table.ts';
import { Upkeep } from '../table.ts';

const CONSUMERS = 'Besluit wettelijke rente (art. 6:120 lid 1 BW); https://www.wettelijkerente.nl';
const TRADE =
  'art. 6:120 lid 2 BW: main refinancing rate of the ECB + 8 points; https://www.wettelijkerente.nl';

/** Interest among others than businesses, with interest on interest after each year. */
export const NL_CONSUMER = rateTable({
  name: 'statutory interest NL (consumers)',
  law: 'art. 6:119 BW',
  checkedUntil: '2026-12-31',
  upkeep: Upkeep.HALF_YEARLY,
  rows: [
    ['2002-01-01', '2003-07-31', '7', CONSUMERS],
    ['2003-08-01', '2004-01-31', '5', CONSUMERS],
    ['2004-02-01', '2006-12-31', '4', CONSUMERS],
    ['2007-01-01', '2009-06-30', '6', CONSUMERS],
    ['2009-07-01', '2009-12-31', '4', CONSUMERS],
    ['2010-01-01', '2011-06-30', '3', CONSUMERS],
    ['2011-07-01', '2012-06-30', '4', CONSUMERS],
    ['2012-07-01', '2014-12-31', '3', CONSUMERS],
    ['2015-01-01', '2022-12-31', '2', CONSUMERS],
    ['2023-01-01', '2023-06-30', '4', CONSUMERS],
    ['2023-07-01', '2023-12-31', '6', CONSUMERS],
    ['2024-01-01', '2024-12-31', '7', CONSUMERS],
    ['2025-01-01', '2025-12-31', '6', CONSUMERS],
    ['2026-01-01', '2026-12-31', '4', CONSUMERS],
  ],
});

/** Interest of trade debts. */
export const NL_TRADE = rateTable({
  name: 'statutory trade interest NL (businesses)',
  law: 'art. 6:119a BW',
  checkedUntil: '2026-12-31',
  upkeep: Upkeep.HALF_YEARLY,
  rows: [
    ['2013-03-16', '2013-06-30', '8.75', TRADE],
    ['2013-07-01', '2013-12-31', '8.50', TRADE],
    ['2014-01-01', '2014-06-30', '8.25', TRADE],
    ['2014-07-01', '2014-12-31', '8.15', TRADE],
    ['2015-01-01', '2016-06-30', '8.05', TRADE],
    ['2016-07-01', '2022-12-31', '8.00', TRADE],
    ['2023-01-01', '2023-06-30', '10.50', TRADE],
    ['2023-07-01', '2023-12-31', '12.00', TRADE],
    ['2024-01-01', '2024-06-30', '12.50', TRADE],
    ['2024-07-01', '2024-12-31', '12.25', TRADE],
    ['2025-01-01', '2025-06-30', '11.15', TRADE],
    ['2025-07-01', '2026-06-30', '10.15', TRADE],
    ['2026-07-01', '2026-12-31', '10.40', TRADE],
  ],
});
