import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from './npm.mjs';

/**
 * Runs `npm ci` unless what is installed is what package-lock.json says.
 *
 * @param {{ root: string, progress: import('./progress.mjs').Progress }} options
 */
export async function installPackages({ root, progress }) {
  if (isInstalled(root)) return;
  requireWritable(root);
  const task = progress.begin('npm packages');
  await runNpm(['ci', '--include=dev', '--no-audit', '--no-fund'], { root });
  task.done('installed');
}

/**
 * npm keeps a list of what it installed and writes it as its last act, so an interrupted installation has none.
 * Contents are compared, not dates: a fresh checkout gives every file a date of today.
 *
 * @param {string} root
 */
function isInstalled(root) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    if (path === '') return true;
    const there = installed[path];
    // An optional package for another platform is left out on purpose.
    if (!there) return optional === true;
    return there.version === version && there.integrity === integrity && existsSync(join(root, path));
  });
}

/** @param {string} file */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** @param {string} root */
function requireWritable(root) {
  for (const folder of [root, join(root, 'node_modules')]) {
    if (!existsSync(folder)) continue;
    try {
      accessSync(folder, constants.W_OK);
    } catch {
      throw new Error(
        `no permission to write to ${folder}: give it, or copy the project to a folder of your own`,
      );
    }
  }
}
