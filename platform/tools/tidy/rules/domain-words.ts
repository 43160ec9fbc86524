import { readFileSync } from 'node:fs'
import { findLines, isTest, type TidyRule } from '../rule.ts'

const list = readFileSync(new URL('../domain-words.txt', import.meta.url), 'utf8')
const words = list.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
const english = words.filter((word) => /^[a-z]/.test(word))
const chinese = words.filter((word) => !/^[a-z]/.test(word))
const pattern = new RegExp(`(?<![a-z])(?:${english.join('|')})(?:s|es|d)?(?![a-z])|${chinese.join('|')}`, 'i')

/** camelCase becomes words, so that `purchaseOrder` is found and `wholesale` is not. */
const splitWords = (text: string): string => text.replace(/([a-z0-9])([A-Z])/g, '$1 $2')

/** No code outside templates and connectors knows a word of the trade; docs and tests are excepted. */
export const domainWords: TidyRule = {
  name: 'domain-words',
  applies: (path) =>
    /^(platform|runtime|designer|plugins)\//.test(path) &&
    !/\.(md|txt|svg)$|^platform\/docs\/|^plugins\/connectors\//.test(path) &&
    !path.endsWith('tidy/rules/domain-words.ts') &&
    !isTest(path),
  check: ({ path, text }) => [
    ...findLines(splitWords(text), pattern, (word) => `"${word}" is a word of the trade`),
    ...findLines(splitWords(path), pattern, (word) => `"${word}" in the file's name is a word of the trade`),
  ],
}
