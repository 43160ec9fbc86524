import { findLines, isTidy, type TidyRule } from '../rule.ts'

const folders = /(?<![\w.:/~])\/(?:work|root|Users)\/[\w.-]+|(?<![\w.:/])\/home\/(?!user\b)[\w.-]+|[A-Z]:\\Users\\/
const hosts = /registry\.[a-z.]*npm[a-z]*\.|npmmirror|deb\.debian\.org|artifactory|"resolved": "https?:/

/** The project runs anywhere: no path of one machine, no host of one registry. */
export const machineTraces: TidyRule = {
  name: 'machine-traces',
  applies: (path) => !isTidy(path),
  check: ({ text }) => [
    ...findLines(text, folders, (found) => `${found} is a path of one machine`),
    ...findLines(text, hosts, (found) => `${found} names a registry`),
  ],
}
