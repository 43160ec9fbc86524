#!/usr/bin/env node
// Starts the command line on the Node that the project brings, whatever the machine has.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const own = `${root}/node_modules/node/bin/node`
const node = existsSync(own) ? own : process.execPath
const result = spawnSync(node, ['--disable-warning=ExperimentalWarning', `${root}/runtime/cli/formwork.ts`, ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exit(result.status ?? 1)
