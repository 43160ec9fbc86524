import { isCode, isGenerated, isTest, type TidyRule } from '../rule.ts'

/** A file that needs more is two concepts. */
const maximumLines = 300

export const fileLength: TidyRule = {
  name: 'file-length',
  applies: (path) => isCode(path) && !isTest(path) && !isGenerated(path),
  check: ({ text }) => {
    const lines = text.trimEnd().split('\n').length
    return lines > maximumLines ? [{ line: lines, message: `${lines} lines, at most ${maximumLines}` }] : []
  },
}
