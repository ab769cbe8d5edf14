// Starts a server, says which, and stays until it is killed.
import { startPostgres } from './start-postgres.ts';

const { folder, pid } = await startPostgres();
console.log(JSON.stringify({ folder, pid }));
setInterval(() => {}, 60_000);
