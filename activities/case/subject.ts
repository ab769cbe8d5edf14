import { type CaseRow, findCaseByReference, setCaseHasWorkflow } from '../../db/case/cases.ts';
import { findCaseCommand, saveCaseResult } from '../../db/case/trail.ts';
import type { Tx } from '../../db/tx.ts';
import { raiseAttention } from '../../domain/case/attention.ts';
import { CASE_COMMANDS, CaseCommandKind, parseCaseCommand } from '../../domain/case/messages/index.ts';
import type { CaseForm } from '../../domain/case/messages/message.ts';
import { resolveEffect } from '../../domain/case/messages/resolve-effect.ts';
import { nextCaseStep } from '../../domain/case/next-step.ts';
import { CaseBecause, CaseStep } from '../../domain/case/plan.ts';
import { settleCase } from '../../domain/case/settle.ts';
import { byEngine } from '../../domain/kernel/machine.ts';
import { readMessage } from '../../domain/kernel/message.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { casePlanInRow } from '../../gather/case/decided-case.ts';
import { gatherCase } from '../../gather/case/gather-case.ts';
import { nextScriptedOfCase } from '../../gather/invoice/scripted.ts';
import { NotInDatabase } from '../../gather/not-in-database.ts';
import type { Subject } from '../actor/subject.ts';
import type { Deps } from '../deps.ts';
import { relayWakesOfCase } from '../wake/invoice-wakes.ts';
import { learnOfCutOff, noteCutOff } from './cut-off-order.ts';
import { decideCaseMessage } from './decide-message.ts';
import { gatherLetters, type LetterOfCase } from './gather-letters.ts';
import { arrived, failed, uncertain } from './instruction-results.ts';
import { performCase } from './perform.ts';
import { resolveInstruction } from './resolve-instruction.ts';
import type { CaseTypes } from './types.ts';
import { writeCase } from './write.ts';

const FORMS: readonly CaseForm[] = CASE_COMMANDS;

/** Debt collection cases, as the actor is told of them. */
export const CASES: Subject<CaseTypes> = {
  name: 'case',
  END: CaseStep.END,
  SCRIPT: CaseBecause.SCRIPT,
  looksAgain: FORMS.filter(({ looksAgain }) => looksAgain).map(({ kind }) => kind),

  about: ({ creditor, reference }) => ({ creditor, case: reference }),
  gather: gatherCase,
  settle: (gathered, asOf) => settleCase(situation(gathered, asOf)),
  nextStep: ({ gathered, decision, asOf }) =>
    nextCaseStep(situation({ ...gathered, facts: decision.facts }, asOf)),
  decidedAt: async (tx, ref) => (await rowOf(tx, ref)).decidedAt,
  async waitingPlan(tx, _sources, ref, until) {
    const plan = casePlanInRow(await rowOf(tx, ref));
    return { ...plan, step: CaseStep.WAIT, at: until, because: CaseBecause.STAGED_FIRST };
  },

  learn: async (deps, step, input) => ({
    letters: step === CaseStep.PREPARE ? await lettersOf(deps, input) : [],
    cutOff: step === CaseStep.HAND_OVER ? await learnOfCutOff(deps, input) : null,
  }),
  noteLearned: async (tx, deps, input, { cutOff }) =>
    cutOff === null ? null : noteCutOff(tx, deps, input, cutOff),
  nextScripted: nextScriptedOfCase,
  perform: performCase,

  answered: findCaseCommand,
  keepAnswer: (tx, caseId, answered) => saveCaseResult(tx, { caseId, ...answered }),
  /** Whoever prepares a case gets the letters with it. */
  learnForMessage: async (deps, input) =>
    input.kind === CaseCommandKind.markAsPrepared
      ? { letters: await lettersOf(deps, input), cutOff: null }
      : null,
  parse: (kind, message, commandId) => parseCaseCommand(kind as CaseCommandKind, message, commandId),
  decideMessage: decideCaseMessage,
  raise: ({ gathered, decision, asOf }, kind, more) =>
    raiseAttention(decision, kind, byEngine(situation(gathered, asOf), kind), more),
  erases: ({ deletes }) => deletes,

  arrived,
  failed,
  uncertain,
  parseResolveEffect: (message, commandId) => readMessage(resolveEffect, message, commandId),
  owns: ({ id }, effect) => effect.caseId === id,
  resolve: resolveInstruction,

  write: writeCase,
  setHasWorkflow: setCaseHasWorkflow,
  /** The invoices of a case that has ended go their own way at once; should this be cut off, the sweep tells them. */
  async tellOthers(deps, input, { step, deactivated }) {
    const isOver = step === CaseStep.END || deactivated === true;
    if (isOver) await relayWakesOfCase(deps, input, input.asOf);
  },
};

async function rowOf(tx: Tx, { creditor, reference }: CaseTypes['Ref']): Promise<CaseRow> {
  const row = await findCaseByReference(tx, creditor, reference);
  if (row === undefined) throw new NotInDatabase(`Creditor ${creditor} has no case ${reference}.`);
  return row;
}

/** Copies of its letters, rendered before any lock is held; a rehearsal writes none. */
async function lettersOf(
  deps: Deps,
  { creditor, reference }: CaseTypes['Ref'],
): Promise<readonly LetterOfCase[]> {
  if (deps.sources.rehearsal) return [];
  const row = await deps.db.read((tx) => findCaseByReference(tx, creditor, reference));
  return row === undefined ? [] : gatherLetters(deps.db, deps.gateways, row.id);
}
