import { describe, expect, it } from 'vitest'
import uiEn from '../../ui/text/en.json'
import uiZh from '../../ui/text/zh.json'
import en from './en.json'
import zh from './zh.json'

type Texts = { [name: string]: string | Texts }

function flatten(texts: Texts, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([name, value]) =>
      typeof value === 'string' ? [[prefix + name, value] as const] : [...flatten(value, `${prefix}${name}.`)],
    ),
  )
}

const sources = import.meta.glob(
  ['../**/*.{vue,ts}', '../../ui/**/*.{vue,ts}', '../../../plugins/fields/**/{*.vue,view.ts}', '!**/*.test.ts'],
  { query: '?raw', import: 'default', eager: true },
)
const code = Object.values(sources) as string[]

const chinese = flatten({ ...zh, ui: uiZh } as Texts)
const english = flatten({ ...en, ui: uiEn } as Texts)

describe('texts of the workbench', () => {
  it('says everything in both languages, with the same parameters', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort())
    const parameters = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()
    for (const [key, text] of chinese) expect([key, ...parameters(english.get(key)!)]).toEqual([key, ...parameters(text)])
  })

  it('leaves no Chinese in the English texts, but the name of the other language', () => {
    expect([...english].filter(([key, text]) => key !== 'language.other' && /[\u4e00-\u9fff]/.test(text))).toEqual([])
  })

  it('has every text that the code asks for', () => {
    const asked = code.flatMap((text) =>
      [...text.matchAll(/(?<![\w.])(?:\$?t|i18n\.global\.t|te)\(\s*'([\w.-]+)'/g)].map((match) => match[1]!),
    )
    expect(asked.length).toBeGreaterThan(100)
    expect([...new Set(asked)].filter((key) => !chinese.has(key))).toEqual([])
  })

  it('has no text of its own in a template', () => {
    const templates = code.flatMap((text) => /<template>([\s\S]*)<\/template>/.exec(text)?.[1] ?? [])
    const withoutCode = templates.map((text) => text.replace(/\{\{[\s\S]*?\}\}/g, ''))
    expect(withoutCode.filter((text) => /[\u4e00-\u9fff]/.test(text))).toEqual([])
  })
})
