/**
 * Runs cases of the public DMN TCK: `node platform/expression/conformance.ts <path to cases.json> [--all]`.
 * Prints the categories that are not whole (with `--all` every one), each deviating case with what came out and why, and a summary;
 * exit code 1 below 97 %.
 */
import { readFileSync } from 'node:fs'
import { explainFailure, runCase, toleratedResult, type ConformanceCase } from './conformance-case.ts'

/** The share that has to pass. */
const REQUIRED_RATE = 0.97

const [path, option] = process.argv.slice(2)
if (path === undefined) throw new Error('Usage: node platform/expression/conformance.ts <path to cases.json>')
const cases = JSON.parse(readFileSync(path, 'utf8')) as ConformanceCase[]
const results = cases.map((item) => ({ item, failure: runCase(item) }))

const categories = new Map<string, { passed: number; total: number }>()
for (const { item, failure } of results) {
  const entry = categories.get(item.category) ?? { passed: 0, total: 0 }
  categories.set(item.category, { passed: entry.passed + (failure === undefined ? 1 : 0), total: entry.total + 1 })
}
for (const [name, { passed, total }] of [...categories].sort()) {
  if (passed === total && option !== '--all') continue
  console.log(`${name.padEnd(60)} ${String(passed).padStart(4)} / ${String(total).padStart(4)}  ${((100 * passed) / total).toFixed(1)} %`)
}
const failures = results.filter(({ failure }) => failure !== undefined)
for (const { item, failure } of failures) {
  console.log(
    `\ndeviates: ${item.id}\n  ${item.feel.replace(/\s*\n\s*/g, ' ')}\n  ${failure}\n  reason: ${explainFailure(item) ?? 'unknown'}`,
  )
}

for (const { item, failure } of option === '--all' ? results : []) {
  const tolerated = failure === undefined ? toleratedResult(item) : undefined
  if (tolerated !== undefined) console.log(`\nwithin the TCK's tolerance of 1e-8: ${item.id}\n  ${tolerated}`)
}

const passed = results.length - failures.length
console.log(
  `\n${passed} of ${results.length} cases hold: ${((100 * passed) / results.length).toFixed(2)} %, ${100 * REQUIRED_RATE} % are required`,
)
if (passed / results.length < REQUIRED_RATE) process.exitCode = 1
