// Counting: what ran, added up from the runners' own reports, never from what was meant to run.
import { existsSync, readFileSync } from 'node:fs'

export const nothing = { passed: 0, failed: 0, skipped: 0 }

export const add = (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped })

/** The last line of `npm test` and `.ci/run`. */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** Counts vitest's JSON report. A file that did not load, a crash and an empty run each count as one failure. */
export function countVitest(reportPath, exitCode) {
  if (!existsSync(reportPath)) return { ...nothing, failed: 1 }
  const report = JSON.parse(readFileSync(reportPath, 'utf8'))
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
  const failed = report.numFailedTests + unloaded
  const passed = report.numPassedTests
  const hasOtherFailure = failed === 0 && (exitCode !== 0 || passed === 0)
  return { passed, failed: failed + (hasOtherFailure ? 1 : 0), skipped: report.numPendingTests + report.numTodoTests }
}

/** Counts from a last line of the same form, printed by a command of ours. */
export function countClosingLine(output, exitCode) {
  const lines = [...output.matchAll(/^(?:\w+: )?(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$/gm)]
  const last = lines[lines.length - 1]
  if (!last) return { ...nothing, failed: exitCode === 0 ? 0 : 1, passed: exitCode === 0 ? 1 : 0 }
  const failed = Number(last[2])
  return { passed: Number(last[1]), failed: failed === 0 && exitCode !== 0 ? 1 : failed, skipped: Number(last[3] ?? 0) }
}
