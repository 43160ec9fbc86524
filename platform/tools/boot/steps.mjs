// The kinds of test, in order: what is pure and quick first, the browser last. Each returns what it counted.
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { ensureBrowser } from './browser.mjs'
import { ensureClient } from './client.mjs'
import { add, closingLine, countClosingLine, countVitest, FAILURE_MARK, nothing } from './count.mjs'
import { nodePath } from './install.mjs'
import { buildFolder, inRoot } from './paths.mjs'
import { run, runAndRead } from './run.mjs'

/** What `formwork scenario` ends with where the database is not to be had; it says why. */
const NO_DATABASE = 3

export const testSteps = {
  unit: () => vitest('unit', ['--project', 'pure', '--project', 'unit', '--project', 'view']),
  contract: () => vitest('contract', ['--project', 'contract']),
  scenario: runScenarios,
  browser: runBrowser,
}

function vitest(name, args, { config = 'platform/tools/vitest.config.ts', env = {} } = {}) {
  const report = `${buildFolder}/test/${name}.json`
  mkdirSync(`${buildFolder}/test`, { recursive: true })
  rmSync(report, { force: true })
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
  const code = run(nodePath(), [inRoot('node_modules/vitest/vitest.mjs'), 'run', '--config', inRoot(config), ...reporters, ...args], {
    env,
  })
  return countVitest(report, code)
}

/** Every template's scenarios, against the real engine, on both databases. */
async function runScenarios() {
  const command = inRoot('runtime/cli/formwork.ts')
  if (!existsSync(command)) return notRun('there is no formwork command')
  const templates = readdirSync(inRoot('templates')).filter((name) => existsSync(inRoot('templates', name, 'template.json')))
  let count = nothing
  for (const name of templates) {
    for (const dialect of ['sqlite', 'postgresql']) {
      console.log(`templates/${name} on ${dialect}`)
      const { code, output } = await runAndRead(nodePath(), [command, 'scenario', `templates/${name}`, '--dialect', dialect])
      count = add(count, code === NO_DATABASE ? { ...nothing, skipped: 1 } : countClosingLine(output, code))
    }
  }
  return count
}

function runBrowser() {
  if (!existsSync(inRoot('runtime/e2e')) || !ensureClient()) return notRun('there is no browser test')
  const path = ensureBrowser()
  if (!path) throw new Error('no browser found and none could be installed; name one in FORMWORK_CHROMIUM')
  console.log(`formwork: the browser is ${path}`)
  return vitest('browser', [], { config: 'platform/tools/vitest.e2e.config.ts', env: { FORMWORK_CHROMIUM: path } })
}

/** Said aloud and counted as skipped, never as passed. */
export function notRun(reason) {
  console.log(`not run: ${reason}`)
  return { ...nothing, skipped: 1 }
}

/** Runs one step, which may have begun before it is shown; what it throws is one failure. */
export async function runStep(name, step, begin = Date.now()) {
  console.log(`\n── ${name} ──`)
  let count
  try {
    count = await step()
  } catch (error) {
    console.error(`formwork: ${error.message}`)
    count = { ...nothing, failed: 1, failures: [error.message] }
  }
  console.log(`${name}: ${closingLine(count)} (${((Date.now() - begin) / 1000).toFixed(1)} s)`)
  return { ...count, failures: count.failures.map((failure) => (failure.startsWith(`${name}: `) ? failure : `${name}: ${failure}`)) }
}

/** Prints what failed and the last line and sets the exit code; a run without any test has failed. */
export function close(total) {
  for (const failure of total.failures) console.log(`${FAILURE_MARK}${failure}`)
  console.log(`\n${closingLine(total)}`)
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
}
