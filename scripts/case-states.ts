import { CASE_TRANSITIONS, CaseEvent } from '../domain/case/machine.ts';
import { CaseState } from '../domain/case/state.ts';
import { CASE_STATE_IN_WORDS } from '../domain/case/words.ts';
import { OPERATIONS, type Operation, tryOperation } from './case-states/operations.ts';
import { SITUATIONS, type Situation } from './case-states/situations.ts';
import { keep } from './kept-file.ts';

/*
 * tsx scripts/case-states.ts            writes docs/case-states.md from the transition table and the rules
 * tsx scripts/case-states.ts --check    exit 1 when the page is not what they say
 */

const STATES = Object.values(CaseState);
const EVENTS = Object.values(CaseEvent);
const NAMES = Object.keys(SITUATIONS) as Situation[];

function page(): string {
  return [
    '# States of a debt collection case',
    '<!-- Generated from domain/case/machine.ts and the rules by scripts/case-states.ts. Change those, then run it again. -->',
    'A case stands in one state at a time. One table says which event may happen in which state and where it leads; one function applies it; each event leaves one row in the trail of the case. *Deactivated* is a status over any state, and permanent. [Cases](cases.md) says what each operation does.',
    '## Diagram',
    'Events that leave the state as it is are left out; the tables below have them.',
    diagram(),
    '## States',
    [
      '| state | |',
      '|---|---|',
      ...STATES.map((state) => `| ${state} | ${CASE_STATE_IN_WORDS[state]} |`),
    ].join('\n'),
    '## Operations',
    'What each operation does to a case in each situation: the state it leads to, or a number: why it is refused. The case is one by hand with an open invoice, the collector a configuration with review; `deactivate` acknowledges all that it must.',
    operations(),
    '## Events',
    'Where an event leads from a state; `stays` leaves the state, – is illegal and raises an error.',
    events(),
  ].join('\n\n');
}

function diagram(): string {
  const labels = new Map<string, CaseEvent[]>();
  for (const event of EVENTS) {
    const { from, to } = CASE_TRANSITIONS[event];
    if (to === 'same') continue;
    for (const state of from) {
      const edge = `${state} --> ${to}`;
      labels.set(edge, [...(labels.get(edge) ?? []), event]);
    }
  }
  const edges = [...labels].map(([edge, names]) => `    ${edge}: ${names.join(', ')}`);
  const ends = ['    [*] --> CREATE', '    CLOSED --> [*]', '    FAILED --> [*]'];
  return ['```mermaid', 'stateDiagram-v2', ...ends, ...edges, '```'].join('\n');
}

function operations(): string {
  const refusals: string[] = [];
  const cell = (operation: Operation, situation: Situation) => {
    const tried = tryOperation(operation, SITUATIONS[situation]);
    if ('leadsTo' in tried) return tried.leadsTo;
    if (!refusals.includes(tried.refused)) refusals.push(tried.refused);
    return String(refusals.indexOf(tried.refused) + 1);
  };
  const rows = OPERATIONS.map(
    (operation) => `| \`${operation}\` | ${NAMES.map((name) => cell(operation, name)).join(' | ')} |`,
  );
  const table = [`| | ${NAMES.join(' | ')} |`, `|---|${'---|'.repeat(NAMES.length)}`, ...rows].join('\n');
  const reasons = refusals.map((refused, index) => `${index + 1}. ${refused}`).join('\n');
  return `${table}\n\nRefused because:\n\n${reasons}`;
}

function events(): string {
  const rows = EVENTS.map((event) => {
    const { from, to } = CASE_TRANSITIONS[event];
    const cells = STATES.map((state) => (from.includes(state) ? (to === 'same' ? 'stays' : to) : '–'));
    return `| ${event} | ${cells.join(' | ')} |`;
  });
  return [`| event | ${STATES.join(' | ')} |`, `|---|${'---|'.repeat(STATES.length)}`, ...rows].join('\n');
}

keep('docs/case-states.md', `${page()}\n`, 'case-states');
