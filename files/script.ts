import type { BrokenRule } from '../config/broken-rule.ts';
import { check } from '../config/check.ts';
import { listed } from '../config/fields.ts';
import { didYouMean } from '../config/nearest.ts';
import { type Problem, shown } from '../config/problem.ts';
import { readTextFile } from '../config/text.ts';
import { type LineOf, readYaml } from '../config/yaml.ts';
import type { ScriptedEvent } from '../contracts/script.ts';
import { CaseCommandKind } from '../domain/case/messages/index.ts';
import { type ScriptedReport, ScriptedReportKind } from '../domain/case/scripted-report.ts';
import { type Day, type MinuteOfDay, parseDay } from '../domain/kernel/day.ts';
import { AmountSign, parseAmount } from '../domain/kernel/money.ts';
import { doingsOf, eventSchema, Target } from './script-schema.ts';

/** An event as it stands in a script; without `at` it has no time of day of its own. */
export interface WrittenEvent extends Omit<ScriptedEvent, 'at'> {
  readonly on: Day;
  readonly at: MinuteOfDay | null;
}

/** A script read, or every problem found in it. */
export type ScriptLoad =
  | { readonly ok: true; readonly events: readonly WrittenEvent[]; readonly source: string }
  | { readonly ok: false; readonly problems: readonly Problem[] };

type Fields = Readonly<Record<string, unknown>>;

/** Reads a script; never throws for what stands in it or for its absence. Its amounts are in that currency. */
export async function loadScript(path: string, currency: string): Promise<ScriptLoad> {
  const file = await readTextFile(path);
  return file.ok ? readScript(file.text, currency) : { ok: false, problems: [file.problem] };
}

/** Reads the text of a script. */
export function readScript(source: string, currency: string): ScriptLoad {
  const yaml = readYaml(source);
  if (!yaml.ok) return yaml;
  if (!Array.isArray(yaml.value)) return { ok: false, problems: [{ path: '', line: 1, reason: NO_LIST }] };
  const read = yaml.value.map((event, i) => readEvent(event, currency, (path) => yaml.lineOf([i, ...path])));
  const problems = read.flatMap((one) => ('problems' in one ? one.problems : []));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, events: read.flatMap((one) => ('event' in one ? [one.event] : [])), source };
}

const EXAMPLE = '- { on: 2026-05-12, invoice: "1001", do: approve }';
const NO_LIST = `is no list of events; write one a line such as ${EXAMPLE}`;

type EventRead = { readonly event: WrittenEvent } | { readonly problems: readonly Problem[] };

function readEvent(value: unknown, currency: string, lineOf: LineOf): EventRead {
  const line = lineOf([]);
  const wrong = (path: string, reason: string, at: unknown = undefined): EventRead => ({
    problems: [
      {
        path,
        line: path === '' ? line : lineOf([path]),
        reason,
        ...(at === undefined ? {} : { value: shown(at) }),
      },
    ],
  });
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return wrong('', `is no event; write one such as ${EXAMPLE}`, value);
  }
  const fields = value as Fields;
  const targets = Object.values(Target).filter((target) => Object.hasOwn(fields, target));
  const [target] = targets;
  if (target === undefined || targets.length > 1) {
    const found = target === undefined ? 'names neither invoice nor case' : 'names both invoice and case';
    return wrong('', `${found}; an event is about one of them, such as ${EXAMPLE}`);
  }
  const does = fields.do;
  const schema = typeof does === 'string' ? eventSchema(target, does) : undefined;
  if (typeof does !== 'string' || schema === undefined)
    return wrong('do', whyNothingToDo(target, does), does);
  const checked = check(value, schema, (written) => amountRules(written, currency), lineOf);
  if (!checked.ok) return { problems: checked.problems };
  return { event: eventFrom(checked.data, target, does, line, currency) };
}

function whyNothingToDo(target: Target, does: unknown): string {
  const known = doingsOf(target);
  if (does === undefined) return `is missing; write what is done to the ${target}: ${listed(known)}`;
  const word = String(does);
  const other = target === Target.CASE ? Target.INVOICE : Target.CASE;
  if (doingsOf(other).includes(word)) {
    return `is nothing done to a ${target}; write ${other}: instead of ${target}:`.replace(
      'a invoice',
      'an invoice',
    );
  }
  const guess = didYouMean(word, known);
  return `is nothing done to ${target === Target.INVOICE ? 'an invoice' : 'a case'}${guess === '' ? `; write ${listed(known)}` : guess}`;
}

/** Amounts have the decimals of the creditor's currency. */
function amountRules(written: unknown, currency: string): BrokenRule[] {
  const { amount } = written as Fields;
  if (typeof amount !== 'string' || !/^\d+(\.\d+)?$/.test(amount)) return [];
  const parsed = parseAmount(amount, currency, AmountSign.positive);
  return parsed.ok ? [] : [{ path: ['amount'], reason: parsed.reason }];
}

const SCRIPTED_REPORTS: readonly string[] = Object.values(ScriptedReportKind);

function eventFrom(
  fields: Fields,
  target: Target,
  does: string,
  line: number,
  currency: string,
): WrittenEvent {
  const { on, at, invoice, case: name, do: _, ...rest } = fields;
  return {
    line,
    on: parseDay(String(on)) ?? 0,
    at: typeof at === 'number' ? at : null,
    invoice: target === Target.INVOICE ? String(invoice) : null,
    case: target === Target.CASE ? String(name) : null,
    does: (does === 'collected' ? CaseCommandKind.addCollectedAmount : does) as ScriptedEvent['does'],
    body: SCRIPTED_REPORTS.includes(does) ? scriptedReportOf(does, rest, currency) : rest,
  };
}

function scriptedReportOf(does: string, fields: Fields, currency: string): ScriptedReport {
  const { amount, ...rest } = fields;
  const parsed = typeof amount === 'string' ? parseAmount(amount, currency) : undefined;
  const minor = parsed?.ok === true ? { amount: parsed.minor } : {};
  return { does, reason: null, ...rest, ...minor } as ScriptedReport;
}
