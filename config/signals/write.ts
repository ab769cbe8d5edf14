import { formatAmount } from '../../domain/kernel/money.ts';
import type {
  ConditionSettings,
  SignalGatewaySettings,
  SignalRoute,
  SignalSettings,
} from '../../domain/signals/settings.ts';
import { NONE } from '../fields.ts';

/** Signal settings as the section of a creditor file that says the same. */
export function signalsFile(settings: SignalSettings, currency: string) {
  const { sector, schedule, retentionMonths, gateways, routes, letter, early, crisis } = settings;
  const { earlySignalSent, disconnectionPlanned, blackout } = crisis;
  const { timeZone, ...when } = schedule;
  return {
    ...given({ sector }),
    schedule: { ...when, ...given({ timeZone }) },
    retentionMonths,
    gateways: gateways.map(gatewayFile),
    routes: routes.map(routeFile),
    ...(letter === undefined
      ? {}
      : { letter: { offer: letter.offer, ...given({ optOutLink: letter.optOutLink }) } }),
    early: conditionsFile(early, currency),
    crisis: {
      ...conditionsFile(crisis, currency),
      earlySignalSent,
      ...given({ minDaysAfterEarly: crisis.minDaysAfterEarly }),
      disconnectionPlanned,
      blackout: blackout === null ? NONE : `${blackout.from}/${blackout.until}`,
    },
  };
}

function conditionsFile(settings: ConditionSettings, currency: string) {
  const { contact, minimumArrears } = settings;
  return {
    enabled: settings.isOn,
    notPaused: settings.notPaused,
    ...(minimumArrears === null ? {} : { minimumArrears: formatAmount(minimumArrears, currency) }),
    notReportedForMonths: settings.notReportedForMonths ?? NONE,
    finalReminders: settings.finalReminders ?? NONE,
    noPaymentPlan: settings.noPaymentPlan,
    consumersOnly: settings.consumersOnly,
    arrearsDays: settings.arrearsDays ?? NONE,
    contactAttempts: contact?.attempts ?? NONE,
    ...given({ contactWithinDays: contact?.withinDays, contactChannels: contact?.channels }),
    dataComplete: settings.dataComplete,
    consent: settings.consent ?? NONE,
    extra: settings.extra.map(({ name, value }) => ({ name, value })),
  };
}

function gatewayFile({ name, format, participant, transport }: SignalGatewaySettings) {
  const way =
    transport.kind === 'folder'
      ? { folder: transport.folder, writes: transport.writes }
      : { url: transport.url, ...given({ secret: transport.secret }) };
  return { name, format, ...given({ participant }), ...way };
}

function routeFile({ gateway, from, to }: SignalRoute) {
  return { postcodes: from === to ? `${from}` : `${from}-${to}`, gateway };
}

/** The fields that have a value. */
function given<Fields extends object>(fields: Fields): Partial<Fields> {
  const entries = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as Partial<Fields>;
}
