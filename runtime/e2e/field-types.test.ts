import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldsTemplate } from '../server/fixture/fields-template.fixture.ts'
import { startTestServer, type TestServer } from '../server/fixture/test-server.fixture.ts'
import { barriers } from './support/barriers.ts'
import { DESK, launch, openDesk, PHONE, settle, shoot, type Desk } from './support/workbench.ts'

/** Smallest side of what a finger has to hit, in px. */
const TOUCH = 44

/** A build of the client elsewhere than where `npm test` puts it. */
const client = process.env.FORMWORK_CLIENT

let test: TestServer
let browser: Browser
let desk: Desk
let page: Page
let base: string
beforeAll(async () => {
  test = await startTestServer({ files: fieldsTemplate, sample: 'people', ...(client === undefined ? {} : { clientFolder: client }) })
  base = `${test.server.url}/w/one/`
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await test?.close()
})

/** The day it is there; `en-CA` writes days as ISO does. */
const dayIn = (timeZone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date())
/** Somewhere where it is another day than in the workspace, whatever the hour. */
const elsewhere = (): string =>
  ['Pacific/Pago_Pago', 'Pacific/Kiritimati'].find((zone) => dayIn(zone) !== dayIn('Asia/Shanghai')) ?? 'Pacific/Pago_Pago'

async function open(size: typeof DESK | typeof PHONE, path: string, timeZone?: string): Promise<void> {
  desk = await openDesk(browser, size, timeZone)
  page = desk.page
  await page.goto(base)
  await page.getByRole('button', { name: /安/ }).click()
  await page.waitForSelector('.home')
  await page.goto(base + path)
  await page.waitForSelector('.form-section')
  await settle(page)
}

describe('a sheet with a field of every type', () => {
  it('is filled in on a desk, and shows what was meant', async () => {
    await open(DESK, 'record/sheet/new')
    await page.fill('#field-name', '欧阳锋')
    await page.selectOption('#field-area', 'east')
    await page.selectOption('#field-area-1', 'shanghai')
    await page.getByRole('radio', { name: '甲' }).check()
    await page.getByRole('checkbox', { name: '甲' }).check()
    await page.getByRole('checkbox', { name: '乙' }).check()
    for (const [field, typed] of [
      ['at', '下午2点'],
      ['takes', '1小时30分'],
      ['done', '12.5'],
      ['card', '11010519491231002x'],
      ['mark', '6901234567892'],
      ['spot', '30.27, 120.15'],
      ['from', '2026-1-1'],
      ['from-to', '2026-3-31'],
    ] as const) {
      await page.fill(`#field-${field}`, typed)
      await page.press(`#field-${field}`, 'Tab')
    }
    await page.locator('#field-rate').getByRole('radio', { name: '4' }).click()
    await page.selectOption('#field-address', '浙江省')
    await page.selectOption('#field-address-1', '杭州市')
    await page.selectOption('#field-address-2', '西湖区')
    await page.fill('#field-address-detail', '文三路 1 号')
    await page.press('#field-address-detail', 'Tab')
    await page.locator('#field-story').click()
    await page.keyboard.type('先看图')
    await page.evaluate(() => {
      const data = new DataTransfer()
      data.setData('text/html', '<p onclick="stolen=1">再<b>施工</b><img src=x onerror="stolen=1"><script>stolen=1</script></p>')
      document.activeElement!.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    })
    await settle(page)
    expect(await page.locator('[data-field=twice], #field-twice').first().innerText()).toContain('3小时')
    await shoot(page, 'field-types-desk')
    expect(await barriers(page)).toEqual([])
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.waitForURL(/record\/sheet\/\d+/)
    await settle(page)
    const admin = await test.signedIn('admin')
    const [row] = (await admin.get('records/sheet')).json.rows as { id: string }[]
    const { values } = (await admin.get(`records/sheet/${row!.id}`)).json as { values: Record<string, unknown> }
    expect(values).toMatchObject({
      name: '欧阳锋',
      area: 'east/shanghai',
      grade: 'a',
      marks: ['a', 'b'],
      at: '14:00',
      from: '2026-01-01/2026-03-31',
      takes: '90',
      rate: '4',
      done: '0.1250',
      address: '浙江省/杭州市/西湖区/文三路 1 号',
      card: '11010519491231002X',
      mark: '6901234567892',
      spot: '30.27,120.15',
      twice: '180',
    })
    expect(values.story).toContain('<strong>施工</strong>')
    expect(String(values.story)).not.toMatch(/onclick|onerror|script|img/)
    expect(await page.evaluate(() => 'stolen' in window)).toBe(false)
    expect(desk.troubles).toEqual([])
  })

  it('shows a wrong value where it was typed, and keeps it', async () => {
    await page.fill('#field-card', '110105194912310021')
    await page.press('#field-card', 'Tab')
    await page.fill('#field-at', '25:00')
    await page.press('#field-at', 'Tab')
    await settle(page)
    expect(await page.locator('[data-name=card], .formkit-outer:has(#field-card)').first().innerText()).toContain('身份证')
    expect(await page.inputValue('#field-card')).toBe('110105194912310021')
    expect(await page.inputValue('#field-at')).toBe('25:00')
    await desk.context.close()
  })

  it('is filled in on a phone with a thumb', async () => {
    await open(PHONE, 'record/sheet/new')
    await page.fill('#field-name', '手机')
    await page.fill('#field-at', '08:30')
    await page.locator('#field-rate').getByRole('radio', { name: '3' }).tap()
    await page.selectOption('#field-address', '北京市')
    await settle(page)
    expect(await page.inputValue('#field-address-1')).toBe('北京市')
    await shoot(page, 'field-types-phone')
    const small = await page.evaluate((least) => {
      const targets = [...document.querySelectorAll<HTMLElement>('.form-section :is(button, select, input, label.choice)')]
      return targets
        .filter((each) => each.offsetParent !== null && !(each.parentElement?.matches('label.choice') ?? false))
        .map((each) => ({
          is: `${each.tagName}#${each.id} ${each.getAttribute('aria-label') ?? ''}`,
          high: Math.round((each.closest('.el-input') ?? each).getBoundingClientRect().height),
        }))
        .filter(({ high }) => high < least)
    }, TOUCH)
    expect(small).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    expect(await barriers(page)).toEqual([])
    await page.evaluate(() => document.querySelector('.form-section:last-of-type')?.scrollIntoView())
    await shoot(page, 'field-types-phone-end')
    expect(desk.troubles).toEqual([])
    await desk.context.close()
  })

  it('takes days and times from a sheet of its own on a phone, by the clock of the workspace', async () => {
    await open(PHONE, 'record/sheet/new', elsewhere())
    const today = dayIn('Asia/Shanghai')
    await page.locator('#field-due').tap()
    const sheet = page.getByRole('dialog', { name: '到期' })
    await sheet.getByRole('group', { name: '时' }).getByRole('button', { name: '14' }).tap()
    await sheet.getByRole('group', { name: '分' }).getByRole('button', { name: '30' }).tap()
    await sheet.locator('.day[aria-current=date]').tap()
    await shoot(page, 'field-types-picker-phone')
    expect(await barriers(page)).toEqual([])
    const sides = await sheet.locator('.day').evaluateAll((days) => days.map((day) => day.getBoundingClientRect().height))
    expect(Math.min(...sides)).toBeGreaterThanOrEqual(TOUCH)
    await sheet.getByRole('button', { name: '确定' }).tap()
    await expect.poll(() => page.inputValue('#field-due')).toBe(`${today} 14:30`)
    await page.locator('#field-from').tap()
    await page.getByRole('dialog', { name: '有效期' }).getByRole('button', { name: '今天' }).tap()
    await expect.poll(() => page.inputValue('#field-from')).toBe(today)
    await page.locator('#field-from-to').tap()
    await page.getByLabel('键盘输入').fill('明天')
    await page.keyboard.press('Enter')
    const tomorrow = new Date(Date.parse(`${today}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
    await expect.poll(() => page.inputValue('#field-from-to')).toBe(tomorrow)
    await page.fill('#field-at', '下午2点')
    await page.locator('#field-name').tap()
    await expect.poll(() => page.inputValue('#field-at')).toBe('14:00')
    await page.locator('#field-due').tap()
    await page.getByRole('dialog', { name: '到期' }).getByRole('button', { name: '清除' }).tap()
    await expect.poll(() => page.inputValue('#field-due')).toBe('')
    expect(desk.troubles).toEqual([])
    await desk.context.close()
  })

  it('knows today and the calendar of the workspace on a desk elsewhere', async () => {
    await open(DESK, 'record/sheet/new', elsewhere())
    const today = dayIn('Asia/Shanghai')
    await page.fill('#field-from', '今天')
    await page.locator('#field-name').focus()
    await expect.poll(() => page.inputValue('#field-from')).toBe(today)
    await page
      .locator('.date', { has: page.locator('#field-from-to') })
      .getByRole('button', { name: '打开日历' })
      .click()
    await page.locator('.calendar .day[aria-current=date]').waitFor()
    await shoot(page, 'field-types-calendar')
    await page.locator('.calendar .day[aria-current=date]').click()
    await expect.poll(() => page.inputValue('#field-from-to')).toBe(today)
    expect(desk.troubles).toEqual([])
    await desk.context.close()
  })

  it('shows no figure where there is none to tell: in a new record, on a card', async () => {
    const admin = await test.signedIn('admin')
    await admin.command('save', { entity: 'sheet', changes: { values: { name: '没有评分', grade: 'a' } } })
    await admin.command('save', { entity: 'sheet', changes: { values: { name: '评分四星', rate: '4', takes: '45' } } })
    await open(PHONE, 'record/kind/new')
    await page.locator('#field-name').waitFor()
    const fresh = await page.locator('.form-section').allInnerTexts()
    expect(fresh.join(' ')).not.toMatch(/登记数|平均评分|用时/)
    await page.goto(`${base}list/sheet`)
    const card = (name: string) => page.locator('.cards li', { hasText: name })
    await card('没').first().waitFor()
    expect(await card('没').first().locator('.figure').count()).toBe(0)
    expect(await card('评').first().locator('.figure').count()).toBe(1)
    await shoot(page, 'cards-without-figures')
    expect(desk.troubles).toEqual([])
    await desk.context.close()
  })

  it('folds a section away, says how much is in it, keeps it so, and opens it for what is wrong', async () => {
    for (const size of [DESK, PHONE]) {
      await open(size, 'record/sheet/new')
      const head = page.getByRole('button', { name: /^▾?其他/ })
      await page.fill('#field-spot', '30.27, 120.15')
      await page.fill('#field-card', '12')
      await head.click()
      await expect.poll(() => head.getAttribute('aria-expanded')).toBe('true')
      await page.fill('#field-card', '')
      await page.locator('#field-spot').focus()
      await settle(page)
      await head.click()
      await expect.poll(() => head.getAttribute('aria-expanded')).toBe('false')
      expect(await head.innerText()).toContain('已填 1 项')
      expect(await page.locator('#field-spot').isVisible()).toBe(false)
      await shoot(page, size === DESK ? 'form-folded' : 'form-folded-phone')
      await head.click()
      await page.fill('#field-spot', '')
      await settle(page)
      await head.click()
      expect(await head.innerText()).not.toContain('已填')
      await page.goto(`${base}list/sheet`)
      await page.goto(`${base}record/sheet/new`)
      await page.waitForSelector('.form-section')
      expect(await page.getByRole('button', { name: /^▾?其他/ }).getAttribute('aria-expanded')).toBe('false')
      expect(desk.troubles).toEqual([])
      await desk.context.close()
    }
  })

  it('offers in a cell of the list what its filter lets through', async () => {
    const admin = await test.signedIn('admin')
    const kinds = (await admin.get('records/kind')).json.rows as { id: string; title: string }[]
    const wide = kinds.find(({ title }) => title === '大类')!.id
    await admin.command('save', { entity: 'sheet', changes: { values: { name: '在列表里', kind: wide } } })
    desk = await openDesk(browser)
    page = desk.page
    await page.goto(base)
    await page.getByRole('button', { name: /安/ }).click()
    await page.waitForSelector('.home')
    await page.goto(`${base}list/sheet`)
    const row = page.locator('tbody tr', { hasText: '大类' }).first()
    await row.waitFor()
    const heads = await page.locator('thead th').allInnerTexts()
    await row
      .locator('td')
      .nth(heads.findIndex((text) => text.includes('下级类别')))
      .dblclick()
    await page.getByRole('option').first().waitFor()
    await settle(page)
    await shoot(page, 'list-cell-filtered')
    const offered = await page.getByRole('option').allInnerTexts()
    expect(offered.map((text) => text.trim())).toEqual(['小类'])
    await page.getByRole('option').first().click()
    await page.keyboard.press('Enter')
    await expect.poll(() => row.innerText()).toContain('小类')
    expect(desk.troubles).toEqual([])
    await desk.context.close()
  })

  it('is counted and listed at what it belongs to', async () => {
    const admin = await test.signedIn('admin')
    const kinds = (await admin.get('records/kind')).json.rows as { id: string; title: string }[]
    const narrow = kinds.find(({ title }) => title === '小类')!.id
    await admin.command('save', { entity: 'sheet', changes: { values: { name: '第一张', kind: narrow, rate: '5', takes: '30' } } })
    await open(DESK, `record/kind/${narrow}`)
    const text = await page.locator('.form-section').first().innerText()
    expect(text).toMatch(/登记数\s*1/)
    await page.getByRole('link', { name: '第一张' }).waitFor()
    await shoot(page, 'field-types-related')
    expect(await barriers(page)).toEqual([])
    await page.getByRole('link', { name: '第一张' }).click()
    await page.waitForURL(/record\/sheet\/\d+/)
    expect(desk.troubles).toEqual([])
    await desk.context.close()
  })
})
