// `.ci/run`: everything that must hold before a change lands. Each check counts as one; tests count as themselves.
import { existsSync } from 'node:fs'
import { add, countClosingLine, countExit, nothing } from './count.mjs'
import { ensureInstalled, nodePath } from './install.mjs'
import { inRoot } from './paths.mjs'
import { npmCommand, runApart } from './run.mjs'
import { trySqlite3 } from './sqlite3.mjs'
import { close, notRun, runStep, testSteps } from './steps.mjs'

/** Steps that run beside each other: each of them keeps one core busy, and a small machine has two. */
const LANES = 2

const script = (name) => ({ command: npmCommand(['run', '--silent', name]), count: countExit })
/** A kind of test in a process of its own. */
const tests = (name) => ({ command: [nodePath(), [inRoot('platform/tools/boot/test.mjs'), name]], count: countClosingLine })

const checks = {
  lint: script('lint'),
  'type check': script('typecheck'),
  floors: script('floors'),
  'unused code': script('unused'),
  format: script('format:check'),
  'generated types': script('types:check'),
  conformance: conformance(),
}

/** The public cases lie beside the repository, not in it; the program itself says when too few hold. */
function conformance() {
  const program = inRoot('platform', 'expression', 'conformance.ts')
  const cases = process.env.FORMWORK_CONFORMANCE ?? inRoot('..', 'shared', 'conformance', 'feel.json')
  if (!existsSync(program)) return { missing: 'there is no conformance program' }
  if (!existsSync(cases)) return { missing: 'the conformance cases are not beside the repository' }
  return { command: [nodePath(), [program, cases]], count: countExit }
}

/** Runs a few at a time; what each printed is shown in one piece when it has ended. */
async function runBeside(steps) {
  const waiting = Object.entries(steps)
  let total = nothing
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [name, step] = next
      const begin = Date.now()
      const ended = step.missing === undefined ? await runApart(...step.command) : undefined
      const show = () => {
        if (ended === undefined) return notRun(step.missing)
        process.stdout.write(ended.output)
        return step.count(ended.output, ended.code)
      }
      const count = await runStep(name, show, begin)
      total = add(total, count)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return total
}

async function main() {
  ensureInstalled()
  trySqlite3()
  const counts = [
    await runBeside(checks),
    await runStep('unit', testSteps.unit),
    await runBeside({ contract: tests('contract'), scenario: tests('scenario') }),
    await runStep('browser', testSteps.browser),
  ]
  close(counts.reduce(add))
}

main().catch((error) => {
  console.error(`formwork: ${error.message}`)
  close({ ...nothing, failed: 1, failures: [error.message] })
})
