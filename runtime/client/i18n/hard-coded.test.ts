import { describe, expect, it } from 'vitest'

const files = {
  ...(import.meta.glob('../../{client,ui}/**/*.{vue,ts}', { query: '?raw', import: 'default', eager: true }) as Record<string, string>),
  ...(import.meta.glob('../../../plugins/**/*.vue', { query: '?raw', import: 'default', eager: true }) as Record<string, string>),
}
const CHINESE = /[\u3400-\u9fff]/
const WORD = /[A-Za-z]{2,}/
/** Keys of the keyboard are called the same in every language. */
const KEY = /^(?:F\d+|(?:Ctrl|Alt|Shift) \w+)$/
/** Attributes whose text people read or hear. */
const READ = /\s(?:title|label|placeholder|alt|aria-label)="([^"]*)"/g
/** Code that reads letters of people's own (a name behind an @, words in a formula), or writes figures as each language counts (万). */
const READERS = /read-typed|mention\.ts|formula-text|chart-option|\.test\.ts$/
/** An expression shown as an example: names of fields, no text. */
const EXPRESSION = /^record\.\w+ [<>=]+ \d+$/

const withoutComments = (code: string): string => code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/[^\n]*/g, '$1')
const scriptOf = (source: string, path: string): string =>
  withoutComments(
    path.endsWith('.vue') ? [...source.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code).join('\n') : source,
  )

function templateTexts(source: string): string[] {
  const template = /<template>([\s\S]*)<\/template>/.exec(source)?.[1] ?? ''
  const plain = template.replace(/<!--[\s\S]*?-->/g, '').replace(/\{\{[\s\S]*?\}\}/g, '')
  const attributes = [...plain.matchAll(READ)].map(([, text]) => text!)
  // An attribute may hold `>`: quoted text goes first.
  const texts = plain
    .replace(/"[^"]*"/g, '""')
    .replace(/<[^>]*>/g, '\n')
    .split('\n')
  return [...attributes, ...texts]
    .map((text) => text.trim())
    .filter((text) => !KEY.test(text) && !EXPRESSION.test(text.replaceAll('&lt;', '<')) && (WORD.test(text) || CHINESE.test(text)))
}

describe('texts that people read', () => {
  it('are found by this test', () => {
    expect(templateTexts('<template><p title="Hello">World {{ t("a.b") }}</p></template>')).toEqual(['Hello', 'World'])
    expect(templateTexts('<template><b :title="t(\'x\')" title="F9">×</b></template>')).toEqual([])
    expect(CHINESE.test(scriptOf("const said = '你好' // 制单", 'a.ts'))).toBe(true)
    expect(CHINESE.test(scriptOf('/** 制单 */ const said = 1 // 制单', 'a.ts'))).toBe(false)
  })

  it.each(Object.entries(files).filter(([path]) => path.endsWith('.vue')))('none stands in the template of %s', (_path, source) => {
    expect(templateTexts(source)).toEqual([])
  })

  it('none in Chinese stands in code', () => {
    const found = Object.entries(files).filter(([path, source]) => !READERS.test(path) && CHINESE.test(scriptOf(source, path)))
    expect(found.map(([path]) => path)).toEqual([])
  })
})
