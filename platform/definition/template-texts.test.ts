import { existsSync, readFileSync } from 'node:fs'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { describe, expect, it } from 'vitest'
import { checkDefinitions } from './check.ts'
import { jxcFolder, readFolder } from './read-folder.fixture.ts'

const files = readFolder(jxcFolder)
const definitions = files
  .filter(({ path }) => path.endsWith('.json'))
  .map(({ path, text }) => ({ path, definition: JSON.parse(text) as Record<string, unknown> & { kind: string; name: string } }))
const { model } = await checkDefinitions(files, createBuiltInRegistry())

type Text = { zh?: string; en?: string }
const isBoth = (text: unknown): boolean => ((text as Text)?.zh ?? '') !== '' && ((text as Text)?.en ?? '') !== ''

/** Texts that somebody reads, anywhere in a definition, that are not there in both languages. */
function inOneLanguage(value: unknown, place: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((each, index) => inOneLanguage(each, `${place}/${(each as { name?: string })?.name ?? index}`))
  }
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, each]) => {
    const isText = ['label', 'help', 'message', 'placeholder', 'why'].includes(key) && !isBoth(each)
    return [...(isText ? [`${place}/${key}`] : []), ...inOneLanguage(each, `${place}/${key}`)]
  })
}

describe('texts of the template', () => {
  const explained = ['entity', 'report', 'alert', 'module', 'profile', 'ledger', 'dashboard', 'automation', 'batch', 'match']
  it.each(explained)('every %s says in both languages what it is for', (kind) => {
    const without = definitions.filter(({ definition }) => definition.kind === kind && !isBoth(definition.help))
    expect(without.map(({ path }) => path)).toEqual([])
  })

  it.each(['product', 'supplier', 'customer'])('%s knows what files of others call its fields, and no word is of two of them', (name) => {
    const { fields } = model!.entities.get(name)!
    const words = fields.flatMap((field) => (field.headings ?? []).map((word) => ({ word, field: field.name })))
    const labels = new Set(fields.flatMap(({ label }) => Object.values(label as Text)))
    expect(words.length).toBeGreaterThan(12)
    expect(words.filter(({ word }, index) => labels.has(word) || words.findIndex((each) => each.word === word) !== index)).toEqual([])
  })

  it('everything that is read is there in Chinese and English', () => {
    const shown = definitions.filter(({ definition }) => !['scenario', 'sample'].includes(definition.kind))
    expect(shown.flatMap(({ path, definition }) => inOneLanguage(definition, path))).toEqual([])
  })
})

describe('texts that formulas of reports answer', () => {
  const formulas = [...model!.reports.values()].flatMap(({ name, columns }) =>
    columns.flatMap((column) => (column.formula === undefined ? [] : [[`${name}/${column.name}`, column.formula] as const])),
  )
  const bothAtOnce = /\{ zh: [^{}]*, en: [^{}]*\}/g

  it('are said in both languages', () => {
    expect(formulas.filter(([, formula]) => formula.includes('{ zh: ')).length).toBeGreaterThan(3)
    expect(formulas.filter(([, formula]) => /\p{Script=Han}/u.test(formula.replaceAll(bothAtOnce, ''))).map(([place]) => place)).toEqual([])
  })
})

describe('the table of what the template covers', () => {
  const readme = readFileSync(`${jxcFolder}/README.md`, 'utf8')
  const rows = [...readme.matchAll(/^\| (\d+) \| [^|]+\| [●◐○] \| ([^|]*)\|/gm)]
  const folders = new Set(files.flatMap(({ path }) => path.split('/').slice(0, -1)))
  const known = new Set([...definitions.map(({ definition }) => definition.name), ...folders])
  const isKnown = (name: string): boolean =>
    known.has(name) ||
    (name.endsWith('.test.ts') && existsSync(`${jxcFolder}/../../${name}`)) ||
    files.some(({ path }) => path === name || path === `${name}.json` || path.startsWith(`${name}/`) || path.startsWith(name))

  it('has the rows 1 to 77', () => expect(rows.map(([, row]) => Number(row))).toEqual(Array.from({ length: 77 }, (_, index) => index + 1)))

  it('names what is there', () => {
    const named = rows.flatMap(([, row, text]) => [...text!.matchAll(/`([^`]+)`/g)].map(([, name]) => [row, name!] as const))
    const fields = new Set([...model!.entities.values()].flatMap((entity) => entity.fields.map(({ name }) => name)))
    expect(named.filter(([, name]) => !isKnown(name) && !fields.has(name) && name !== 'compare' && name !== 'clone')).toEqual([])
  })
})

describe('stories', () => {
  const stories = new Map([...model!.scenarios.values()].map((scenario) => [scenario.name, JSON.stringify(scenario)]))

  it.each([
    ['布料供应商评级', 'fabric-suppliers-are-rated'],
    ['手机验收', 'phones-are-inspected'],
    ['化妆品店三类客户', 'three-classes-of-customers'],
    ['电商拣货发货', 'online-order-is-picked-and-shipped'],
    ['服装退货再入库', 'garments-come-back-into-stock'],
    ['超市月度盘点', 'supermarket-counts-each-month'],
    ['药品下限 10 盒', 'minimum-of-ten-nine-alerts'],
    ['A店→B店 调拨', 'from-shop-a-to-shop-b'],
    ['30 天账期到期前催收', 'reminded-before-thirty-days-end'],
    ['协商降价的采购节约', 'negotiated-price-saves'],
    ['制造成本过高', 'cost-made-is-too-high'],
  ])('%s is told', (_, name) => expect(stories.has(name)).toBe(true))

  it.each([...model!.alerts.keys()])('the alert %s is told, and says what to do', (name) => {
    expect([...stories.values()].some((story) => story.includes(`"rule":"${name}"`))).toBe(true)
    expect(model!.alerts.get(name)!.action).toBeDefined()
  })

  it.each(
    [...model!.entities.values()].filter(({ nature, name }) => nature === 'document' && model!.postings.has(name)).map(({ name }) => name),
  )('the document %s is posted in a story', (name) =>
    expect([...stories.values()].some((story) => story.includes(`"entity":"${name}"`) || story.includes(`"${name}"`))).toBe(true),
  )
})
