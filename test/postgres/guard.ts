import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface User {
  readonly uid: number;
  readonly gid: number;
}

/** The process between us and a server: it ends with us, and then stops the server and removes its folder. */
export class Guard {
  /** What the server is started with. */
  command: readonly string[] = [];
  /** The process of the server while it runs. */
  pid: number | undefined;
  private readonly child: ChildProcess;
  private readonly events = new EventEmitter();
  private readonly gone: Promise<unknown>;

  constructor(folder: string, user: User | undefined) {
    const as = user === undefined ? [] : [String(user.uid), String(user.gid)];
    // Where the server says what happens to it.
    writeFileSync(join(folder, 'log'), '');
    // A process group of its own, so that Ctrl-C reaches only us: first the tests end, then the server.
    this.child = spawn(process.execPath, [join(import.meta.dirname, 'guard.mjs'), folder, ...as], {
      stdio: ['pipe', 'pipe', 'inherit'],
      detached: true,
    });
    this.gone = once(this.child, 'close');
    this.child.stdin?.on('error', () => {});
    if (this.child.stdout)
      createInterface({ input: this.child.stdout }).on('line', (line) => this.hear(line));
    // A guard that was killed cannot stop its server any more, so we do.
    this.child.once('exit', () => {
      if (this.pid !== undefined) process.kill(this.pid, 'SIGQUIT');
      this.hear('{}');
    });
  }

  private hear(line: string): void {
    const said = JSON.parse(line) as { started?: number; ended?: string; failed?: string };
    this.pid = said.started;
    this.events.emit('heard', said.failed);
  }

  async start(): Promise<void> {
    const heard = once(this.events, 'heard');
    this.child.stdin?.write(`${JSON.stringify(this.command)}\n`);
    const [failed] = await heard;
    if (failed !== undefined) throw new Error(`${this.command[0]} cannot be run: ${failed}`);
  }

  /** Sends a signal that ends the server, and waits until it has ended. */
  async end(signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
    this.child.stdin?.write(`${signal}\n`);
    while (this.pid !== undefined) await once(this.events, 'heard');
  }

  async close(): Promise<void> {
    this.child.stdin?.end();
    await this.gone;
  }
}
