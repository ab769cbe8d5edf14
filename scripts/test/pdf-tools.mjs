// Programs that look at PDFs as others do: pdftotext and pdftoppm (poppler), and veraPDF on Java. Tests that
// want them are skipped, in words, on a machine that has not got them; CI installs them and skips nothing.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../../temporal/cache-folder.mjs';
import { findOnPath } from '../../temporal/executables.mjs';
import { isCi } from './install-postgres.mjs';

const VERAPDF = '1.30.2';
const HERE = fileURLToPath(new URL('./verapdf/', import.meta.url));
const PROGRAMS = ['pdftotext', 'pdftoppm', 'java'];

/**
 * Where they are, or in words which are missing.
 *
 * @param {Record<string, string | undefined>} [env]
 * @returns {import('./pdf-tools.mjs').PdfTools | { why: string }}
 */
export function findPdfTools(env = process.env) {
  const missing = PROGRAMS.filter((program) => findOnPath(program, env) === undefined);
  const jars = jarFolder(env);
  if (!existsSync(jars)) missing.push(`veraPDF ${VERAPDF} in ${jars}`);
  if (missing.length === 0) return { jars, judge: join(HERE, 'Judge.java') };
  return {
    why: `missing here: ${missing.join(', ')}; set DUNWELL_TEST_PDF to "install" to have them fetched (apt as root, Maven)`,
  };
}

/**
 * Installs what is missing: only in CI, or when asked to.
 *
 * @param {Record<string, string | undefined>} [env]
 */
export async function installPdfToolsIfWanted(env = process.env) {
  const isWanted = env.DUNWELL_TEST_PDF === 'install' || isCi(env);
  if (!isWanted || !('why' in findPdfTools(env))) return;
  const hasPrograms = PROGRAMS.every((program) => findOnPath(program, env) !== undefined);
  if (!hasPrograms && process.getuid?.() === 0 && findOnPath('apt-get', env) !== undefined) {
    console.log('Programs for the tests of letters: apt-get install poppler-utils');
    const silent = { ...env, DEBIAN_FRONTEND: 'noninteractive' };
    const install = ['install', '-y', '-q', '--no-install-recommends', 'poppler-utils'];
    // The lists of packages may be old, or missing as in most containers.
    if (!(await run('apt-get', install, silent)) && (await run('apt-get', ['update', '-q'], silent)))
      await run('apt-get', install, silent);
  }
  if (!existsSync(jarFolder(env))) await fetchVeraPdf(env);
}

/** @param {Record<string, string | undefined>} env */
function jarFolder(env) {
  return join(cacheFolder(env), `verapdf-${VERAPDF}`);
}

/** @param {Record<string, string | undefined>} env */
async function fetchVeraPdf(env) {
  const folder = jarFolder(env);
  const part = `${folder}.${process.pid}.part`;
  mkdirSync(part, { recursive: true });
  console.log(`veraPDF ${VERAPDF} for the tests of letters: by Maven`);
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
  const options = [
    '-q',
    '-B',
    '-f',
    join(HERE, 'pom.xml'),
    `-Dverapdf=${VERAPDF}`,
    `-DoutputDirectory=${part}`,
  ];
  const isFetched = (await run('mvn', [...options, goal], env)) && readdirSync(part).length > 0;
  // Whole or not at all, also when two runs fetch it at once.
  if (isFetched && !existsSync(folder)) renameSync(part, folder);
  rmSync(part, { recursive: true, force: true });
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<boolean>} whether it succeeded
 */
function run(program, args, env) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}
