import { findLines, isTidy, type TidyRule } from '../rule.ts'

/** What is not finished is an issue, not a comment. */
export const unfinishedWork: TidyRule = {
  name: 'unfinished-work',
  applies: (path) => !isTidy(path) && path !== 'platform/tools/eslint.config.js' && path !== 'package-lock.json',
  check: ({ text }) => findLines(text, /\b(FIXME|TODO|XXX|HACK)\b/, (word) => `${word}: finish it or file it`),
}
