/** Reports in the forms of well-known mail servers, with invented data. */

export const REFERENCE = 'invoice/acme/2026%2F001/1/level/reminder-1';
export const ADDRESS = 'a.jansen@klant.example';

interface Told {
  readonly action?: string;
  readonly status?: string;
  readonly diagnostic?: string;
  readonly address?: string;
}

/** The header of the e-mail that came back. */
export const RETURNED = [
  'Received: from dunwell.acme.example (localhost [127.0.0.1])',
  '\tby mail.acme.example (Postfix) with ESMTPS id 4F2A9',
  'From: "Acme B.V." <billing@acme.example>',
  `To: "A. Jansen" <${ADDRESS}>`,
  'Subject: Herinnering',
  `Message-ID: <${REFERENCE}@acme.example>`,
  `X-Dunwell-Reference: ${REFERENCE}`,
  'Auto-Submitted: auto-generated',
];

/** Postfix: returns the header alone where it was asked to, and gives the ENVID back. */
export function postfix({
  action = 'failed',
  status = '5.1.1',
  diagnostic = `smtp; 550 5.1.1 <${ADDRESS}>: Recipient address rejected: User unknown`,
  address = ADDRESS,
}: Told = {}): string {
  return report('mail.acme.example', {
    header: [
      'From: MAILER-DAEMON@mail.acme.example (Mail Delivery System)',
      'Subject: Undelivered Mail Returned to Sender',
      'Auto-Submitted: auto-replied',
    ],
    status: [
      'Reporting-MTA: dns; mail.acme.example',
      `Original-Envelope-Id: ${REFERENCE}`,
      'X-Postfix-Queue-ID: 4F2A9',
      'Arrival-Date: Mon,  2 Mar 2026 09:30:00 +0100 (CET)',
      '',
      `Final-Recipient: rfc822; ${address}`,
      `Original-Recipient: rfc822;${address}`,
      `Action: ${action}`,
      `Status: ${status}`,
      'Remote-MTA: dns; mx.klant.example',
      `Diagnostic-Code: ${diagnostic}`,
    ],
    returned: ['text/rfc822-headers', RETURNED],
  });
}

/** Exchange: returns the whole message, gives its Message-ID in In-Reply-To, and a status that says little. */
export function exchange({
  action = 'failed',
  status = '5.1.10',
  diagnostic,
  address = ADDRESS,
}: Told = {}): string {
  return report('acme.prod.outlook.example', {
    header: [
      'From: <postmaster@acme.example>',
      'Subject: =?utf-8?B?T25iZXN0ZWxiYWFy?=',
      'X-MS-Exchange-Message-Is-Ndr:',
      `In-Reply-To: <${REFERENCE}@acme.example>`,
      `References: <${REFERENCE}@acme.example>`,
      'Auto-Submitted: auto-replied',
    ],
    status: [
      'Reporting-MTA: dns;AM0PR01MB1234.eurprd01.prod.exchangelabs.example',
      'Received-From-MTA: dns;mail.acme.example',
      '',
      `Final-Recipient: rfc822;${address}`,
      `Action: ${action}`,
      `Status: ${status}`,
      `Diagnostic-Code: ${diagnostic ?? `smtp;550 ${status} RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup`}`,
    ],
    returned: ['message/rfc822', [...RETURNED.slice(0, 5), '', 'Geachte heer Jansen,']],
  });
}

/** Gmail: names the recipients in a header too; its status is general, the words of the other server tell. */
export function gmail({
  action = 'failed',
  status = '5.1.1',
  diagnostic,
  address = ADDRESS,
}: Told = {}): string {
  return report('googlemail.example', {
    header: [
      'From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>',
      'Subject: Delivery Status Notification (Failure)',
      `X-Failed-Recipients: ${address}`,
      'Auto-Submitted: auto-replied',
    ],
    status: [
      'Reporting-MTA: dns; googlemail.example',
      'Arrival-Date: Mon, 02 Mar 2026 00:30:01 -0800 (PST)',
      `X-Original-Message-ID: <${REFERENCE}@acme.example>`,
      '',
      `Final-Recipient: rfc822; ${address}`,
      `Action: ${action}`,
      `Status: ${status}`,
      `Diagnostic-Code: ${
        diagnostic ??
        'smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try\n 550-5.1.1 double-checking the address. 550 5.1.1 gsmtp'
      }`,
      'Last-Attempt-Date: Mon, 02 Mar 2026 00:30:02 -0800 (PST)',
    ],
    returned: ['message/rfc822', [...RETURNED, '', 'Geachte heer Jansen,']],
  });
}

/** Exim without a report in parts: words, and the header of what came back below them. */
export function exim(
  reason = 'SMTP error from remote mail server after RCPT TO: 550 5.1.1 No such user here',
): string {
  return lines([
    'From: Mail Delivery System <Mailer-Daemon@mx.acme.example>',
    'To: billing@acme.example',
    'Subject: Mail delivery failed: returning message to sender',
    'Message-Id: <E1uABC-0001xY-2z@mx.acme.example>',
    `X-Failed-Recipients: ${ADDRESS}`,
    'Auto-Submitted: auto-replied',
    '',
    'This message was created automatically by mail delivery software.',
    '',
    'A message that you sent could not be delivered to one or more of its',
    'recipients. This is a permanent error. The following address(es) failed:',
    '',
    `  ${ADDRESS}`,
    '    host mx.klant.example [192.0.2.7]',
    `    ${reason}`,
    '',
    '------ This is a copy of the message, including all the headers. ------',
    '',
    ...RETURNED,
    '',
    'Geachte heer Jansen,',
  ]);
}

/** A complaint in the form of RFC 5965. */
export function complaint(): string {
  return report('abuse.klant.example', {
    type: 'feedback-report',
    header: ['From: <fbl@klant.example>', 'Subject: FW: Herinnering'],
    status: [
      'Feedback-Type: abuse',
      'User-Agent: SomeGenerator/1.0',
      'Version: 1',
      `Original-Mail-From: <billing@acme.example>`,
    ],
    returned: ['message/rfc822', [...RETURNED, '', 'Geachte heer Jansen,']],
  });
}

/** Somebody is on holiday. */
export function outOfOffice(header: string = 'Auto-Submitted: auto-replied (vacation)'): string {
  return lines([
    `From: "A. Jansen" <${ADDRESS}>`,
    'To: billing@acme.example',
    'Subject: Afwezig',
    'Message-ID: <holiday-1@klant.example>',
    `In-Reply-To: <${REFERENCE}@acme.example>`,
    header,
    '',
    'Ik ben er niet. Fout 550 5.1.1 staat niet in deze mail.',
  ]);
}

interface Parts {
  readonly type?: string;
  readonly header: readonly string[];
  readonly status: readonly string[];
  readonly returned: readonly [string, readonly string[]];
}

function report(host: string, { type = 'delivery-status', header, status, returned }: Parts): string {
  const boundary = `4F2A9.1772440200/${host}`;
  return lines([
    ...header,
    'To: billing@acme.example',
    'Date: Mon, 2 Mar 2026 09:30:05 +0100',
    `Message-ID: <report-1@${host}>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=${type}; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'This is the mail system. Something became of your message.',
    '',
    `--${boundary}`,
    `Content-Type: message/${type}`,
    '',
    ...status,
    '',
    `--${boundary}`,
    `Content-Type: ${returned[0]}`,
    '',
    ...returned[1],
    '',
    `--${boundary}--`,
    '',
  ]);
}

function lines(of: readonly string[]): string {
  return of.join('\n').replaceAll('\n', '\r\n');
}
