// `npm test`: installs what is missing (the browser included), then runs every kind of test and counts what ran.
// `npm test -- unit contract` runs only the named steps. Node 18 is enough to run this file.
import { add, nothing } from './count.mjs'
import { ensureInstalled } from './install.mjs'
import { close, runStep, testSteps } from './steps.mjs'

async function main() {
  const named = process.argv.slice(2)
  const unknown = named.filter((name) => !(name in testSteps))
  if (unknown.length > 0) throw new Error(`unknown step ${unknown.join(', ')}; known: ${Object.keys(testSteps).join(', ')}`)
  ensureInstalled()
  let total = nothing
  for (const name of named.length > 0 ? named : Object.keys(testSteps)) total = add(total, await runStep(name, testSteps[name]))
  close(total)
}

main().catch((error) => {
  console.error(`formwork: ${error.message}`)
  close({ ...nothing, failed: 1, failures: [error.message] })
})
