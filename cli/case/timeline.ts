import type { Command } from 'commander';
import { caseTimeline, caseTimelineJson } from '../../read/case/timeline.ts';
import { type Context, tenant, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { printTimeline } from '../kit/print-timeline.ts';

export function build(): Command {
  return newCommand(
    'Shows everything that happened to a case and was said about it: states, receipts, charges, pauses, orders and instructions with their delivery, documents, messages, and commands with their answers.',
    ['dunwell case timeline 2026/001-1'],
  )
    .argument('<reference>', 'reference of the case')
    .action((reference: string, options: SharedOptions) =>
      withDatabase(options, (context) => show(context, reference)),
    );
}

async function show(context: Context, reference: string): Promise<void> {
  const { output } = context;
  const one = await tenant(context);
  const timeline = await caseTimeline(context, one, reference);
  if (output.isJson) return output.json(caseTimelineJson(timeline));
  return printTimeline(output, timeline.entries, one.calendar);
}
