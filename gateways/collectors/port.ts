import type {
  CollectorReport,
  CollectorTarget,
  InstructionContent,
  OrderContent,
} from '../../contracts/collector.ts';
import type { EffectContent } from '../../contracts/effects.ts';
import type { Gateway } from '../port.ts';

export type CollectorContent = OrderContent | InstructionContent;

/**
 * The way to a collector: an order is handed over once, later instructions about it follow, and the collector can be
 * asked for its state of it.
 *
 * Receipts say `delivered` when the collector took the order (or the withdrawal took effect), and `handed over`
 * when it has it and its decision comes with a report. Every other instruction is `delivered` once it has arrived.
 * All collectors dedupe: the same key twice has the effect of once, and the first content stays.
 */
export interface Collector<Content extends EffectContent = EffectContent> extends Gateway<Content> {
  /**
   * The collector's state of an order, whole; null when it has none to tell. Throws a GatewayFailure when it
   * cannot be asked, and a CollectorReportRefused when what it says is no report.
   */
  ask(order: string, target: CollectorTarget): Promise<CollectorReport | null>;
}
