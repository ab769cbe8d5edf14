import type { SmtpSettings } from '../../../domain/channels/email.ts';
import type { Checked, TestLetter } from '../../channels/adapter.ts';
import { asciiAddress } from '../ascii-address.ts';
import { composeTestMail } from '../compose-test.ts';
import { accepted } from './accepted.ts';
import { createConnector, type SecretReader } from './connect.ts';
import { signed } from './dkim.ts';
import { failureOf } from './failure.ts';

/**
 * Whether the server can be reached and lets us in, and whether we can sign. Sends nothing, but for a test mail where
 * one is asked for.
 */
export async function checkSmtp(
  settings: SmtpSettings,
  reader: SecretReader,
  test?: TestLetter,
): Promise<readonly Checked[]> {
  const { host, port, login, dkim, redirectTo } = settings;
  const server = `${host}:${port}`;
  const found: Checked[] = [];
  const attempt = async (what: string, says: string, work: () => Promise<void>) => {
    try {
      await work();
      found.push({ what, passes: true, says });
    } catch (error) {
      found.push({ what, passes: false, says: failureOf(server, error, '').message });
    }
  };
  const letIn = login === undefined ? 'It took the connection.' : `It let ${login.user} in.`;
  await attempt(`${server} can be used`, letIn, () => useOnce(settings, reader));
  if (dkim !== undefined) {
    const what = `e-mails are signed for ${dkim.domain}`;
    await attempt(what, `By the key ${dkim.selector}.`, async () => {
      await signed(Buffer.from(`From: ${settings.from}\r\n\r\n`), dkim, reader);
    });
  }
  if (test !== undefined) {
    const says = `It is on its way to ${test.to}: look whether it arrives, and where an answer goes.`;
    await attempt('a test mail', says, () => useOnce(settings, reader, test));
  }
  if (redirectTo !== undefined) {
    const says = `All letters by e-mail go to ${redirectTo}, none to debtors.`;
    found.push({ what: 'a trial is set up', passes: true, says });
  }
  return found;
}

/** One session, with a test mail or without. */
async function useOnce(settings: SmtpSettings, reader: SecretReader, test?: TestLetter): Promise<void> {
  const { from, bouncesTo = from, bcc, dkim, timeoutSeconds } = settings;
  const signal = AbortSignal.timeout(timeoutSeconds * 1000);
  const session = await createConnector(settings, reader)(signal);
  try {
    if (test === undefined) return;
    const recipient = asciiAddress(test.to);
    const message = await signed(await composeTestMail(settings, test), dkim, reader);
    const copies = bcc === undefined ? [] : [asciiAddress(bcc)];
    const info = await session.send(
      { from: asciiAddress(bouncesTo), to: [recipient, ...copies], size: message.length },
      message,
      signal,
    );
    accepted(info, recipient);
    // A copy that is refused holds no letter up, and nobody would hear of it: here somebody does.
    for (const copy of copies) accepted(info, copy);
  } finally {
    session.end();
  }
}
