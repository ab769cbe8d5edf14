import { ENGINE } from '../../kernel/machine.ts';
import { Scope } from '../../kernel/message.ts';
import { type CaseTask, endTask, keepTasks, TaskKind } from '../../tasks/task.ts';
import { CaseState } from '../state.ts';
import { caseMessage } from './message.ts';

export const lookAgain = caseMessage({
  kind: 'lookAgain',
  summary:
    'Decides the next step of a case again, and says that a person has seen to what it asked attention for.',
  details:
    'Imports and the sweep send it by themselves. It takes a stuck workflow or a request to cancel off the list.',
  fields: {},
  states: Object.values(CaseState),
  looksAgain: true,
  scope: Scope.OPERATE,
  command: { name: 'look-again', brief: 'decide the next step again', examples: ['2026/001-1'] },

  /**
   * Said by a person, it also ends what asked that person to look: a single task, so that looking at one never
   * forgets another.
   */
  decide({ decision }, { by }) {
    const says = 'The next step was decided again.';
    // A configuration published since may match.
    const retried = endTask(decision, TaskKind.NO_CONFIGURATION);
    if (by === ENGINE) return { decision: retried, says };
    const { tasks } = decision.facts;
    const seen = tasks.filter(({ kind }) => SEEN_TO.includes(kind));
    if (seen.length > 1) {
      const names = seen.map(({ kind }) => kind).join(', ');
      return {
        decision: keepTasks(retried, ({ kind }) => !ASKED_BY_THE_CASE.includes(kind)),
        says: `${says} Several things wait for you (${names}): say which one is done with \`tasks done\`.`,
      };
    }
    // A paid principal goes on asking behind any other task.
    const isAlone = tasks.length === 1;
    return {
      decision: keepTasks(
        retried,
        ({ kind }) =>
          !ASKED_BY_THE_CASE.includes(kind) &&
          !SEEN_TO.includes(kind) &&
          !(kind === TaskKind.PRINCIPAL_PAID && isAlone),
      ),
      says,
    };
  },
});

/** What the case itself asked: looking again is the answer. */
const ASKED_BY_THE_CASE: readonly CaseTask[] = [TaskKind.STUCK, TaskKind.CANCEL_REQUESTED];

/** What a person sees to outside; the case cannot know when. */
const SEEN_TO: readonly CaseTask[] = [
  TaskKind.SURPLUS,
  TaskKind.RECEIPT_CONFLICT,
  TaskKind.COLLECTOR_CONTRADICTS,
  TaskKind.COLLECTOR_SILENT,
  TaskKind.FAILED,
];
