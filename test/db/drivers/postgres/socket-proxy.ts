import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** What becomes of a piece that a client sent. */
type Fate = 'passes' | 'cut before' | 'cut behind';

const SOCKET = '.s.PGSQL.5432';

/** The name under which a server is reached, as a name in DNS is: it can be cut, and can lead to another server. */
export interface SocketProxy {
  url(database?: string): string;
  /** Decides of each piece that a client sends; all pass unless told. */
  fateOf: (sent: string) => Fate;
  /** Leads elsewhere from now on; connections that stand are cut. */
  leadTo(folder: string): void;
  /** Takes no piece on, in either direction, as a host that is gone: nothing is closed. */
  silence(): void;
}

/** Stands before the socket in the folder of a server; closed when the test has finished. */
export async function proxyBefore(server: { readonly folder: string }): Promise<SocketProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'dunwell-proxy-'));
  chmodSync(folder, 0o755);
  let target = server.folder;
  let isSilent = false;
  const open = new Set<Socket>();
  const proxy: SocketProxy = {
    url: (database = 'postgres') =>
      `postgres://dunwell@localhost/${database}?host=${encodeURIComponent(folder)}`,
    fateOf: () => 'passes',
    leadTo(other) {
      target = other;
      for (const socket of open) socket.destroy();
    },
    silence() {
      isSilent = true;
    },
  };
  const listening = createServer((client) => {
    const upstream = connect(join(target, SOCKET));
    const pair = [client, upstream];
    for (const socket of pair) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        for (const other of pair) other.destroy();
      });
    }
    let isCut = false;
    client.on('data', (piece) => {
      if (isSilent) return;
      const fate = proxy.fateOf(piece.toString('latin1'));
      if (fate === 'cut before') return client.destroy();
      isCut ||= fate === 'cut behind';
      upstream.write(piece);
    });
    upstream.on('data', (piece) => {
      if (isSilent) return;
      // The server has done what it was told, and nobody hears of it.
      if (isCut) client.destroy();
      else client.write(piece);
    });
  });
  await new Promise<void>((resolve) => listening.listen(join(folder, SOCKET), resolve));
  onTestFinished(async () => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => listening.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });
  return proxy;
}
