import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readRunning } from '../../temporal/data-folder-record.ts';
import { builtServer, clientOf, isAlive, scratchFolder, startForTest, until } from './real-server.ts';

const STAGE = { Stage: 'KEYWORD' } as const;
const DAY_SECONDS = 86_400;

describe('a started server', () => {
  test('keeps closed workflows for 30 days and knows its search attributes at once', async () => {
    const server = await startForTest({ searchAttributes: STAGE });
    const { connection } = await clientOf(server);
    const { config } = await connection.workflowService.describeNamespace({ namespace: 'default' });
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(30 * DAY_SECONDS);
    const query = "Stage = 'listed'";
    await connection.workflowService.countWorkflowExecutions({ namespace: 'default', query });
  });

  test('shows its web UI and its metrics on loopback', async () => {
    const server = await startForTest({ uiPort: 0, metricsPort: 0 });
    expect(await (await fetch(`${server.uiUrl}`)).text()).toContain('<!doctype html>');
    expect(await (await fetch(`${server.metricsUrl}`)).text()).toContain('# TYPE');
  });

  test('skips time for a workflow that asks for it', async () => {
    const server = await startForTest();
    const { connection } = await clientOf(server);
    await connection.workflowService.startWorkflowExecution({
      namespace: 'default',
      workflowId: 'invoice/acme/1001',
      requestId: 'a',
      workflowType: { name: 'invoice' },
      taskQueue: { name: 'nobody' },
      timeSkippingConfig: { enabled: true },
    });
  });

  test('adds missing search attributes and another retention to an existing file', async () => {
    const dataFolder = scratchFolder();
    const first = await startForTest({ dataFolder, searchAttributes: STAGE, retentionDays: 2 });
    await first.stop();
    const more = { ...STAGE, NextAt: 'DATETIME', Held: 'BOOL' } as const;
    const second = await startForTest({ dataFolder, searchAttributes: more, retentionDays: 45 });
    const { connection } = await clientOf(second);
    const known = await connection.operatorService.listSearchAttributes({ namespace: 'default' });
    expect(known.customAttributes).toMatchObject({ Stage: 2, NextAt: 6, Held: 5 });
    const { config } = await connection.workflowService.describeNamespace({ namespace: 'default' });
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(45 * DAY_SECONDS);
  });

  test('refuses a search attribute that the file knows with another type', async () => {
    const dataFolder = scratchFolder();
    await (await startForTest({ dataFolder, searchAttributes: STAGE })).stop();
    await expect(startForTest({ dataFolder, searchAttributes: { Stage: 'BOOL' } })).rejects.toThrow(
      /the search attribute Stage is Keyword on this database, not Bool/,
    );
  });
});

describe('a server that dies by kill -9', () => {
  test('is started again on the same port, and no workflow is lost', async () => {
    const messages: string[] = [];
    const dataFolder = scratchFolder();
    const onMessage = (text: string) => void messages.push(text);
    const server = await startForTest({ dataFolder, searchAttributes: STAGE, onMessage });
    const client = await clientOf(server);
    const started = await client.workflow.start('invoice', {
      taskQueue: 'nobody',
      workflowId: 'invoice/acme/1',
    });
    const before = server.pid;

    server.kill9ForTests();
    await until('the server is back', () => messages.includes('the Temporal server is back'));

    expect(server.pid).not.toBe(before);
    const found = await client.workflow.getHandle('invoice/acme/1').describe();
    expect(found.runId).toBe(started.firstExecutionRunId);
    expect(found.status.name).toBe('RUNNING');
    expect(messages[0]).toContain('the Temporal server died and is started again: it ended with SIGKILL');
    expect((await readRunning(dataFolder))?.serverPid).toBe(server.pid);
  });

  test('in the middle of a stop keeps every workflow for the next start, at another port', async () => {
    const dataFolder = scratchFolder();
    const first = await startForTest({ dataFolder });
    const client = await clientOf(first);
    for (let i = 0; i < 20; i++) {
      await client.workflow.start('invoice', { taskQueue: 'nobody', workflowId: `invoice/acme/${i}` });
    }
    const stopped = first.stop();
    first.kill9ForTests();
    await stopped;
    const second = await startForTest({ dataFolder });
    const { count } = await (await clientOf(second)).workflow.count();
    expect(count).toBe(20);
  });

  test('again and again is given up with an error', async () => {
    const failures: string[] = [];
    const onFailure = (error: Error) => void failures.push(error.message);
    const server = await startForTest({ dataFolder: scratchFolder(), onFailure });
    let ended = false;
    void server.exited.then(() => (ended = true));
    await until('it is given up', () => {
      server.kill9ForTests();
      return ended;
    });
    expect(failures).toEqual([expect.stringContaining('died 6 times within a minute, so it was given up')]);
  });

  test('takes its workflows along when it ran in memory, and says so', async () => {
    const server = await startForTest();
    server.kill9ForTests();
    const end = await server.exited;
    expect(end).toMatchObject({ reason: 'failed' });
  });
});

describe('a data folder', () => {
  test('takes one process only: a second start says who is there', async () => {
    const dataFolder = scratchFolder();
    const server = await startForTest({ dataFolder });
    await expect(startForTest({ dataFolder })).rejects.toThrow(
      `Dunwell already runs on ${dataFolder} (process ${process.pid}, Temporal at ${server.address})`,
    );
  });

  test('tells other commands where the server is, and nothing once it was stopped', async () => {
    const dataFolder = scratchFolder();
    const server = await startForTest({ dataFolder, namespace: 'acme' });
    expect(await readRunning(dataFolder)).toMatchObject({ address: server.address, namespace: 'acme' });
    await server.stop();
    expect(await readRunning(dataFolder)).toBeUndefined();
  });

  test('in which a killed process left its record is free again', async () => {
    const dataFolder = scratchFolder();
    const { owner, serverPid } = await startOwner(dataFolder);
    owner.kill('SIGKILL');
    await until('the server has stopped', () => !isAlive(serverPid));
    expect(readFileSync(join(dataFolder, 'server.json'), 'utf8')).toContain('"ready"');
    expect(await readRunning(dataFolder)).toBeUndefined();
    await startForTest({ dataFolder });
  });

  test("stays its owner's while that sleeps, and is its owner's when it wakes", async () => {
    const dataFolder = scratchFolder();
    const { owner } = await startOwner(dataFolder);
    owner.kill('SIGSTOP');
    await expect(startForTest({ dataFolder })).rejects.toThrow(
      `Dunwell already runs on ${dataFolder} (process ${owner.pid}`,
    );
    owner.kill('SIGCONT');
    expect(await readRunning(dataFolder)).toMatchObject({ pid: owner.pid, state: 'ready' });
  });

  test('whose record was removed gets it back from its owner', async () => {
    const dataFolder = scratchFolder();
    const server = await startForTest({ dataFolder });
    rmSync(join(dataFolder, 'server.json'));
    await until('the record is back', async () => (await readRunning(dataFolder)) !== undefined);
    expect(await readRunning(dataFolder)).toMatchObject({ address: server.address, serverPid: server.pid });
  });

  test('that is moved away under its owner is said, not served on', async () => {
    const dataFolder = scratchFolder();
    const failures: string[] = [];
    await startForTest({ dataFolder, onFailure: (error) => void failures.push(error.message) });
    renameSync(dataFolder, `${dataFolder}-elsewhere`);
    onTestFinished(() => rmSync(`${dataFolder}-elsewhere`, { recursive: true, force: true }));
    await until('it is said', () => failures.length > 0);
    expect(failures).toEqual([expect.stringMatching(/was moved, removed or replaced while it was in use/)]);
  });

  test('in which something lies where the record is prepared is no obstacle', async () => {
    const dataFolder = scratchFolder();
    mkdirSync(join(dataFolder, 'server.json.new', 'inside'), { recursive: true });
    await startForTest({ dataFolder });
    expect(await readRunning(dataFolder)).toMatchObject({ state: 'ready' });
  });

  test('whose record cannot be written is refused with the reason, and no server stays behind', async () => {
    const dataFolder = scratchFolder();
    mkdirSync(join(dataFolder, 'server.json', 'inside'), { recursive: true });
    await expect(startForTest({ dataFolder })).rejects.toThrow(
      `the data folder ${dataFolder} cannot be written (a folder is where a file should be)`,
    );
    rmSync(join(dataFolder, 'server.json'), { recursive: true });
    await startForTest({ dataFolder });
  });

  test('with a space, a percent sign, a question mark and a hash in its name works', async () => {
    await startForTest({ dataFolder: join(scratchFolder(), 'a 100% new? folder #1') });
  });

  test('that cannot be made is refused with the reason', async () => {
    const file = join(scratchFolder(), 'notes.txt');
    writeFileSync(file, '');
    await expect(startForTest({ dataFolder: join(file, 'data') })).rejects.toThrow(
      `the data folder ${join(file, 'data')} cannot be written (a file is where a folder should be)`,
    );
  });

  test.skipIf(process.getuid?.() === 0)(
    'without permission to write is refused with the reason',
    async () => {
      const dataFolder = scratchFolder();
      chmodSync(dataFolder, 0o555);
      await expect(startForTest({ dataFolder })).rejects.toThrow(
        `${dataFolder} cannot be written (no permission)`,
      );
    },
  );
});

/** Another process that owns a server on the folder. */
async function startOwner(dataFolder: string): Promise<{ owner: ChildProcess; serverPid: number }> {
  const { executable, kind } = await builtServer();
  const script = fileURLToPath(new URL('./owner.ts', import.meta.url));
  const owner = spawn(process.execPath, ['--import', 'tsx', script, dataFolder, executable, kind], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void owner.kill('SIGKILL'));
  const [line] = (
    await new Promise<string>((resolve) => owner.stdout.once('data', (data) => resolve(`${data}`)))
  ).split('\n');
  return { owner, serverPid: JSON.parse(line ?? '').serverPid };
}
