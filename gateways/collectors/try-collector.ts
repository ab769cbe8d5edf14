import { createHash } from 'node:crypto';
import type { CollectorTarget, InstructionContent, OrderContent } from '../../contracts/collector.ts';
import { instructionKey } from '../../contracts/ids.ts';
import { CollectorKind } from '../../domain/case/configuration.ts';
import { InstructionKind } from '../../domain/case/facts.ts';
import type { InstructionAbout } from '../../domain/case/instruction.ts';
import { CaseSource } from '../../domain/case/state.ts';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import { type Delivery, GatewayFailure } from '../port.ts';
import type { Collector, CollectorContent } from './port.ts';

/** One thing that a collector has to keep to, and whether it does. */
export interface Tried {
  readonly what: string;
  readonly passes: boolean;
  readonly says: string;
}

export interface Trial {
  readonly collector: Collector<CollectorContent>;
  /** The same way with another secret; null where nothing is signed. */
  readonly impostor: Collector<CollectorContent> | null;
  readonly target: CollectorTarget;
  /** Tells this trial from others, so that its order is a new one. */
  readonly name: string;
  readonly today: Day;
  readonly asOf: Instant;
}

const CREDITOR = { id: 'dunwell-trial', name: 'Dunwell trial', country: 'NL' };
const DOCUMENT = Buffer.from('A document of a trial. Nothing is owed.\n');

/** Walks one invented TEST order through a collector, from its documents to its withdrawal, check by check. */
export async function* tryCollector(trial: Trial): AsyncGenerator<Tried> {
  const { collector, impostor, target } = trial;
  const order = orderOf(trial);
  const { key } = order;
  const word = (about: InstructionAbout) => instructionOf(trial, key, about);
  const isHttps = target.settings.kind === CollectorKind.HTTPS;

  yield await check('an order that never came is not known', async () => {
    const [trace, report] = [await collector.trace(key, order.content), await collector.ask(key, target)];
    return trace === 'absent' && report === null ? pass('no report of it') : fail(`it is ${trace}`);
  });
  if (impostor !== null) {
    yield await check('an order signed with another secret is refused', () =>
      refused(
        impostor.deliver({ ...order, content: { ...order.content, documents: [] } }),
        /answered 40[13]/,
      ),
    );
  }
  yield await check('an order with a document is taken', async () =>
    pass((await collector.deliver(order)).state),
  );
  yield await check('the same order again is the same one', async () =>
    pass((await collector.deliver(order)).state),
  );
  if (isHttps) {
    yield await check('another order under the same key is refused', () =>
      refused(
        collector.deliver({ ...order, content: { ...order.content, on: trial.today - 1 } }),
        /under this key/,
      ),
    );
  }
  if (isHttps) {
    yield await check('its report can be read as soon as it was answered', async () => {
      const report = await collector.ask(key, target);
      return report === null ? fail('there is none') : pass(`revision ${report.revision}, ${report.status}`);
    });
  }
  yield await check('a message about it is taken', async () => {
    const { state } = await collector.deliver(
      word({ kind: InstructionKind.MESSAGE, text: 'This is a trial.' }),
    );
    return pass(state);
  });
  if (isHttps) {
    yield await check('a message about an order that never came is refused', () =>
      refused(
        collector.deliver(instructionOf(trial, `${key}-never`, { kind: InstructionKind.RESUME })),
        /404/,
      ),
    );
  }
  yield await check('it can be withdrawn', async () => {
    const { state } = await collector.deliver(
      word({ kind: InstructionKind.WITHDRAWAL, reason: 'end of the trial' }),
    );
    return pass(state);
  });
}

type Verdict = Omit<Tried, 'what'>;

const pass = (says: string): Verdict => ({ passes: true, says });
const fail = (says: string): Verdict => ({ passes: false, says });

async function check(what: string, attempt: () => Promise<Verdict>): Promise<Tried> {
  try {
    return { what, ...(await attempt()) };
  } catch (error) {
    return { what, ...fail(error instanceof Error ? error.message : String(error)) };
  }
}

async function refused(attempt: Promise<unknown>, how: RegExp): Promise<Verdict> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof GatewayFailure && how.test(error.message)) return pass(error.message);
    throw error;
  }
  return fail('it was taken');
}

function orderOf({ target, name, today, asOf }: Trial): Delivery<OrderContent> {
  const amount = 12_345;
  const hash = createHash('sha256').update(DOCUMENT).digest('hex');
  const address = { street: 'Example Street 1', postcode: '0000', city: 'Nowhere', country: 'NL' };
  return {
    key: instructionKey(CREDITOR.id, name, InstructionKind.ORDER),
    asOf,
    readDocument: async () => DOCUMENT,
    content: {
      kind: 'order',
      target,
      creditor: CREDITOR,
      debtor: {
        ...address,
        reference: 'TRIAL',
        name: 'Nobody at all',
        email: null,
        phone: null,
        representative: null,
        kind: 'consumer',
        registerNumber: null,
        language: 'en',
        address: { ...address, familyName: 'Nobody at all' },
      },
      case: {
        reference: name,
        externalId: name,
        source: CaseSource.HAND,
        contractDate: today - 60,
        dueOn: today - 30,
        currency: 'EUR',
        amount,
      },
      lineItems: [
        { uniqueId: '1', name: 'Trial', quantity: '1', amountIncludingTax: amount, type: 'PRODUCT' },
      ],
      invoices: [],
      documents: [{ name: 'trial.txt', type: 'text/plain', size: DOCUMENT.length, hash }],
      on: today,
    },
  };
}

function instructionOf(
  { target, name, today, asOf }: Trial,
  order: string,
  about: InstructionAbout,
): Delivery<InstructionContent> {
  return {
    key: instructionKey(CREDITOR.id, name, about.kind),
    asOf,
    content: {
      kind: 'instruction',
      target,
      creditor: { id: CREDITOR.id },
      order,
      case: { reference: name, externalId: name, currency: 'EUR' },
      on: today,
      about,
    },
  };
}
