import { formatDay } from '../kernel/day.ts';
import { money } from '../kernel/money.ts';
import { counted, judged, leftOut, SignalCondition, type SignalSituation } from './check.ts';

export function somethingOverdue({ arrears, facts }: SignalSituation) {
  return judged(
    SignalCondition.SOMETHING_OVERDUE,
    arrears.amount > 0,
    `${money(arrears.amount, facts.currency)} is overdue and open on ${counted(arrears.invoices.length, 'invoice')}.`,
    'Nothing is overdue, open and undisputed.',
  );
}

export function minimumArrears({ arrears, conditions, facts }: SignalSituation) {
  const least = conditions.minimumArrears;
  if (least === null) return leftOut(SignalCondition.MINIMUM_ARREARS);
  const [overdue, wanted] = [money(arrears.amount, facts.currency), money(least, facts.currency)];
  return judged(
    SignalCondition.MINIMUM_ARREARS,
    arrears.amount >= least,
    `${overdue} overdue is no less than the minimum of ${wanted}.`,
    `${overdue} overdue is less than the minimum of ${wanted}.`,
  );
}

export function arrearsDays({ arrears, conditions, today }: SignalSituation) {
  const least = conditions.arrearsDays;
  const condition = SignalCondition.ARREARS_DAYS;
  if (least === null) return leftOut(condition);
  const { originOn } = arrears;
  if (originOn === null) return judged(condition, false, '', 'Nothing is in arrears.');
  const age = `${counted(today - originOn, 'day')} in arrears, since ${formatDay(originOn)}`;
  return judged(
    condition,
    today - originOn >= least,
    `${age}; at least ${least} are asked for.`,
    `${age}, but at least ${least} are asked for.`,
  );
}

export function finalReminders({ arrears, conditions }: SignalSituation) {
  const least = conditions.finalReminders;
  if (least === null) return leftOut(SignalCondition.FINAL_REMINDERS);
  const have = counted(arrears.finalReminders, 'overdue open invoice');
  return judged(
    SignalCondition.FINAL_REMINDERS,
    arrears.finalReminders >= least,
    `${have} had a final reminder delivered; at least ${least} are asked for.`,
    `${have} had a final reminder delivered, but at least ${least} are asked for.`,
  );
}
