import type { CollectorReport } from '../../domain/case/report.ts';
import { GatewayFailure } from '../port.ts';

const MOST_TOLD = 5;

/** What a collector says of an order cannot be read, in whole or in part; asked again it may be mended. */
export class CollectorReportRefused extends GatewayFailure {
  readonly order: string;
  readonly problems: readonly string[];
  /** The newest report that can be read, where there is one besides. */
  readonly report: CollectorReport | null;

  constructor(order: string, problems: readonly string[], report: CollectorReport | null = null) {
    const more = problems.length > MOST_TOLD ? ` (and ${problems.length - MOST_TOLD} more)` : '';
    const told = problems.slice(0, MOST_TOLD).join('; ');
    super(`The collector's report of ${order} is refused: ${told}${more}.`, {
      isTemporary: true,
      mayHaveArrived: true,
    });
    this.name = 'CollectorReportRefused';
    this.order = order;
    this.problems = problems;
    this.report = report;
  }
}
