// The second driver, `sqlite3`, is archived and compiles for minutes: an optional peer, tried only where it is asked for.
import { existsSync } from 'node:fs'
import { inRoot } from './paths.mjs'
import { runNpm } from './run.mjs'

const VERSION = '6.0.1'
const PATIENCE_MILLISECONDS = 6 * 60 * 1000

/** Installs the driver beside the dependencies, without touching the lock file. Its contract leg says itself when it cannot run. */
export function trySqlite3() {
  if (existsSync(inRoot('node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node'))) return
  console.log(`formwork: trying to install sqlite3 ${VERSION} for its leg of the store contract …`)
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', `sqlite3@${VERSION}`]
  const code = runNpm(args, { timeout: PATIENCE_MILLISECONDS })
  if (code !== 0) console.log('formwork: sqlite3 did not install; its leg will not run')
}
