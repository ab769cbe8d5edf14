import type { Command } from 'commander';
import { untakenOf } from '../../db/intake/order.ts';
import { nextCaseStep } from '../../domain/case/next-step.ts';
import { type CaseDecisionPlan, CaseStep } from '../../domain/case/plan.ts';
import { settleCase } from '../../domain/case/settle.ts';
import { explainCase } from '../../domain/case/why-not.ts';
import { CASE_BECAUSE_IN_WORDS, CASE_STATE_IN_WORDS, CASE_STEP_IN_WORDS } from '../../domain/case/words.ts';
import { stagedTakenIn } from '../../domain/invoice/checks/staged.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { configurationChoice } from '../../gather/case/configuration-choice.ts';
import { gatherCaseFrom } from '../../gather/case/gather-case.ts';
import { caseRowOf } from '../../gather/case/gather-case-history.ts';
import { type Context, type Tenant, tenant, withDatabase } from '../kit/context.ts';
import { momentText } from '../kit/format.ts';
import { operatorWords } from '../kit/language.ts';
import { needsJson, printNeeds } from '../kit/needs.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { oneLine } from '../kit/table.ts';

export function build(): Command {
  return newCommand(
    'Says why nothing happens to a case now: every rule with pass or fail, and what comes next. Worked out anew from what is known now.',
    ['dunwell case why 2026/001-1'],
  )
    .argument('<reference>', 'reference of the case')
    .action((reference: string, options: SharedOptions) =>
      withDatabase(options, (context) => show(context, reference)),
    );
}

async function show(context: Context, reference: string): Promise<void> {
  const { output } = context;
  const one = await tenant(context);
  const { facts, row, checks, plan } = await explained(context, one, reference);
  const { state } = facts.state;
  const says = nextInWords(plan, one);
  if (output.isJson) {
    return output.json({
      creditor: one.id,
      reference,
      state,
      version: row.version,
      checks,
      next: { ...plan, at: plan.at === null ? null : new Date(plan.at).toISOString(), says },
      ...needsJson(facts.tasks),
    });
  }
  await output.line(`Case ${oneLine(reference)} of ${one.id}: ${CASE_STATE_IN_WORDS[state]}.`);
  await output.line(`Next: ${says}`);
  await printNeeds(output, facts.tasks);
  await output.line();
  const { green, red } = output.colors;
  const table = output.table([{ title: '' }, { title: 'rule' }, { title: 'what it says' }]);
  for (const { passes, rule, says: sentence } of checks) {
    await table.row([{ text: passes ? 'pass' : 'FAIL', paint: passes ? green : red }, rule, sentence]);
  }
  await table.end();
}

async function explained({ db, sources, asOf }: Context, { id, calendar }: Tenant, reference: string) {
  return db.read(async (tx) => {
    const row = await caseRowOf(tx, id, reference);
    const gathered = await gatherCaseFrom(tx, sources, row, asOf);
    const { facts } = settleCase(situation({ facts: gathered.facts, calendar }, asOf));
    const now = situation({ facts, calendar }, asOf);
    const choice = await configurationChoice(tx, { ...row, amount: facts.state.amount }, now.today);
    return {
      row,
      facts,
      checks: [stagedTakenIn(await untakenOf(tx, id)), ...explainCase(now, choice, operatorWords().holds)],
      plan: nextCaseStep(now),
    };
  });
}

/** What comes next and when, in one sentence, with the reason. */
function nextInWords({ at, step, because }: CaseDecisionPlan, { calendar }: Tenant): string {
  const reason = CASE_BECAUSE_IN_WORDS[because];
  if (at === null || step === CaseStep.END) return `nothing by itself. ${reason}`;
  return `on ${momentText(at, calendar)} ${CASE_STEP_IN_WORDS[step]}. ${reason}`;
}
