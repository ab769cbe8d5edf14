import { findCommand, saveResult } from '../../db/invoice/commands.ts';
import { findInvoiceByNumber, type InvoiceRow, setHasWorkflow } from '../../db/invoice/invoices.ts';
import type { Tx } from '../../db/tx.ts';
import { raiseAttention } from '../../domain/invoice/attention.ts';
import { decideCommand } from '../../domain/invoice/decide-message.ts';
import { joined } from '../../domain/invoice/decision.ts';
import {
  type CommandKind,
  INVOICE_COMMANDS,
  parseCommand,
  parseResolveEffect,
} from '../../domain/invoice/messages/index.ts';
import { nextStep } from '../../domain/invoice/next-step.ts';
import { Because, Step } from '../../domain/invoice/plan.ts';
import { settleInvoice } from '../../domain/invoice/settle.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import { byEngine } from '../../domain/kernel/machine.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { planInRow } from '../../gather/invoice/decided.ts';
import { gatherInvoice, policyOf } from '../../gather/invoice/gather-invoice.ts';
import { nextScriptedOnPath } from '../../gather/invoice/scripted.ts';
import { NotInDatabase } from '../../gather/not-in-database.ts';
import type { Subject } from '../actor/subject.ts';
import { relayCaseWakesOf } from '../wake/case-wakes.ts';
import { cutOffLetterOf, cutOffMailOf, noteTrace, pendingLetterOf } from './cut-off-letter.ts';
import { letterArrived, letterFailed, letterUncertain } from './letter-results.ts';
import { otherInvoices, writeOthers } from './other-invoices.ts';
import { perform } from './perform.ts';
import { resolveEffect } from './resolve-effect.ts';
import type { InvoiceTypes } from './types.ts';
import { writeInvoice } from './write.ts';

/** Invoices, as the actor is told of them. */
export const INVOICES: Subject<InvoiceTypes> = {
  name: 'invoice',
  END: Step.END,
  SCRIPT: Because.SCRIPT,
  looksAgain: INVOICE_COMMANDS.filter(({ looksAgain }) => looksAgain).map(({ kind }) => kind),

  about: ({ creditor, number }) => ({ creditor, invoice: number }),
  gather: (tx, sources, { creditor, number }) => gatherInvoice(tx, sources, creditor, number),
  settle: (gathered, asOf) => settleInvoice(situation(gathered, asOf)),
  nextStep: ({ gathered, decision, asOf }) =>
    nextStep(situation({ ...gathered, facts: decision.facts }, asOf)),
  decidedAt: async (tx, ref) => (await rowOf(tx, ref)).decidedAt,
  async waitingPlan(tx, sources, ref, until) {
    const row = await rowOf(tx, ref);
    const policy = await policyOf(tx, sources, ref.creditor, row.policyVersion);
    const { level: _, ...plan } = planInRow(row, policy);
    return { ...plan, step: Step.WAIT, at: until, because: Because.STAGED_FIRST };
  },

  learn: async (deps, step, input) => {
    if (step === Step.HAND_OVER) return cutOffLetterOf(deps, input, pendingLetterOf);
    return step === Step.REMIND_OF_INSTALMENT ? cutOffLetterOf(deps, input, cutOffMailOf) : null;
  },
  noteLearned: async (tx, deps, input, letter) =>
    letter === null ? null : noteTrace(tx, deps, input, letter),
  nextScripted: nextScriptedOnPath,
  perform,

  answered: findCommand,
  keepAnswer: (tx, invoiceId, answered) => saveResult(tx, { invoiceId, ...answered }),
  learnForMessage: async () => null,
  parse: (kind, message, commandId) => parseCommand(kind as CommandKind, message, commandId),
  async decideMessage(tx, context, command) {
    const { gathered, decision, asOf } = context;
    const others = await otherInvoices(tx, context, command);
    if ('refused' in others) return others;
    const verdict = decideCommand(
      situation({ ...gathered, facts: decision.facts }, asOf),
      command,
      others.map((other) => other.decision),
    );
    if (verdict.refused !== undefined) return verdict;
    for (const { agreement } of verdict.decision.agreements) {
      await writeOthers(tx, others, agreement, command, asOf);
    }
    const { by, commandId } = command;
    const decided = { ...context, decision: joined(decision, verdict.decision) };
    return { context: decided, says: verdict.says, author: { by, commandId } };
  },
  raise: ({ gathered, decision, asOf }, kind, more) =>
    raiseAttention(decision, kind, byEngine(situation(gathered, asOf), kind), more),
  erases: () => false,

  arrived: letterArrived,
  failed: letterFailed,
  uncertain: letterUncertain,
  parseResolveEffect,
  owns: ({ id }, effect) => effect.invoiceId === id,
  resolve: resolveEffect,

  write: writeInvoice,
  setHasWorkflow,
  /** A transfer, or a chargeback that was just read, has opened a case. */
  async tellOthers(deps, input, { stage }) {
    if (stage === Stage.TRANSFERRED) await relayCaseWakesOf(deps, input, input.asOf);
  },
};

async function rowOf(tx: Tx, { creditor, number }: InvoiceTypes['Ref']): Promise<InvoiceRow> {
  const row = await findInvoiceByNumber(tx, creditor, number);
  if (row === undefined) throw new NotInDatabase(`Creditor ${creditor} has no invoice ${number}.`);
  return row;
}
