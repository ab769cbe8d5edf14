import type { Command } from 'commander';
import { invoiceTimeline, invoiceTimelineJson } from '../../read/invoice/timeline.ts';
import { type Context, tenant, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { printTimeline } from '../kit/print-timeline.ts';

export function build(): Command {
  return newCommand(
    'Shows everything that happened to an invoice: stages, bookings, pauses, letters and orders with their delivery, its debt collection cases, and commands with their answers.',
    ['dunwell timeline 2026/001'],
  )
    .argument('<number>', 'invoice number')
    .action((number: string, options: SharedOptions) =>
      withDatabase(options, (context) => show(context, number)),
    );
}

async function show(context: Context, number: string): Promise<void> {
  const { output } = context;
  const one = await tenant(context);
  const timeline = await invoiceTimeline(context, one, number);
  if (output.isJson) return output.json(invoiceTimelineJson(timeline));
  return printTimeline(output, timeline.entries, one.calendar);
}
