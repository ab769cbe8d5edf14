import { type AgreementSettings, DEFAULT_AGREEMENT_SETTINGS } from '../../domain/agreements/settings.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { minorOf } from '../values.ts';

type Written = Omit<AgreementSettings, 'leastInstalment'> & { readonly leastInstalment: string };

/** The settings of a section; undefined when they are the defaults, as before there were any. */
export function buildAgreements(written: Written, currency: string): AgreementSettings | undefined {
  const settings = { ...written, leastInstalment: minorOf(written.leastInstalment, currency) };
  const names = Object.keys(DEFAULT_AGREEMENT_SETTINGS) as (keyof AgreementSettings)[];
  return names.some((name) => settings[name] !== DEFAULT_AGREEMENT_SETTINGS[name]) ? settings : undefined;
}

/** Settings as the section that says the same. */
export function agreementsFile(settings = DEFAULT_AGREEMENT_SETTINGS, currency: string): Written {
  return { ...settings, leastInstalment: formatAmount(settings.leastInstalment, currency) };
}
