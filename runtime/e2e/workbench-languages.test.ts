import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { englishIn, saidOn } from './support/languages.ts'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, PHONE, signIn, type Desk } from './support/workbench.ts'

const PAGES = [
  '',
  'tasks',
  'list/sales-order',
  'list/product',
  'record/sales-order/new',
  'import/product',
  'recycle-bin',
  'alerts',
  'notices',
  'periods',
  'me',
  'proxies',
  'public-links',
  'subscriptions',
  'nothing-here',
  'dashboard/owner',
  'dashboard/finance',
  'report/sales-summary',
  'report/profit-and-loss',
  'report/receivables',
]

/** A part of a longer Chinese text that no name of a person or a thing contains by chance. */
const TELLING = 4
const root = join(import.meta.dirname, '../..')
const texts = chineseTexts()
const parts = [...texts].flatMap((text) => text.split(/\{[^}]*\}|[^\u3400-\u9fff]+/)).filter((part) => part.length >= TELLING)

/** Every Chinese text of the workbench and of the definitions. */
function chineseTexts(): Set<string> {
  const found = new Set<string>()
  const keep = (value: unknown): void => {
    if (typeof value === 'string') found.add(value.trim())
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(keep)
  }
  const keepLabels = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if ('zh' in value) keep(value.zh)
    Object.values(value).forEach(keepLabels)
  }
  const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))
  const own = join(root, 'runtime/client/i18n/zh')
  for (const name of readdirSync(own)) keep(read(join(own, name)))
  keep(read(join(root, 'runtime/ui/text/zh.json')))
  const template = join(root, 'templates/jxc')
  for (const name of readdirSync(template, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.json') && !/\b(?:scenarios|samples)\b/.test(name)) keepLabels(read(join(template, name)))
  }
  return new Set([...found].filter((text) => /[\u3400-\u9fff]/.test(text)))
}

/** What formulas of reports answer is one text for all readers. */
const COMPUTED = new Set(['停进', '促销'])

/** Values of the business stay as somebody wrote them; what the product says is said in the language of its reader. */
const chineseTextsIn = (said: readonly string[]): string[] =>
  said.filter((text) => !COMPUTED.has(text) && (texts.has(text) || parts.some((part) => text.includes(part))))

let server: DemoServer
let browser: Browser
let desks: Desk[]

beforeAll(async () => {
  server = await startDemoServer()
  browser = await launch()
  desks = [await openDesk(browser), await openDesk(browser, PHONE)]
  for (const { page } of desks) await signIn(page, server.base, '陈建国')
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

async function show(page: Page, path: string): Promise<string[]> {
  await page.goto(`${server.base}${path}`)
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(300)
  return saidOn(page)
}

describe('the workbench in Chinese', () => {
  it.each(PAGES)('/%s says nothing in English, and no page is wider than a phone', async (path) => {
    for (const { page } of desks) {
      const said = await show(page, path)
      expect(chineseTextsIn(said)).not.toEqual([])
      expect(englishIn(said)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    }
  })
})

/** A page may not scroll sideways and yet end behind the edge: the cards of home stop before it. */
const beyondEdge = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.home .card')]
      .filter((card) => card.getBoundingClientRect().right > innerWidth - 4)
      .map((card) => card.className),
  )

describe('the workbench in English', () => {
  beforeAll(async () => {
    const { page } = desks[0]!
    await show(page, 'me')
    await page.getByRole('button', { name: 'English', exact: true }).click()
    await page.getByRole('button', { name: '中文', exact: true }).waitFor()
    await desks[1]!.page.evaluate(() => localStorage.setItem('formwork.language', 'en'))
  })

  it.each(PAGES)('/%s says nothing in Chinese apart from what people wrote, and no page is wider than a phone', async (path) => {
    for (const { page } of desks) {
      const said = await show(page, path)
      expect(said.length).toBeGreaterThan(3)
      expect(chineseTextsIn(said)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      if (path === '') expect(await beyondEdge(page)).toEqual([])
    }
  })
})
