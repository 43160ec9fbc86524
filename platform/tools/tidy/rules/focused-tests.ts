import { findLines, isTidy, type TidyRule } from '../rule.ts'

/** Every test runs, always. */
export const focusedTests: TidyRule = {
  name: 'focused-tests',
  applies: (path) => path.endsWith('.test.ts') && !isTidy(path),
  check: ({ text }) => findLines(text, /\b(?:it|test|describe)\.(?:skip|only|todo)\b/, (found) => `${found}: every test runs`),
}
