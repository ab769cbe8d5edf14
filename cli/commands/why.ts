import type { Command } from 'commander';
import { untakenOf } from '../../db/intake/order.ts';
import { stagedTakenIn } from '../../domain/invoice/checks/staged.ts';
import { daysOverdue } from '../../domain/invoice/days-overdue.ts';
import { nextStep } from '../../domain/invoice/next-step.ts';
import type { Plan } from '../../domain/invoice/plan.ts';
import { settleInvoice } from '../../domain/invoice/settle.ts';
import { openOn, transferModeOf } from '../../domain/invoice/transfer-run.ts';
import { explain } from '../../domain/invoice/why-not.ts';
import { BECAUSE_IN_WORDS, STAGE_IN_WORDS, STEP_IN_WORDS } from '../../domain/invoice/words.ts';
import { hasMovedOn } from '../../domain/kernel/plan-moved-on.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { type Gathered, gatherInvoice } from '../../gather/invoice/gather-invoice.ts';
import { type Context, tenant, withDatabase } from '../kit/context.ts';
import { momentText, money } from '../kit/format.ts';
import { operatorWords } from '../kit/language.ts';
import { needsJson, printNeeds } from '../kit/needs.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { oneLine } from '../kit/table.ts';

export function build(): Command {
  return newCommand(
    'Says why nothing goes out for an invoice today: every rule with pass or fail, and what comes next. Worked out anew from what is known now.',
    ['dunwell why 2026/001'],
  )
    .argument('<number>', 'invoice number')
    .action((number: string, options: SharedOptions) =>
      withDatabase(options, (context) => show(context, number)),
    );
}

async function show(context: Context, number: string): Promise<void> {
  const { db, sources, asOf, output } = context;
  const { id } = await tenant(context);
  const [gathered, staged] = await db.read(
    async (tx) => [await gatherInvoice(tx, sources, id, number), await untakenOf(tx, id)] as const,
  );
  const { policy, calendar } = gathered;
  const { facts } = settleInvoice(situation(gathered, asOf));
  const now = situation({ facts, policy, calendar }, asOf);
  const settled = { ...gathered, facts };
  const checks = [stagedTakenIn(staged), ...explain(now, operatorWords().holds)];
  const plan = nextStep(now);
  const { row } = gathered;
  const planned = { step: row.nextStep, at: row.nextAt, because: row.because } as Plan;
  // Asked about a moment before the decision, it says nothing of what came since.
  const movedOn = row.decidedAt <= asOf && hasMovedOn(planned, plan, asOf);
  const days = daysOverdue(now);
  if (output.isJson) {
    return output.json({
      creditor: id,
      number,
      stage: facts.state.stage,
      mode: transferModeOf(facts, policy),
      daysOverdue: days?.overdue ?? null,
      daysCounted: days?.counted ?? null,
      checks,
      next: {
        step: plan.step,
        at: plan.at === null ? null : new Date(plan.at).toISOString(),
        because: plan.because,
        says: nextInWords(plan, settled),
      },
      planned: {
        step: planned.step,
        at: planned.at === null ? null : new Date(planned.at).toISOString(),
        because: planned.because,
        says: nextInWords(planned, settled),
        decidedAt: new Date(row.decidedAt).toISOString(),
        version: row.version,
        movedOn,
      },
      ...needsJson(facts.tasks),
    });
  }
  const open = money(openOn(facts, now.today).total, facts.currency);
  await output.line(
    `Invoice ${oneLine(number)} of ${id}: ${STAGE_IN_WORDS[facts.state.stage]}, mode ${transferModeOf(facts, policy)}, ${open} open.`,
  );
  if (days !== null) {
    await output.line(`Days overdue: ${days.overdue}. Days that count for dunning: ${days.counted}.`);
  }
  await output.line(`Next: ${nextInWords(plan, settled)}`);
  if (movedOn) {
    await output.line(
      `Its workflow still plans, as decided on ${momentText(row.decidedAt, calendar)}: ${nextInWords(planned, settled)} What is known has moved on since; \`dunwell reconsider\` lets it decide again at once.`,
    );
  }
  await printNeeds(output, facts.tasks);
  await output.line();
  const { green, red } = output.colors;
  const table = output.table([{ title: '' }, { title: 'rule' }, { title: 'what it says' }]);
  for (const { passes, rule, says } of checks) {
    await table.row([{ text: passes ? 'pass' : 'FAIL', paint: passes ? green : red }, rule, says]);
  }
  await table.end();
}

/** What comes next and when, in one sentence, with the reason. */
function nextInWords(plan: Plan, { calendar }: Gathered): string {
  const step = STEP_IN_WORDS[plan.step];
  const because = BECAUSE_IN_WORDS[plan.because];
  if (plan.at === null) return `nothing by itself. ${because}`;
  return `on ${momentText(plan.at, calendar)} ${step}. ${because}`;
}
