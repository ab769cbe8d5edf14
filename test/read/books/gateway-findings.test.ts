import { expect, it } from 'vitest';
import { noteCircuit } from '../../../db/effects/circuits.ts';
import { closedCircuit, failed } from '../../../domain/effects/circuit.ts';
import { gatewayFindings } from '../../../read/books/gateway-findings.ts';
import { freshDatabase } from '../../db/test-database.ts';

const AT = Date.parse('2026-03-03T09:00:00Z');

it('a gateway that is away is named, since when and why, until it is back', async () => {
  const db = await freshDatabase();
  const note = (circuit = closedCircuit(AT)) =>
    db.transaction((tx) => noteCircuit(tx, 'email: mail.example', circuit, AT));
  expect(await gatewayFindings(db)).toMatchObject([{ ok: true }]);
  let circuit = closedCircuit(AT - 1000);
  for (let i = 0; i < 5; i++) circuit = failed(circuit, AT, 'connection refused');
  await note(circuit);
  expect(await gatewayFindings(db)).toEqual([
    {
      ...{ ok: false, what: 'gateways', todo: expect.stringContaining('mend the cause') },
      says: 'email: mail.example has been away since 2026-03-03T09:00:00.000Z: 5 hand-overs failed one after the other (connection refused). It is tried again at 2026-03-03T09:00:30.000Z.',
    },
  ]);
  await note();
  expect(await gatewayFindings(db)).toMatchObject([{ ok: true }]);
});
