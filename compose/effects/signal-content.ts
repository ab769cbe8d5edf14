import type { SignalContent } from '../../contracts/signals.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { normalPostcode } from '../../domain/signals/served-country.ts';
import type { SignalSettings } from '../../domain/signals/settings.ts';
import { SignalAction, SignalType } from '../../domain/signals/signal.ts';
import type { SignalAnswer } from '../../domain/signals/why-signal.ts';
import type { GatheredSignal } from '../../gather/signals/gather-signals.ts';
import { letterLanguage, recipientOf } from './level-content.ts';

/** What a signal is about, apart from the facts. */
export interface SignalHead {
  readonly key: string;
  readonly type: SignalType;
  readonly action: SignalAction;
  readonly gateway: string;
  readonly replaces: string | null;
}

/** The frozen snapshot that a gateway is given. Taking a signal back tells no more than whose it is. */
export function signalContent(
  gathered: GatheredSignal,
  settings: SignalSettings,
  head: SignalHead,
  { arrears }: Pick<SignalAnswer, 'arrears'>,
  asOf: Instant,
): SignalContent {
  const { creditor, customer, facts, calendar } = gathered;
  const isRemove = head.action === SignalAction.REMOVE;
  const disconnection = facts.disconnections.find(({ stoppedBecause }) => stoppedBecause.length === 0);
  const { originOn } = arrears;
  return {
    kind: 'signal',
    reference: head.key,
    action: head.action,
    type: head.type,
    replaces: head.replaces,
    creditor: { id: creditor.creditor, name: creditor.name, country: creditor.country },
    sector: settings.sector,
    participant: settings.gateways.find(({ name }) => name === head.gateway)?.participant ?? null,
    customer: {
      ...recipientOf(customer),
      postcode: normalPostcode(customer.postcode),
      birthDate: customer.birthDate,
      phone: customer.phone,
      language: letterLanguage(customer, creditor),
    },
    arrears:
      isRemove || originOn === null
        ? null
        : {
            amount: arrears.amount,
            currency: facts.currency,
            originOn,
            invoices: arrears.invoices.map(({ number, contract, dueOn, open, finalReminderOn }) => ({
              number,
              contract,
              dueOn,
              open,
              finalReminderOn,
            })),
          },
    contactAttempts: isRemove ? [] : facts.contactAttempts,
    consent: isRemove ? null : facts.consent,
    disconnection:
      isRemove || head.type === SignalType.EARLY || disconnection === undefined
        ? null
        : {
            kind: disconnection.kind,
            plannedOn: disconnection.plannedOn,
            contract: disconnection.contract,
          },
    on: calendar.dayOf(asOf),
  };
}
