// Counting: what ran, added up from the runners' own reports, never from what was meant to run.
import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { root } from './paths.mjs'

/** How much of what a failed command printed is said again at the end. */
const LINES_OF_A_FAILURE = 12

export const nothing = { passed: 0, failed: 0, skipped: 0, failures: [] }

export const add = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
  failures: [...a.failures, ...b.failures],
})

/** Marks a line that names a failure; a run repeats these lines at its end, so that nobody has to search for them. */
export const FAILURE_MARK = '✗ '

/** The last line of `npm test` and `.ci/run`. */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** Counts vitest's JSON report. A file that did not load, a crash and an empty run each count as one failure. */
export function countVitest(reportPath, exitCode) {
  if (!existsSync(reportPath)) return { ...nothing, failed: 1, failures: [`the runner ended with ${exitCode} and wrote no report`] }
  const report = JSON.parse(readFileSync(reportPath, 'utf8'))
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  const failed = report.numFailedTests + unloaded.length
  const passed = report.numPassedTests
  const hasOtherFailure = failed === 0 && (exitCode !== 0 || passed === 0)
  return {
    passed,
    failed: failed + (hasOtherFailure ? 1 : 0),
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [...report.testResults.flatMap(failuresOf), ...(hasOtherFailure ? [`the runner ended with ${exitCode}`] : [])],
  }
}

/** One line for each failed test of a file: the file, the test and the first line of its message. */
function failuresOf({ name, status, message, assertionResults }) {
  const file = relative(root, name)
  const firstLine = (text) => (text ?? '').split('\n')[0].slice(0, 300)
  if (status === 'failed' && assertionResults.length === 0) return [`${file}: ${firstLine(message)}`]
  const failed = assertionResults.filter((test) => test.status === 'failed')
  return failed.map((test) => `${file}: ${test.fullName}: ${firstLine(test.failureMessages[0])}`)
}

/** Counts from a last line of the same form, printed by a command of ours. */
export function countClosingLine(output, exitCode) {
  const lines = [...output.matchAll(/^(?:\w+: )?(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$/gm)]
  const last = lines[lines.length - 1]
  const marked = output.split('\n').filter((line) => line.startsWith(FAILURE_MARK))
  const failures = [...new Set(marked)].map((line) => line.slice(FAILURE_MARK.length))
  if (!last) return countExit(output, exitCode)
  const failed = Number(last[2])
  return { passed: Number(last[1]), failed: failed === 0 && exitCode !== 0 ? 1 : failed, skipped: Number(last[3] ?? 0), failures }
}

/** A command that counts nothing itself is one test; its last lines say why it failed. */
export function countExit(output, exitCode) {
  if (exitCode === 0) return { ...nothing, passed: 1 }
  const said = output.trimEnd().split('\n').slice(-LINES_OF_A_FAILURE)
  return { ...nothing, failed: 1, failures: [`it ended with ${exitCode}`, ...said] }
}
