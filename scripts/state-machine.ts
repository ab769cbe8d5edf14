import { InvoiceEvent, TRANSITIONS } from '../domain/invoice/machine.ts';
import { Stage } from '../domain/invoice/stage.ts';
import { keep } from './kept-file.ts';
import { EVENT_WORDS, STAGE_WORDS } from './state-machine/words.ts';

/*
 * tsx scripts/state-machine.ts            writes docs/state-machine.md from the transition table
 * tsx scripts/state-machine.ts --check    exit 1 when the page is not what the table says
 */

const STAGES = Object.values(Stage);
const EVENTS = Object.values(InvoiceEvent);

/** The stages that an event can lead to from a stage; empty when it cannot happen there. */
function targets(event: InvoiceEvent, from: Stage): readonly Stage[] {
  const rule = TRANSITIONS[event];
  if (!rule.from.includes(from)) return [];
  if (rule.to === 'same') return [from];
  return typeof rule.to === 'string' ? [rule.to] : rule.to;
}

function isAlongside(event: InvoiceEvent): boolean {
  return TRANSITIONS[event].to === 'same';
}

function page(): string {
  return [
    '# Stages of an invoice',
    '<!-- Generated from domain/invoice/machine.ts by scripts/state-machine.ts. Change those, then run it again. -->',
    'An invoice stands in one stage at a time. One table says which event may happen in which stage and where it leads; one function applies it; each event leaves one row in the audit trail: from, to, when, for which day, by whom, why, and in answer to which command. Beside the stage stand whether it is paused, whether it is approved, and what needs a person.',
    '## Diagram',
    'Events that leave the stage as it is (pauses, approvals, changed due dates) are left out; the tables below have them.',
    diagram(),
    '## Stages',
    ...STAGES.map(stageSection),
    '## Events',
    eventTable(),
    '## What is legal where',
    'Each cell says where the event leads from that stage; `stays` leaves the stage, – is illegal and raises an error. Where several stages are named, the facts decide: how far the path had come.',
    legalTable(),
  ].join('\n\n');
}

function diagram(): string {
  const labels = new Map<string, InvoiceEvent[]>();
  for (const event of EVENTS.filter((one) => !isAlongside(one))) {
    for (const from of TRANSITIONS[event].from) {
      for (const to of targets(event, from)) {
        const edge = `${event === InvoiceEvent.IMPORTED ? '[*]' : from} --> ${to}`;
        labels.set(edge, [...(labels.get(edge) ?? []), event]);
      }
    }
  }
  const edges = [...labels].map(([edge, events]) => `    ${edge}: ${events.join(', ')}`);
  return ['```mermaid', 'stateDiagram-v2', ...edges, '    TRANSFERRED --> [*]', '```'].join('\n');
}

function stageSection(stage: Stage): string {
  const words = STAGE_WORDS[stage];
  return [
    `### ${stage}`,
    words.is,
    `- **In:** ${words.in}\n- **Out:** ${words.out}\n- **How long:** ${words.stays}`,
  ].join('\n\n');
}

function eventTable(): string {
  const rows = EVENTS.map((event) => {
    const { from, to } = TRANSITIONS[event];
    const leadsTo = to === 'same' ? 'stays' : typeof to === 'string' ? to : to.join(', ');
    return `| ${event} | ${EVENT_WORDS[event]} | ${from.join(', ')} | ${leadsTo} |`;
  });
  return ['| event | when | from | to |', '|---|---|---|---|', ...rows].join('\n');
}

function legalTable(): string {
  const rows = EVENTS.map((event) => {
    const cells = STAGES.map((stage) => {
      const to = targets(event, stage);
      if (to.length === 0) return '–';
      return isAlongside(event) ? 'stays' : to.join(', ');
    });
    return `| ${event} | ${cells.join(' | ')} |`;
  });
  return [`| event | ${STAGES.join(' | ')} |`, `|---|${'---|'.repeat(STAGES.length)}`, ...rows].join('\n');
}

keep('docs/state-machine.md', `${page()}\n`, 'state-machine');
