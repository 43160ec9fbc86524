// Builds what the browser loads, when it is missing or its sources have changed (by content, not by time).
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { nodePath } from './install.mjs'
import { buildFolder, inRoot } from './paths.mjs'
import { run } from './run.mjs'
import { hashFolders, hashText, readStamp, writeStamp } from './stamp.mjs'

const configPath = inRoot('runtime', 'client', 'vite.config.ts')
const outputPath = inRoot('.build', 'client', 'index.html')
const stampPath = `${buildFolder}/client.stamp`

const sourceFolders = [
  'platform/value',
  'platform/error',
  'platform/expression',
  'platform/plugin',
  'platform/definition',
  'plugins',
  'runtime/ui',
  'runtime/client',
  'designer',
]
const isSource = (path) => basename(path) !== 'node_modules' && !path.endsWith('.test.ts')

/** Returns false when there is no client to build. */
export function ensureClient() {
  if (!existsSync(configPath)) return false
  const wanted = hashText(
    readFileSync(inRoot('package-lock.json'), 'utf8') +
      hashFolders(
        sourceFolders.map((folder) => inRoot(folder)),
        isSource,
      ),
  )
  if (readStamp(stampPath) === wanted && existsSync(outputPath)) return true
  console.log('formwork: building the client (vite build) …')
  const code = run(nodePath(), [inRoot('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--config', configPath, '--logLevel', 'warn'], {
    env: { NODE_ENV: 'production' },
  })
  if (code !== 0) throw new Error(`vite build ended with ${code}`)
  writeStamp(stampPath, wanted)
  return true
}
