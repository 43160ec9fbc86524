// `.ci/run`: everything that must hold before a change lands. Each check counts as one; tests count as themselves.
import { existsSync } from 'node:fs'
import { add, nothing } from './count.mjs'
import { ensureInstalled, nodePath } from './install.mjs'
import { inRoot } from './paths.mjs'
import { run, runNpm } from './run.mjs'
import { trySqlite3 } from './sqlite3.mjs'
import { close, notRun, runStep, testSteps } from './steps.mjs'

const passed = { ...nothing, passed: 1 }
const failed = { ...nothing, failed: 1 }
const script = (name) => () => (runNpm(['run', '--silent', name]) === 0 ? passed : failed)

const checks = {
  lint: script('lint'),
  'type check': script('typecheck'),
  floors: script('floors'),
  'unused code': script('unused'),
  format: script('format:check'),
  'generated types': script('types:check'),
  conformance: checkConformance,
}

/** The public cases lie beside the repository, not in it; the program itself says when too few hold. */
function checkConformance() {
  const program = inRoot('platform', 'expression', 'conformance.ts')
  const cases = process.env.FORMWORK_CONFORMANCE ?? inRoot('..', 'shared', 'conformance', 'feel.json')
  if (!existsSync(program)) return notRun('there is no conformance program')
  if (!existsSync(cases)) return notRun('the conformance cases are not beside the repository')
  return run(nodePath(), [program, cases]) === 0 ? passed : failed
}

async function main() {
  ensureInstalled()
  trySqlite3()
  let total = nothing
  for (const [name, check] of Object.entries({ ...checks, ...testSteps })) total = add(total, await runStep(name, check))
  close(total)
}

main().catch((error) => {
  console.error(`formwork: ${error.message}`)
  close(failed)
})
