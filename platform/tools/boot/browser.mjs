// Finds the browser of the browser tests, or installs one: named, found, Debian's, Playwright's, in this order.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { createRequire } from 'node:module'
import { nodePath } from './install.mjs'
import { inRoot } from './paths.mjs'
import { run, succeeds } from './run.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge']
const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/lib/chromium/chromium',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** The path of a Chromium, or undefined when none is found and none can be installed. */
export function ensureBrowser() {
  const named = process.env.FORMWORK_CHROMIUM
  if (named) {
    if (!existsSync(named)) throw new Error(`FORMWORK_CHROMIUM names a file that does not exist: ${named}`)
    return named
  }
  return findBrowser() ?? installFromDebian() ?? installFromPlaywright()
}

function findBrowser() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name)))
  return [...onPath, ...usualPlaces, playwrightPath()].find((path) => path && existsSync(path))
}

function installFromDebian() {
  const isRoot = process.getuid?.() === 0
  if (!isRoot || !succeeds('apt-get', ['--version'])) return undefined
  console.log('formwork: installing Chromium for the browser tests (apt-get install chromium) …')
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const install = ['install', '-y', '-qq', '--no-install-recommends', '-o', 'Dpkg::Use-Pty=0', 'chromium', 'fonts-noto-cjk']
  run('apt-get', ['update', '-qq'], { env })
  if (run('apt-get', install, { env, stdio: ['ignore', 'ignore', 'inherit'] }) !== 0) return undefined
  return findBrowser()
}

function installFromPlaywright() {
  const playwright = inRoot('node_modules', 'playwright-core', 'cli.js')
  if (!existsSync(playwright)) return undefined
  console.log('formwork: installing Chromium for the browser tests (playwright install) …')
  if (run(nodePath(), [playwright, 'install', 'chromium']) !== 0) return undefined
  return findBrowser()
}

/** Where Playwright keeps its own Chromium, whether or not it is there. */
function playwrightPath() {
  try {
    return createRequire(inRoot('package.json'))('playwright-core').chromium.executablePath()
  } catch {
    return undefined
  }
}
