// The tables of PostgreSQL as drizzle-kit takes them: an export each.
const { postgresTables } = require('../../db/drivers/postgres/tables.ts');

module.exports = Object.fromEntries(postgresTables.map((table, position) => [`table${position}`, table]));
