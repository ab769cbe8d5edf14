import { describe, expect, it } from 'vitest';
import { livingInvoice } from './a-living-invoice.ts';
import { aClaim, anInvoice, aPolicy } from './an-invoice.ts';

const opened = () => livingInvoice(anInvoice()).until('2026-02-06 12:00');

describe('waiving a level', () => {
  it('lets it pass as if it had gone out today', () => {
    const invoice = opened();
    expect(invoice.ask('waiveLevel', { reason: 'spoke by phone' })).toBe(
      'Level reminder-1 is waived; the next one counts from today.',
    );
    expect(invoice.trail.at(-1)).toMatchObject({
      event: 'level waived',
      level: 'reminder-1',
      reason: 'spoke by phone',
    });
    expect(invoice.until('2026-03-01 00:00').letters).toEqual(['reminder-2 on 2026-02-25']);
  });

  it('starts the gap of the next one', () => {
    const invoice = livingInvoice(anInvoice()).until('2026-02-20 12:00');
    invoice.ask('waiveLevel', { level: 'reminder-2' });
    // 14 days from the 20th is 6 March, but 35 days after the due date is the 11th.
    expect(invoice.until('2026-04-01 00:00').letters[1]).toBe('notice on 2026-03-11');
    const late = livingInvoice(anInvoice()).until('2026-02-24 12:00');
    late.until('2026-02-25 08:00').ask('waiveLevel');
    expect(late.until('2026-04-01 00:00').letters[1]).toBe('notice on 2026-03-11');
  });

  it('of one already passed changes nothing and says so', () => {
    const invoice = livingInvoice(anInvoice()).until('2026-02-12 12:00');
    expect(invoice.ask('waiveLevel', { level: 'reminder-1' })).toMatch(/already delivered or waived/);
    expect(invoice.state.levelsDone).toBe(1);
  });

  it('twice by name waives once', () => {
    const invoice = opened();
    invoice.ask('waiveLevel', { level: 'reminder-1' });
    invoice.ask('waiveLevel', { level: 'reminder-1' });
    expect(invoice.state.levelsDone).toBe(1);
  });

  it('out of order is refused, naming the one that is next', () => {
    expect(opened().ask('waiveLevel', { level: 'reminder-2' })).toMatch(
      /refused: The next level is reminder-1/,
    );
    expect(opened().ask('waiveLevel', { level: 'nonsense' })).toMatch(
      /refused: The next level is reminder-1/,
    );
  });

  it('is refused for the notice', () => {
    const invoice = livingInvoice(anInvoice()).until('2026-02-26 12:00');
    expect(invoice.ask('waiveLevel')).toMatch(/refused: The notice cannot be waived/);
  });

  it('is refused when none is left', () => {
    expect(livingInvoice(aClaim('2026-03-11')).until('2026-03-12 12:00').ask('waiveLevel')).toMatch(
      /refused: Every level was delivered already/,
    );
    const empty = livingInvoice(anInvoice({ policy: aPolicy({ levels: [] }) }));
    expect(empty.ask('waiveLevel')).toMatch(/refused: Every level/);
  });

  it.each([
    ['handing over', /^refused: Level reminder-1 is just being handed over: try again in a minute\.$/],
    [
      'uncertain',
      /^refused: Level reminder-1 is uncertain: say what became of it with `resolveEffect` first\.$/,
    ],
    ['failed', /^Level reminder-1 is waived/],
    ['bounced', /^Level reminder-1 is waived/],
    ['planned', /^Level reminder-1 is waived/],
    ['cancelled', /^Level reminder-1 is waived/],
  ] as const)('whose letter is %s: %s', (state, says) => {
    const key = 'invoice/acme/1001/1/level/reminder-1';
    const pendingEffect = { key, level: 'reminder-1', state, nextAttemptAt: 0 };
    expect(livingInvoice(anInvoice({ pendingEffect })).ask('waiveLevel')).toMatch(says);
  });

  it('is refused once the path has ended', () => {
    const paid = livingInvoice(anInvoice().paid(10_000, '2026-01-20')).until('2026-02-12 12:00');
    expect(paid.ask('waiveLevel')).toMatch(/refused: The invoice was paid/);
  });
});
