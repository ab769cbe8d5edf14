import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const BACKEND_KEY_DATA = 'K'.charCodeAt(0);

/**
 * A way to a server on which a program's statements can be kept waiting, each until it is let through: so two programs
 * take turns, statement by statement. Open, all goes straight through.
 */
export class Turnstile {
  /** The address of the database on this way. */
  readonly url: string;
  /** The server's processes that serve this way. */
  readonly processes = new Set<number>();
  private readonly folder: string;
  private readonly server: Server;
  private readonly waiting: (() => void)[] = [];
  private readonly sockets = new Set<Socket>();
  private isOpen = true;
  private told: () => void = () => {};

  private constructor(url: string, folder: string, server: Server) {
    const { user, database } = new pg.Client(url);
    this.url = `postgres://${user}@localhost/${database}?host=${encodeURIComponent(folder)}`;
    this.folder = folder;
    this.server = server;
    server.on('connection', (socket) => this.join(socket, upstreamOf(url)));
  }

  static async to(url: string): Promise<Turnstile> {
    const folder = mkdtempSync(join(tmpdir(), 'dunwell-turnstile-'));
    const server = createServer().listen(join(folder, '.s.PGSQL.5432'));
    await once(server, 'listening');
    return new Turnstile(url, folder, server);
  }

  /** Calls it once when something is sent and waits; the last one who asks is told. */
  onWaiting(tell: () => void): void {
    this.told = tell;
  }

  get hasWaiting(): boolean {
    return this.waiting.length > 0;
  }

  /** From now on what is sent waits. */
  shut(): void {
    this.isOpen = false;
  }

  open(): void {
    this.isOpen = true;
    this.letThrough();
  }

  /** Lets through what waits now. */
  letThrough(): void {
    for (const send of this.waiting.splice(0)) send();
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private join(program: Socket, server: Socket): void {
    for (const socket of [program, server]) {
      this.sockets.add(socket);
      socket.on('error', () => {});
    }
    let started: Buffer | undefined = Buffer.alloc(0);
    let pid: number | undefined;
    program.on('data', (sent) => {
      if (this.isOpen || started !== undefined) server.write(sent);
      else {
        this.waiting.push(() => server.write(sent));
        // What is sent together comes together.
        setImmediate(this.told);
      }
    });
    server.on('data', (answer) => {
      if (started !== undefined) {
        started = Buffer.concat([started, answer]);
        pid = processIn(started);
        if (pid !== undefined) {
          this.processes.add(pid);
          started = undefined;
        }
      }
      program.write(answer);
    });
    program.on('close', () => server.end());
    server.on('close', () => {
      if (pid !== undefined) this.processes.delete(pid);
      program.destroy();
    });
  }
}

function upstreamOf(url: string): Socket {
  const { host, port } = new pg.Client(url);
  return host.startsWith('/') ? connect(join(host, `.s.PGSQL.${port}`)) : connect(port, host);
}

/** The process that the server has told of, once it has. */
function processIn(answers: Buffer): number | undefined {
  for (let at = 0; at + 5 <= answers.length; ) {
    const length = answers.readInt32BE(at + 1);
    if (answers[at] === BACKEND_KEY_DATA && at + 9 <= answers.length) return answers.readInt32BE(at + 5);
    at += 1 + length;
  }
  return undefined;
}
