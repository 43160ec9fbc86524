import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import uiEn from '../../ui/text/en.json' with { type: 'json' }
import uiZh from '../../ui/text/zh.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import zh from './zh.json' with { type: 'json' }

type Texts = { [name: string]: string | Texts }

function flatten(texts: Texts, prefix = ''): Map<string, string> {
  return new Map(Object.entries(texts).flatMap(([name, value]) => (typeof value === 'string' ? [[prefix + name, value] as const] : [...flatten(value, `${prefix}${name}.`)])))
}

const folder = (path: string) => new URL(path, import.meta.url).pathname
const sources = (path: string): string[] =>
  readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(vue|ts)$/.test(name) && !name.endsWith('.test.ts') && !name.includes('node_modules')).map((name) => readFileSync(join(path, name), 'utf8'))

const chinese = flatten({ ...zh, ui: uiZh } as Texts)
const english = flatten({ ...en, ui: uiEn } as Texts)
const code = [folder('..'), folder('../../ui'), folder('../../../plugins/fields')].flatMap(sources)

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
    const asked = code.flatMap((text) => [...text.matchAll(/(?<![\w.])(?:\$?t|i18n\.global\.t|te)\(\s*'([\w.-]+)'/g)].map((match) => match[1]!))
    expect(asked.length).toBeGreaterThan(100)
    expect([...new Set(asked)].filter((key) => !chinese.has(key))).toEqual([])
  })

  it('has no text of its own in a template', () => {
    const templates = code.flatMap((text) => /<template>([\s\S]*)<\/template>/.exec(text)?.[1] ?? [])
    const withoutCode = templates.map((text) => text.replace(/\{\{[\s\S]*?\}\}/g, ''))
    expect(withoutCode.filter((text) => /[\u4e00-\u9fff]/.test(text))).toEqual([])
  })
})
