import { AmountSign, parseAmount } from '../../domain/kernel/money.ts';
import { type BrokenRule, type Fields, fields } from '../broken-rule.ts';
import { isCurrency } from '../currency.ts';
import { didYouMean } from '../nearest.ts';
import type { PathStep } from '../problem.ts';
import { rangesOf } from './build.ts';

const POSTCODES = /^(all|\d{4}(-\d{4})?(, *\d{4}(-\d{4})?)*)$/;
const LOWEST = 1000;
const HIGHEST = 9999;

/** The rules of the signals section that look at more than one field; faulty fields are passed over. */
export function signalRules(file: Fields): BrokenRule[] {
  if (file.signals === undefined) return [];
  const signals = fields(file.signals);
  const types = ['early', 'crisis'] as const;
  return [
    ...countryRules(file.country),
    ...scheduleRules(fields(signals.schedule)),
    ...gatewayRules(signals.gateways),
    ...routeRules(signals),
    ...types.flatMap((type) => conditionRules(type, fields(signals[type]), signals, file)),
  ];
}

const broken = (reason: string, ...path: PathStep[]): BrokenRule => ({ path: ['signals', ...path], reason });

function countryRules(country: unknown): BrokenRule[] {
  if (typeof country !== 'string' || country === 'NL') return [];
  return [broken('are reports to Dutch municipalities; leave the section out, or write country: NL')];
}

function scheduleRules({ at, cron }: Fields): BrokenRule[] {
  if (at === undefined || cron === undefined) return [];
  return [broken('says when already, and so does at; keep one', 'schedule', 'cron')];
}

function gatewayRules(written: unknown): BrokenRule[] {
  if (!Array.isArray(written)) return [];
  const gateways = written.map(fields);
  return gateways.flatMap((gateway, i) => {
    const rules: BrokenRule[] = [];
    const add = (key: string, reason: string) => rules.push(broken(reason, 'gateways', i, key));
    const first = gateways.findIndex(({ name }) => name === gateway.name);
    if (typeof gateway.name === 'string' && first < i) {
      add('name', `is the name of signals.gateways[${first}] already; give each its own`);
    }
    if (gateway.url !== undefined) {
      if (gateway.secret === undefined) {
        add('secret', 'is missing; name the environment variable that holds the secret');
      }
      for (const key of ['folder', 'writes'] as const) {
        if (gateway[key] !== undefined) add(key, 'is for files, and url for HTTPS; keep one of the two ways');
      }
    } else if (gateway.secret !== undefined) {
      add('secret', 'signs messages to an address; write url, or leave it out');
    }
    return rules;
  });
}

/** Every route leads to a gateway that is there, and can be reached. */
function routeRules({ routes, gateways, early, crisis }: Fields): BrokenRule[] {
  const isOff = (type: unknown) => fields(type).enabled === false;
  if (routes === undefined || (Array.isArray(routes) && routes.length === 0)) {
    if (isOff(early) && isOff(crisis)) return [];
    return [broken('is missing; without routes no customer is ever prepared', 'routes')];
  }
  if (!Array.isArray(routes)) return [];
  const names = (Array.isArray(gateways) ? gateways : []).map((one) => String(fields(one).name));
  const covered: { from: number; to: number }[] = [];
  return routes.map(fields).flatMap(({ postcodes, gateway }, i) => {
    const rules: BrokenRule[] = [];
    if (typeof gateway === 'string' && !names.includes(gateway)) {
      const there = names.length === 0 ? '; signals.gateways is empty' : `; there are ${names.join(', ')}`;
      rules.push(broken(`is no gateway${didYouMean(gateway, names) || there}`, 'routes', i, 'gateway'));
    }
    if (typeof postcodes !== 'string' || !POSTCODES.test(postcodes)) return rules;
    for (const { from, to } of rangesOf(postcodes)) {
      const add = (reason: string) => rules.push(broken(reason, 'routes', i, 'postcodes'));
      if (from < LOWEST) add(`has ${from}; postcodes begin at ${LOWEST}`);
      else if (to < from) add(`has ${from}-${to}, which ends before it begins`);
      else if (isCovered(from, to, covered)) {
        add(`is served by the routes before it, which are taken first; put it before them or leave it out`);
      }
      covered.push({ from, to });
    }
    return rules;
  });
}

function isCovered(from: number, to: number, by: readonly { from: number; to: number }[]): boolean {
  let at = from;
  for (const range of [...by].sort((a, b) => a.from - b.from)) {
    if (range.from > at) break;
    at = Math.max(at, range.to + 1);
  }
  return at > Math.min(to, HIGHEST);
}

function conditionRules(
  type: 'early' | 'crisis',
  conditions: Fields,
  signals: Fields,
  { policy, currency }: Fields,
): BrokenRule[] {
  const rules: BrokenRule[] = [];
  const add = (key: string, reason: string) => rules.push(broken(reason, type, key));
  const { minimumArrears, finalReminders, notReportedForMonths, contactAttempts, enabled } = conditions;
  if (typeof currency === 'string' && isCurrency(currency) && typeof minimumArrears === 'string') {
    const amount = parseAmount(minimumArrears, currency, AmountSign.positive);
    if (/^\d+(\.\d+)?$/.test(minimumArrears) && !amount.ok) add('minimumArrears', amount.reason);
  }
  const { levels } = fields(policy);
  if (enabled !== false && finalReminders !== 'none' && Array.isArray(levels) && levels.length === 0) {
    add('finalReminders', 'can never be met, as policy.levels is empty; write none');
  }
  const retention = typeof signals.retentionMonths === 'number' ? signals.retentionMonths : 24;
  if (typeof notReportedForMonths === 'number' && notReportedForMonths > retention) {
    add(
      'notReportedForMonths',
      `is longer than signals.retentionMonths (${retention}), after which reports are forgotten`,
    );
  }
  if (contactAttempts === 'none') {
    for (const key of ['contactWithinDays', 'contactChannels'] as const) {
      if (conditions[key] !== undefined)
        add(key, 'says which attempts count, but contactAttempts asks for none');
    }
  }
  return rules;
}
