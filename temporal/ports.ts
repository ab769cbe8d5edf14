import { createServer, type Server } from 'node:net';

const LOOPBACK = '127.0.0.1';

/** Replaces each 0 by a port that is free now; other ports and undefined stay as they are. */
export async function choosePorts(wanted: readonly (number | undefined)[]): Promise<(number | undefined)[]> {
  const held: Server[] = [];
  try {
    const ports: (number | undefined)[] = [];
    for (const port of wanted) {
      if (port !== 0) {
        ports.push(port);
        continue;
      }
      // All are held until every one is chosen: otherwise the system may give the same one twice.
      const server = await listen(0);
      held.push(server);
      ports.push((server.address() as { port: number }).port);
    }
    return ports;
  } finally {
    await Promise.all(held.map(close));
  }
}

/** Fails with a message that names the port and its use when another process listens there. */
export async function requireFreePort(port: number, use: string): Promise<void> {
  try {
    await close(await listen(port));
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? 'address already in use' : String(error);
    throw new Error(
      `port ${port} (${use}) cannot be used: ${reason}; stop what uses it or give another ${use}`,
    );
  }
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
