import { describe, expect, it } from 'vitest'
import en from './en.json'
import zh from './zh.json'

type Texts = { [name: string]: string | Texts }

function flatten(texts: Texts, prefix: string): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([name, value]) =>
      typeof value === 'string' ? [[prefix + name, value] as const] : [...flatten(value, `${prefix}${name}.`)],
    ),
  )
}

const sources = import.meta.glob(['./*.{vue,ts}', '../process-new/*.{vue,ts}', '!**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const code = Object.values(sources) as string[]
const chinese = flatten(zh as Texts, 'trial.')
const english = flatten(en as Texts, 'trial.')

describe('texts of test drives', () => {
  it('says everything in both languages, with the same parameters', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort())
    const parameters = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()
    for (const [key, text] of chinese) expect([key, ...parameters(english.get(key)!)]).toEqual([key, ...parameters(text)])
    expect([...english.values()].filter((text) => /[\u4e00-\u9fff]/.test(text))).toEqual([])
  })

  it('has every text that the code asks for, and no other', () => {
    const asked = new Set(code.flatMap((text) => [...text.matchAll(/'(trial\.[\w.-]+)'/g)].map((match) => match[1]!)))
    const families = code.flatMap((text) => [...text.matchAll(/`(trial\.[\w.]+\.)\$\{/g)].map((match) => match[1]!))
    expect([...asked].filter((key) => !chinese.has(key))).toEqual([])
    expect([...chinese.keys()].filter((key) => !asked.has(key) && !families.some((family) => key.startsWith(family)))).toEqual([])
  })

  it('has no text of its own in a template', () => {
    const templates = code.flatMap((text) => /<template>([\s\S]*)<\/template>/.exec(text)?.[1] ?? [])
    const withoutCode = templates.map((text) => text.replace(/\{\{[\s\S]*?\}\}/g, '').replace(/="[^"]*"/g, ''))
    expect(withoutCode.filter((text) => /[\u4e00-\u9fff]/.test(text))).toEqual([])
  })
})
