import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createFileOutbox } from '../../gateways/file-outbox.ts';
import { notificationDelivery } from './contents.ts';
import { tempFolder } from './temp-folder.ts';

it('a message to the operator says what happened to which invoice, and when', async () => {
  const folder = tempFolder();
  const { providerId } = await createFileOutbox({ folder }).operator.deliver(notificationDelivery());
  expect(JSON.parse(readFileSync(join(folder, 'operator', providerId), 'utf8'))).toEqual({
    format: 'dunwell/operator-notification/1',
    key: 'invoice/acme/2026%2F001/1/notification/closes%20soon',
    at: '2026-03-02T08:30:00.000Z',
    creditor: 'acme',
    invoice: '2026/001',
    about: 'closes soon',
    says: 'The claim closes on 2026-05-16: resume, approve or close it before.',
    closesOn: '2026-05-16',
  });
});
