import type { NotificationContent } from '../../contracts/effects.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { createFileGateway } from '../file-gateway.ts';
import type { Delivery, Gateway } from '../port.ts';

const NOTIFICATION_FORMAT = 'dunwell/operator-notification/1';

/** Leaves each message to the operator as a JSON file in the folder. */
export function createNotificationFileOutbox(options: {
  readonly folder: string;
}): Gateway<NotificationContent> {
  return createFileGateway<NotificationContent>(options.folder, {
    name: 'operator outbox',
    takes: 'notification',
    extension: '.json',
    write: notificationJson,
  });
}

function notificationJson({ key, content }: Delivery<NotificationContent>): string {
  const { creditor, invoice, about, says, closesOn, at } = content;
  const json = {
    format: NOTIFICATION_FORMAT,
    key,
    at: new Date(at).toISOString(),
    creditor: creditor.id,
    invoice,
    about,
    says,
    closesOn: closesOn === null ? null : formatDay(closesOn),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}
