import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

/** Budgets in KB of gzip (spec: screens, section 6). */
const ENTRY = 90
const FORM = 260
const ANY = 400
const folder = new URL('../../.build/client/', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, folder), 'utf8')
const size = (path: string): number => gzipSync(read(path)).length / 1024

/** A chunk and everything it needs before it runs. */
function closure(start: readonly string[]): Set<string> {
  const seen = new Set<string>()
  const visit = (path: string): void => {
    if (seen.has(path)) return
    seen.add(path)
    for (const [, name] of read(path).matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) visit(`assets/${name}`)
  }
  start.forEach(visit)
  return seen
}

/** The chunk that is loaded when a page is first opened, found by the name of its source file. */
function route(name: string): string {
  const entry = [...closure(entryScripts())].map(read).join('\n')
  const found = new RegExp(`(?:assets/|\\./)(${name}-[\\w-]+\\.js)`).exec(entry)
  if (found === null) throw new Error(`There is no route ${name}`)
  return `assets/${found[1]}`
}

const entryScripts = (): string[] => [...read('index.html').matchAll(/src="\/([^"]+\.js)"/g)].map((match) => match[1]!)
const weigh = (chunks: Iterable<string>): number => Math.round([...chunks].reduce((sum, path) => sum + size(path), 0))

describe('what the browser has to load', () => {
  it('keeps the entry small', () => {
    const entry = weigh(closure(entryScripts()))
    console.log(`entry: ${entry} KB gzip`)
    expect(entry).toBeLessThanOrEqual(ENTRY)
  })

  it('keeps the form within its budget, FormKit and all', () => {
    const form = weigh(closure([...entryScripts(), route('workbench'), route('record-page'), ...lazyOf('record-page', 'header-form')]))
    console.log(`form route: ${form} KB gzip`)
    expect(form).toBeLessThanOrEqual(FORM)
  })

  it.each(['workbench', 'list-page', 'tasks-page', 'task-page', 'report-page', 'home-page', 'login-page'])(
    'keeps %s within any budget',
    (name) => {
      expect(weigh(closure([...entryScripts(), route('workbench'), route(name)]))).toBeLessThanOrEqual(ANY)
    },
  )

  it('knows every colour and measure that the parts of others ask for', () => {
    const sheets = readdirSync(new URL('assets/', folder)).filter((name) => name.endsWith('.css'))
    const styles = sheets.map((name) => read(`assets/${name}`)).join('\n')
    const names = (pattern: RegExp): Set<string> => new Set([...styles.matchAll(pattern)].map(([, name]) => name!))
    const given = names(/(--el-[\w-]+)\s*:/g)
    expect(given.size).toBeGreaterThan(50)
    expect([...names(/var\((--el-[\w-]+)\)/g)].filter((name) => !given.has(name))).toEqual([])
  })

  it('has no script in the page itself', () => {
    expect([...read('index.html').matchAll(/<script(?![^>]*src=)/g)]).toEqual([])
  })
})

function lazyOf(from: string, name: string): string[] {
  const text = [...closure([route(from)])].map(read).join('\n')
  const found = new RegExp(`(${name}-[\\w-]+\\.js)`).exec(text)
  return found === null ? [] : [`assets/${found[1]}`]
}
