// `npm start`: installs and builds what is missing, then becomes the server. Node 18 is enough to run this file.
import { ensureClient } from './client.mjs'
import { ensureInstalled, nodePath } from './install.mjs'
import { inRoot } from './paths.mjs'
import { become } from './run.mjs'

try {
  ensureInstalled()
  ensureClient()
  become(nodePath(), [inRoot('runtime', 'cli', 'formwork.ts'), 'start', '--demo', ...process.argv.slice(2)])
} catch (error) {
  console.error(`formwork: ${error.message}`)
  process.exitCode = 1
}
