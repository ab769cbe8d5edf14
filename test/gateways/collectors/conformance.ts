import { randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CollectorTarget } from '../../../contracts/collector.ts';
import type { InstructionMessage } from '../../../gateways/collectors/instruction.ts';
import type { OrderMessage } from '../../../gateways/collectors/order.ts';
import type { Collector } from '../../../gateways/collectors/port.ts';
import { CollectorReportRefused } from '../../../gateways/collectors/report-refused.ts';
import { isReceived } from '../../../gateways/port.ts';
import { levelDelivery, order } from '../contents.ts';
import { failureOf } from '../failure-of.ts';
import { instructionOf, KEY, orderOf, reportOf, WORDS } from './samples.ts';

/** A collector of a test, seen from our side and from its own. */
export interface Subject {
  readonly collector: Collector;
  readonly target: CollectorTarget;
  /** The same way to it after a crash of ours. */
  again(): Collector;
  /** What it has of orders; null when nothing leaves by design. */
  orders(): readonly OrderMessage[] | null;
  instructions(): readonly InstructionMessage[];
  document(order: OrderMessage, name: string): Uint8Array | undefined;
  /** It decides later, and says so in this report; null when it never reports. */
  readonly says: ((text: string) => void) | null;
  /** The next order is taken, and we never hear of it. */
  loseAnswer(): void;
  close(): Promise<void>;
}

/** What every way to a collector keeps to. */
export function collectorsKeepTo(name: string, open: () => Promise<Subject>): void {
  const opened = async () => {
    const subject = await open();
    onTestFinished(() => subject.close());
    return subject;
  };

  describe(`a collector by ${name}`, () => {
    it('has an order once it was handed over, whole', async () => {
      const { collector, target, orders } = await opened();
      const receipt = await collector.deliver(orderOf(target));
      expect(receipt.providerId).not.toBe('');
      expect(orders() ?? [{ key: KEY, total: '1279.62', environment: 'TEST' }]).toMatchObject([
        { key: KEY, total: '1279.62', environment: 'TEST' },
      ]);
    });

    it('has an order that came twice once, also across a crash', async () => {
      const { collector, again, target, orders } = await opened();
      const first = await collector.deliver(orderOf(target));
      expect((await again().deliver(orderOf(target))).state).toBe(first.state);
      expect(collector.dedupes).toBe(true);
      expect(orders()?.length ?? 1).toBe(1);
    });

    it('finds an order whose answer was lost, and takes it again as the same', async () => {
      const { collector, again, target, orders, loseAnswer } = await opened();
      loseAnswer();
      await collector.deliver(orderOf(target)).catch(() => undefined);
      const trace = await again().trace(KEY, orderOf(target).content);
      expect(isReceived(trace) || orders() === null).toBe(true);
      await again().deliver(orderOf(target));
      expect(orders()?.length ?? 1).toBe(1);
    });

    it('knows nothing of an order that nobody handed over', async () => {
      const { collector, target } = await opened();
      expect(await collector.trace(KEY, orderOf(target).content)).toBe('absent');
      expect(await collector.ask(KEY, target)).toBeNull();
    });

    it('cannot tell what became of an order whose content was erased', async () => {
      const { collector } = await opened();
      expect(['unknown', 'absent']).toContain(await collector.trace(KEY, null));
    });

    it('takes each kind of later instruction, once and in order', async () => {
      const { collector, target, orders, instructions } = await opened();
      await collector.deliver(orderOf(target));
      for (const about of Object.values(WORDS)) {
        await collector.deliver(instructionOf(target, about));
        await collector.deliver(instructionOf(target, about));
      }
      if (orders() === null) return;
      expect(instructions().map(({ instruction }) => instruction)).toEqual(
        expect.arrayContaining([
          { kind: 'withdrawal', reason: 'paid to the creditor' },
          {
            kind: 'booking',
            externalId: 'bank-77',
            invoice: '2026/001',
            booking: 'payment',
            amount: '500.00',
            currency: 'EUR',
            bookedOn: '2026-03-23',
            open: '779.62',
          },
          { kind: 'pause', until: '2026-04-30' },
          { kind: 'resume' },
          { kind: 'message', text: 'He has moved.' },
          { kind: 'closed', outcome: 'PARTLY_COLLECTED', reason: null },
        ]),
      );
      expect(instructions()).toHaveLength(6);
      expect(instructions().every((one) => one.order === KEY)).toBe(true);
    });

    it('takes large documents under any name with their order', async () => {
      const { collector, target, orders, document } = await opened();
      const documents = ['contract.pdf', '../../etc/passwd', 'Vertrag Müller.PDF', '..', 'a'.repeat(100)].map(
        (called, i) => ({
          name: called,
          type: 'application/pdf',
          bytes: randomBytes(i === 0 ? 10 * 1024 * 1024 : 10 + i),
        }),
      );
      await collector.deliver(orderOf(target, {}, documents));
      const [taken] = orders() ?? [];
      if (taken === undefined) return;
      expect(taken.documents.map(({ name: called, size }) => [called, size])).toEqual(
        documents.map(({ name: called, bytes }) => [called, bytes.length]),
      );
      for (const { name: called, bytes } of documents) {
        const there = document(taken, called);
        expect(there !== undefined && Buffer.from(bytes).equals(there)).toBe(true);
      }
    });

    it.each([
      ['has no line item', order({ lineItems: [] }), /no line item/],
      [
        'does not add up',
        order({ case: { ...order().case, amount: 1 } }),
        /add up to 1279\.62, not to its total 0\.01/,
      ],
      [
        'mixes currencies',
        order({ invoices: [{ ...order().invoices[0]!, currency: 'SEK' }] }),
        /2026\/001 .* is in SEK, the case in EUR/,
      ],
    ])('never gets an order that %s', async (_, content, reason) => {
      const { collector, target, orders } = await opened();
      if (orders() === null) return;
      const failure = await failureOf(collector.deliver(orderOf(target, { ...content, target })));
      expect(failure).toMatchObject({ isTemporary: false, mayHaveArrived: false });
      expect(failure.message).toMatch(reason);
      expect(orders()).toEqual([]);
    });

    it('never gets an order without its document', async () => {
      const { collector, target, orders } = await opened();
      if (orders() === null) return;
      const documents = [{ name: 'contract.pdf', type: 'application/pdf', bytes: randomBytes(10) }];
      const delivery = { ...orderOf(target, {}, documents), readDocument: async () => undefined };
      const failure = await failureOf(collector.deliver(delivery));
      expect(failure).toMatchObject({ isTemporary: false, mayHaveArrived: false });
      expect(failure.message).toMatch(/content of document [0-9a-f]{12} .* is gone/);
      expect(orders()).toEqual([]);
    });

    it('takes nothing but orders and words about them', async () => {
      const { collector } = await opened();
      expect(await failureOf(collector.deliver(levelDelivery()))).toMatchObject({ isTemporary: false });
    });
  });

  describe(`a collector by ${name}, asked for its state,`, () => {
    const reporting = async () => {
      const subject = await opened();
      await subject.collector.deliver(orderOf(subject.target));
      return { ...subject, ask: () => subject.again().ask(KEY, subject.target) };
    };

    it('tells all it knows, amounts in minor units', async () => {
      const { says, ask } = await reporting();
      if (says === null) return expect(await ask()).toBeNull();
      says(
        JSON.stringify(
          reportOf({
            revision: 7,
            receipts: [
              { id: 'r-1', amount: '500.00', currency: 'EUR', on: '2026-04-01' },
              { id: 'r-2', amount: '12', currency: 'JPY', on: '2026-04-02' },
            ],
            charges: [{ id: 'c-1', kind: 'cost', amount: '40.5', currency: 'EUR', on: '2026-03-25' }],
            steps: [{ id: 's-1', what: 'first letter', on: '2026-03-25' }],
            messages: [{ id: 'm-1', text: 'Address?', on: '2026-03-26' }],
            aFieldOfLater: { x: 1 },
          }),
        ),
      );
      expect(await ask()).toMatchObject({
        order: KEY,
        revision: 7,
        status: 'accepted',
        reason: null,
        receipts: [
          { id: 'r-1', amount: 50_000, currency: 'EUR', on: 20_544 },
          { id: 'r-2', amount: 12, currency: 'JPY', on: 20_545 },
        ],
        charges: [{ id: 'c-1', kind: 'cost', amount: 4_050, currency: 'EUR', on: 20_537 }],
        steps: [{ id: 's-1', what: 'first letter', on: 20_537 }],
        messages: [{ id: 'm-1', text: 'Address?', on: 20_538 }],
      });
    });

    it.each(['received', 'accepted', 'rejected', 'withdrawn', 'closed'])(
      'can say %s, and why',
      async (status) => {
        const { says, ask } = await reporting();
        if (says === null) return expect(await ask()).toBeNull();
        says(JSON.stringify(reportOf({ revision: 2, status, reason: 'because' })));
        expect(await ask()).toMatchObject({ status, reason: 'because' });
      },
    );

    it.each([
      [
        'an amount without quotes',
        { receipts: [{ id: 'r', amount: 5, currency: 'EUR', on: '2026-04-01' }] },
        /receipts\[0\]\.amount: 5 stands without quotes; write an amount in quotes, like "12\.50"/,
      ],
      [
        'an unknown status',
        { status: 'done' },
        /status: "done" is no status; write one of received, accepted/,
      ],
      ['another order', { order: 'case/acme/2/order' }, /order: .*case\/acme\/2\/order.*; write/],
      ['no list of receipts', { receipts: undefined }, /receipts: is missing; write all of them/],
    ])('is refused in words when it tells of %s', async (_, wrong, reason) => {
      const { says, ask } = await reporting();
      if (says === null) return;
      says(JSON.stringify(reportOf({ revision: 2, ...wrong })));
      const failure = await failureOf(ask());
      expect(failure).toBeInstanceOf(CollectorReportRefused);
      expect(failure.message).toMatch(reason);
    });
  });
}
