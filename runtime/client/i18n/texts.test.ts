import { describe, expect, it } from 'vitest'
import { readTexts, textParts, type TextPart, type Texts } from './text-parts.ts'

function flatten(texts: Texts, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([name, value]) =>
      typeof value === 'string' ? [[prefix + name, value] as const] : [...flatten(value, `${prefix}${name}.`)],
    ),
  )
}

const sources: Record<string, string> = import.meta.glob(
  ['../**/*.{vue,ts}', '../../ui/**/*.{vue,ts}', '../../../plugins/fields/**/{*.vue,view.ts}', '!**/*.test.ts'],
  { query: '?raw', import: 'default', eager: true },
)
const code = Object.values(sources)

const read = async (language: 'zh' | 'en'): Promise<[TextPart, Texts][]> =>
  Promise.all(textParts.map(async (part) => [part, await readTexts(language, part)]))
const parts = await read('zh')
const merge = (given: [TextPart, Texts][]): Texts => Object.assign({}, ...given.map(([, texts]) => texts)) as Texts
const chinese = flatten(merge(parts))
const english = flatten(merge(await read('en')))

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

const partOf = new Map(parts.flatMap(([part, texts]) => Object.keys(texts).map((section) => [section, part] as const)))
const ROUTER = '../shell/router.ts'

/** Parts that a component fetches itself before it shows anything. */
function fetchedBy(name: string): string[] {
  const asked = [...sources[name]!.matchAll(/loadTexts\(\[([^\]]*)\]/g)].map((match) => match[1]!)
  return asked.flatMap((names) => [...names.matchAll(/'(\w+)'/g)].map((match) => match[1]!))
}

/** A source and all that it imports, at once or later, but for what fetches its own texts, by the names that `sources` has for them. */
function reach(start: string, seen = new Set<string>()): Set<string> {
  if (seen.has(start) || sources[start] === undefined || start === ROUTER) return seen
  if (seen.size > 0 && fetchedBy(start).length > 0) return seen
  seen.add(start)
  for (const [, wanted] of sources[start].matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)) reach(nameOf(start, wanted!), seen)
  return seen
}

function nameOf(from: string, wanted: string): string {
  if (!wanted.startsWith('.')) {
    return wanted
      .replace('@formwork/runtime/client/', '../')
      .replace('@formwork/runtime/', '../../')
      .replace('@formwork/plugins/', '../../../plugins/')
  }
  const path = new URL(wanted, new URL(from, 'file:///a/b/c/d/')).pathname.replace('/a/b/c/', '')
  return path.startsWith('d/')
    ? `./${path.slice(2)}`
    : path.startsWith('/a/b/')
      ? `../../${path.slice(5)}`
      : path.startsWith('/a/')
        ? `../../../${path.slice(3)}`
        : `../${path}`
}

function partsAskedBy(source: string): string[] {
  const sections = [...source.matchAll(/(?<![\w.])(?:\$?t|i18n\.global\.te?|te)\(\s*['`]([\w-]+)\./g)].map((match) => match[1]!)
  return sections.flatMap((section) => partOf.get(section) ?? [])
}

describe('texts of a page', () => {
  const routes = [...sources[ROUTER]!.matchAll(/page\(\[([^\]]*)\], \(\) => import\('([^']+)'\)\)/g)].map(([, named, path]) => ({
    path: path!,
    waitsFor: [...named!.matchAll(/'(\w+)'/g)].map((match) => match[1]!),
  }))
  const always = ['shell', ...routes.find(({ path }) => path === './workbench.vue')!.waitsFor]

  it.each(routes)('$path waits for the texts that it shows', ({ path, waitsFor }) => {
    const asked = new Set([...reach(nameOf(ROUTER, path))].flatMap((name) => partsAskedBy(sources[name]!)))
    const given = path === './login-page.vue' ? ['shell', ...waitsFor] : [...always, ...waitsFor]
    expect([...asked].filter((part) => !given.includes(part))).toEqual([])
  })

  it.each(Object.keys(sources).filter((name) => name.includes('/merge/') && fetchedBy(name).length > 0))(
    '%s fetches the texts that it shows',
    (name) => {
      const asked = new Set([...reach(name)].flatMap((each) => partsAskedBy(sources[each]!)))
      expect([...asked].filter((part) => ![...always, 'record', ...fetchedBy(name)].includes(part))).toEqual([])
    },
  )
})
