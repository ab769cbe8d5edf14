/*
 * Which room may import from which, checked by `npm run check`. Imports go one way; every exception stands with
 * its reason. Rooms are the folders beside this file.
 */

/** Each room with the rooms it may import from, itself left out. */
const MAY_IMPORT = {
  domain: [],
  // The words of every language: data, and how to find it.
  templates: [],
  contracts: ['domain'],
  calendar: ['domain'],
  config: ['domain', 'calendar', 'templates'],
  files: ['domain', 'config', 'contracts'],
  db: ['domain', 'contracts'],
  gateways: ['domain', 'contracts', 'templates'],
  workflows: ['contracts', 'domain'],
  gather: ['domain', 'contracts', 'calendar', 'config', 'db'],
  compose: ['domain', 'contracts', 'config', 'db', 'gather', 'templates'],
  // What people look at: data with words, for every surface. No surface, no server, no gateway.
  read: ['domain', 'contracts', 'calendar', 'config', 'db', 'gather', 'compose', 'templates'],
  client: ['contracts', 'domain'],
  activities: ['domain', 'contracts', 'gather', 'compose', 'db', 'gateways'],
  // Of gateways it knows one part only: what collectors report, and how they sign it (see below).
  api: ['client', 'gather', 'db', 'contracts', 'domain', 'config', 'gateways'],
  intake: ['files', 'db', 'contracts', 'domain'],
  // Of db it knows one part only: the lock of a data folder (see below).
  temporal: ['contracts', 'db'],
  // It builds what activities work with, gather's sources among them. Workflows it knows by path only: they run
  // in a sandbox of their own and must not be loaded into the worker. Of the calendar it asks when a local time is,
  // for Schedules.
  worker: ['activities', 'client', 'db', 'gather', 'gateways', 'contracts', 'config', 'domain', 'calendar'],
  rehearsal: [
    ...['client', 'worker', 'db', 'gather', 'config', 'files', 'intake', 'gateways', 'temporal'],
    ...['contracts', 'domain', 'calendar'],
  ],
  cli: [
    ...[
      'client',
      'read',
      'gather',
      'compose',
      'db',
      'config',
      'worker',
      'api',
      'temporal',
      'rehearsal',
      'intake',
      'contracts',
      'domain',
      'templates',
    ],
    // To show local days and moments in the creditor's zone.
    'calendar',
    // To read a mapping file before anything is opened.
    'files',
    // To make the file outbox that a worker is given.
    'gateways',
  ],
};

/** Packages that only one room knows: elsewhere their work is asked for in our own words. */
const HOME_OF = {
  luxon: 'calendar',
  'date-holidays': 'calendar',
  'drizzle-orm': 'db',
  'better-sqlite3': 'db',
  pg: 'db',
  handlebars: 'gateways',
  nodemailer: 'gateways',
  undici: 'gateways',
  standardwebhooks: 'gateways',
  hono: 'api',
  '@hono/node-server': 'api',
  pdfkit: 'gateways',
  fontkit: 'gateways',
  swissqrbill: 'gateways',
  uqr: 'gateways',
  'file-type': 'files',
  'postal-mime': 'files',
  'iconv-lite': 'files',
  saxes: 'files',
  ibantools: ['config', 'gateways'],
  commander: 'cli',
  'cli-progress': 'cli',
  picocolors: 'cli',
  '@temporalio/workflow': 'workflows',
  '@temporalio/activity': 'activities',
};

const rooms = Object.keys(MAY_IMPORT);
const folder = (names) => `^(${names.join('|')})/`;

const roomRules = Object.entries(MAY_IMPORT).map(([room, others]) => ({
  name: `${room}-imports`,
  comment: `${room}/ may import from ${others.length === 0 ? 'no other room' : others.join(', ')}`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: {
    path: folder([...rooms, 'bin', 'scripts', 'test', 'bench']),
    pathNot: folder([room, ...others]),
  },
}));

const packageRules = Object.entries(HOME_OF).map(([name, home]) => ({
  name: `${name.replace(/\W+/g, '-').replace(/^-/, '')}-only-in-${[home].flat().join('-and-')}`,
  comment: `only ${[home].flat().join('/ and ')}/ knows ${name}`,
  severity: 'error',
  from: { path: folder(rooms), pathNot: folder([home].flat()) },
  to: { path: `(^|/)node_modules/${name}/` },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    ...packageRules,
    {
      name: 'api-sends-nothing',
      comment:
        'A report that comes over HTTP is the same as one that is asked for or lies in a file: it is read and its ' +
        'signature checked by the same code. Nothing else of gateways belongs there.',
      severity: 'error',
      from: { path: '^api/' },
      to: {
        path: '^gateways/',
        pathNot: '^gateways/(collectors/(report|secret)|https/signature)\\.ts$',
      },
    },
    {
      name: 'temporal-knows-no-books',
      comment:
        'A data folder is locked with a SQLite file, because Node has no locks. Nothing else of db belongs there.',
      severity: 'error',
      from: { path: '^temporal/' },
      to: { path: '^db/', pathNot: '^db/drivers/sqlite/folder-lock\\.ts$' },
    },
    {
      name: 'no-cycles',
      comment:
        'Files that need each other are one file in two, also where they need no more than a type: what two files ' +
        'share lies in a file of its own.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'workflows-are-deterministic',
      comment:
        'Nothing that workflows load, however far down, may be more than the SDK and our own pure code.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: {
        reachable: true,
        path: '(^|/)node_modules/(zod|luxon|date-holidays|drizzle-orm|better-sqlite3|yaml|handlebars|nodemailer|pino|commander)/',
      },
    },
    {
      name: 'workflows-without-node',
      comment: "Node's own modules read clocks, files and chance, which a replay cannot repeat.",
      severity: 'error',
      from: { path: '^(workflows|contracts|domain)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'domain-is-pure',
      comment: 'The rules need nothing but themselves; contracts nothing but the rules.',
      severity: 'error',
      from: { path: '^(domain|contracts)/' },
      to: { path: '(^|/)node_modules/' },
    },
    {
      name: 'read-knows-no-surface',
      comment:
        'What people look at is the same on a command line, over HTTP and on a page: no terminal, no environment.',
      severity: 'error',
      from: { path: '^read/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'workflows-by-path',
      comment: 'Loaded by the bundler alone; an import would run them outside of their sandbox.',
      severity: 'error',
      from: { path: folder(rooms), pathNot: '^workflows/' },
      to: { path: '^workflows/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: '^(test|bench)/' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'declared-packages',
      comment: 'A package that package.json does not name may be gone with the next installation.',
      severity: 'error',
      from: { path: [folder(rooms), '^bin/'].join('|') },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-packages',
      comment: 'A packed release is installed without them.',
      severity: 'error',
      from: { path: folder(rooms) },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@types/',
      },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    exclude: { path: '^(dist|data|coverage|\\.[^/]+)/' },
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
