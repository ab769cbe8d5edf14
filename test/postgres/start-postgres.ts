import { execFileSync } from 'node:child_process';
import { chownSync, cpSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findPostgres } from '../../scripts/test/find-postgres.mjs';
import { Guard, type User } from './guard.ts';

const START_LIMIT_MS = 60_000;
const LOOK_MS = 20;
const NOT_UP = 'PostgreSQL does not start:';

export interface PostgresOptions {
  /** Whether a crash of the machine would lose nothing, as on a server of the field; otherwise it is fast. */
  readonly fsync?: boolean;
  /** More of its settings, such as `max_connections`. */
  readonly settings?: Readonly<Record<string, string | number>>;
  /** Where its folder is made; another disk, to fill it up. */
  readonly within?: string;
  /** Another server, running with `fsync`: this one is its standby, and reads until it is promoted. */
  readonly standbyOf?: PostgresServer;
  /** The programs to take; by default those that this machine has. */
  readonly bin?: string;
}

/** A server of one's own on a socket in a temporary folder. It ends with this process, even when that is killed. */
export interface PostgresServer {
  /** Which programs it is, in words. */
  readonly says: string;
  /** Its folder: `data`, `log`, and the socket. */
  readonly folder: string;
  /** The process of the postmaster; undefined while it is down. */
  readonly pid: number | undefined;
  /** The address of one of its databases; `postgres` is always there. */
  url(database?: string): string;
  log(): string;
  start(): Promise<void>;
  /** Stops it as an administrator does, its connections are closed. It can be started again. */
  shutDown(): Promise<void>;
  /** Kills it as a crash does; started again it recovers. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  /** Stops it for good and removes its folder. */
  stop(): Promise<void>;
}

/** Starts a server, with a user `dunwell` who may do all; fails in words where no PostgreSQL is found. */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const found = options.bin ? { bin: options.bin, says: options.bin } : await findPostgres(withoutServer());
  if (!('bin' in found)) throw new Error('why' in found ? found.why : found.says);
  const user = userToRunAs();
  const folder = mkdtempSync(join(options.within ?? tmpdir(), 'dunwell-postgres-'));
  // It removes the folder when it ends, so it is there from the beginning.
  const guard = new Guard(folder, user);
  try {
    if (user) chownSync(folder, user.uid, user.gid);
    const bin = reachable(found.bin, folder, user);
    if (options.standbyOf === undefined) initialize(bin, folder, user);
    else copy(bin, folder, options.standbyOf, user);
    guard.command = [
      join(bin, 'postgres'),
      ...['-D', join(folder, 'data'), '-k', folder],
      ...Object.entries(settingsOf(options)).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ];
    const server = new OwnServer(found.says, folder, guard);
    await server.start();
    return server;
  } catch (error) {
    await guard.close();
    throw error;
  }
}

/** A server that the user names is not ours to stop; tests that need one of their own take the programs. */
function withoutServer(): NodeJS.ProcessEnv {
  return { ...process.env, DUNWELL_TEST_POSTGRES: '' };
}

function settingsOf({ fsync = false, settings = {} }: PostgresOptions) {
  return {
    listen_addresses: '',
    max_connections: 200,
    ...(!fsync && { fsync: 'off', full_page_writes: 'off', wal_level: 'minimal', max_wal_senders: 0 }),
    ...settings,
  };
}

/** PostgreSQL refuses to run as root: root lends its folder to another user. */
function userToRunAs(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const user = userOf('postgres') ?? userOf('nobody');
  if (user === undefined)
    throw new Error('PostgreSQL does not run as root, and there is no user to run it as');
  return user;
}

function userOf(name: string): User | undefined {
  try {
    const idOf = (option: string) => Number(execFileSync('id', [option, name], { stdio: 'pipe' }));
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    return undefined;
  }
}

/** Programs in the home of root cannot be run by anybody else: those are copied. */
function reachable(bin: string, folder: string, user: User | undefined): string {
  if (user === undefined) return bin;
  try {
    execFileSync(join(bin, 'postgres'), ['--version'], { ...user, cwd: folder, stdio: 'pipe' });
    return bin;
  } catch {
    cpSync(join(bin, '..'), join(folder, 'programs'), { recursive: true, verbatimSymlinks: true });
    return join(folder, 'programs', 'bin');
  }
}

/** Sorts text as people do, so that a column whose order is not said shows. */
const SORTED_FOR_PEOPLE = ['--locale-provider=icu', '--icu-locale=en'];

function initialize(bin: string, folder: string, user: User | undefined): void {
  const initdb = join(bin, 'initdb');
  const as = { ...user, cwd: folder, stdio: 'pipe', encoding: 'utf8' } as const;
  const knowsIcu = execFileSync(initdb, ['--help'], as).includes('--icu-locale');
  execFileSync(
    initdb,
    [
      ...[
        '-D',
        join(folder, 'data'),
        '-U',
        'dunwell',
        '-A',
        'trust',
        '-E',
        'UTF8',
        '--locale=C',
        '--no-sync',
      ],
      ...(knowsIcu ? SORTED_FOR_PEOPLE : []),
    ],
    as,
  );
}

/** A copy that follows the other server. */
function copy(bin: string, folder: string, other: PostgresServer, user: User | undefined): void {
  const data = join(folder, 'data');
  execFileSync(
    join(bin, 'pg_basebackup'),
    ['-d', other.url(), '-D', data, '-R', '--checkpoint=fast', '--no-sync'],
    {
      ...user,
      cwd: folder,
      stdio: 'pipe',
    },
  );
}

class OwnServer implements PostgresServer {
  readonly says: string;
  readonly folder: string;
  private readonly guard: Guard;

  constructor(says: string, folder: string, guard: Guard) {
    this.says = says;
    this.folder = folder;
    this.guard = guard;
  }

  get pid(): number | undefined {
    return this.guard.pid;
  }

  url(database = 'postgres'): string {
    return `postgres://dunwell@localhost/${database}?host=${encodeURIComponent(this.folder)}`;
  }

  log(): string {
    return readFileSync(join(this.folder, 'log'), 'utf8');
  }

  async start(): Promise<void> {
    const deadline = Date.now() + START_LIMIT_MS;
    for (let said = ''; Date.now() < deadline; await sleep(LOOK_MS)) {
      const before = this.log().length;
      await this.guard.start();
      while (this.pid !== undefined && !this.isReady() && Date.now() < deadline) await sleep(LOOK_MS);
      if (this.pid !== undefined && this.isReady()) return;
      said = this.log().slice(before);
      // Processes of one that was killed need a moment to see it, and it refuses to run beside them.
      if (this.pid !== undefined || !said.includes('shared memory block'))
        throw new Error(`${NOT_UP}\n${said}`);
    }
    throw new Error(`${NOT_UP}\n${this.log()}`);
  }

  private isReady(): boolean {
    try {
      const lines = readFileSync(join(this.folder, 'data', 'postmaster.pid'), 'utf8').split('\n');
      return Number(lines[0]) === this.pid && lines[7]?.trim() === 'ready';
    } catch {
      return false;
    }
  }

  async shutDown(): Promise<void> {
    await this.guard.end('SIGINT');
  }

  async kill(): Promise<void> {
    await this.guard.end('SIGKILL');
  }

  async restart(): Promise<void> {
    await this.shutDown();
    await this.start();
  }

  async stop(): Promise<void> {
    await this.guard.close();
  }
}
