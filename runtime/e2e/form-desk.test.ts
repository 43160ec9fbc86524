import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { clickCell, paste } from './support/grid.ts'
import { cellText, total, typeOrder } from './support/order-form.ts'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, settle, shoot, signIn, type Desk } from './support/workbench.ts'

const PRODUCT = 0
const QUANTITY = 2
const small = { supplier: 'S001', warehouse: 'W01', lines: [['P001', '10', '18']] as [string, string, string][] }

/** What the server answers beside a row comes when it comes. */
const PATIENT = { timeout: 10_000 }

describe('writing documents all day', () => {
  let server: DemoServer
  let browser: Browser
  let desk: Desk
  let page: Page

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
    desk = await openDesk(browser)
    page = desk.page
    page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined))
    await signIn(page, server.base, '管理员')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    expect(desk.troubles).toEqual([])
  })
  beforeEach(async () => {
    await page.evaluate(() => localStorage.clear())
    await page.goto(`${server.base}record/sales-order/new`)
    await page.waitForSelector('[role=grid]')
    await page.waitForLoadState('networkidle')
  })

  const choose = async (field: string, text: string): Promise<void> => {
    await page.fill(`#field-${field}`, text)
    await page.getByRole('option').first().waitFor()
    await page.press(`#field-${field}`, 'Enter')
    await settle(page)
  }
  const fact = (name: string) => page.locator(`[data-fact=${name}] dd`)

  it('a look-up tells stock and price beside each choice, and arrows choose', async () => {
    await page.focus('#field-customer')
    await page.getByRole('option').nth(2).waitFor()
    const second = await page.getByRole('option').nth(1).locator('.title').innerText()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await page.inputValue('#field-customer')).toBe(second)
    await clickCell(page, 0, PRODUCT)
    await page.keyboard.type('P001')
    const choice = page.getByRole('option', { name: /P001/ })
    await choice.waitFor()
    expect(await choice.innerText()).toMatch(/现存量 [\d,]+/)
    expect(await choice.innerText()).toMatch(/参考售价 [\d,.]+/)
    await shoot(page, 'lookup-beside')
  })

  it('the row tells what is on hand at the chosen place, and where its price comes from', async () => {
    await choose('customer', 'C001')
    await choose('warehouse', 'W01')
    await clickCell(page, 0, PRODUCT)
    await page.keyboard.type('P001')
    await page.keyboard.press('Enter')
    await page.keyboard.type('2')
    await page.keyboard.press('Enter')
    await expect.poll(() => fact('onHand').innerText(), PATIENT).toMatch(/^[\d,]+/)
    await expect.poll(() => fact('priceWhy').innerText(), PATIENT).toMatch(/.{4,}/)
    const before = await fact('onHand').innerText()
    await shoot(page, 'row-facts')
    await choose('warehouse', 'W02')
    await clickCell(page, 0, QUANTITY)
    await expect.poll(() => fact('onHand').innerText(), PATIENT).not.toBe(before)
  })

  it('Ctrl+Enter goes straight to the next row, with what was typed', async () => {
    await clickCell(page, 0, PRODUCT)
    for (const [code, quantity] of [
      ['P001', '3'],
      ['P002', '4'],
    ] as const) {
      await page.keyboard.type(code)
      await page.keyboard.press('Enter')
      await page.keyboard.type(quantity)
      await page.keyboard.press('Control+Enter')
    }
    await settle(page)
    expect([await cellText(page, 0, QUANTITY), await cellText(page, 1, QUANTITY)]).toEqual(['3', '4'])
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^第 3 行 商品/)
  })

  it('the first columns stay while the others scroll; how many, and how high rows are, is chosen', async () => {
    const left = async (column: number) => (await page.locator(`[role=row][aria-rowindex="1"] [data-column="${column}"]`).boundingBox())!.x
    const scroller = page.locator('.scroller')
    const [first, second] = [await left(0), await left(1)]
    await scroller.evaluate((pane) => (pane.scrollLeft = 400))
    await expect.poll(() => left(0)).toBe(first)
    expect(await left(1)).toBeLessThan(second)
    // A cell that is walked to is never left below the columns that stay.
    await clickCell(page, 0, 12)
    for (let step = 0; step < 9; step++) await page.keyboard.press('ArrowLeft')
    const [cell, frozen] = await Promise.all([left(3), page.locator('[role=row][aria-rowindex="1"] [data-column="0"]').boundingBox()])
    expect(cell).toBeGreaterThanOrEqual(Math.floor(frozen!.x + frozen!.width))

    await page.getByRole('button', { name: '列设置' }).click()
    await page.getByLabel('左侧固定').selectOption({ label: '前 2 列' })
    await page.getByLabel('行高').selectOption('comfortable')
    await shoot(page, 'column-choice')
    await page.getByRole('button', { name: '完成' }).click()
    const height = async () => (await page.locator('[role=row][aria-rowindex="1"]').boundingBox())!.height
    expect(await height()).toBe(44)
    await scroller.evaluate((pane) => (pane.scrollLeft = 0))
    const wide = await left(1)
    await scroller.evaluate((pane) => (pane.scrollLeft = 400))
    await expect.poll(() => left(1)).toBe(wide)
    await page.reload()
    await page.waitForSelector('[role=grid]')
    expect(await height()).toBe(44)
    await page.goto(`${server.base}list/sales-order`)
    await page.waitForSelector('.frame')
    expect(await page.evaluate(() => document.querySelector('.frame')?.classList.contains('comfortable'))).toBe(true)
  })

  it('pasted codes are looked up in one request; one that means several records tells which', async () => {
    const requests: string[] = []
    const listen = (request: { method(): string; url(): string }) => {
      if (request.url().includes('/lookup/')) requests.push(`${request.method()} ${new URL(request.url()).pathname.split('/').at(-1)}`)
    }
    page.on('request', listen)
    await clickCell(page, 0, PRODUCT)
    await paste(page, Array.from({ length: 300 }, (_, row) => (row === 7 ? 'P00\t1' : `P00${(row % 8) + 1}\t1`)).join('\n'))
    await expect.poll(() => page.locator('[role=gridcell].wrong').count(), { timeout: 10_000 }).toBe(1)
    page.off('request', listen)
    expect(requests).toEqual(['POST product'])
    await clickCell(page, 7, PRODUCT)
    expect(await page.locator('[role=gridcell].wrong').getAttribute('title')).toMatch(/可能是：.*、/)
    await page.keyboard.press('F2')
    await page.getByRole('option', { name: /P003/ }).waitFor()
    await shoot(page, 'paste-ambiguous')
    await page.getByRole('option', { name: /P003/ }).click()
    await expect.poll(() => page.locator('[role=gridcell].wrong').count()).toBe(0)
    expect(await cellText(page, 7, PRODUCT)).toBe('文件夹')
  })

  it('what a look-up does not find is made on the way, and chosen', async () => {
    const name = `路边小店${Date.now() % 100_000}`
    await page.fill('#field-customer', name)
    await page.getByRole('option', { name: new RegExp(`新建“${name}”`) }).click()
    const sheet = page.getByRole('dialog', { name: /新建客户/ })
    await sheet.waitFor()
    expect(await sheet.locator('#field-name').inputValue()).toBe(name)
    await shoot(page, 'quick-create')
    await sheet.getByRole('button', { name: '保存并选用' }).click()
    await sheet.waitFor({ state: 'hidden' })
    await expect.poll(() => page.inputValue('#field-customer')).toBe(name)

    await clickCell(page, 0, PRODUCT)
    await page.keyboard.type('没有的货')
    await page.getByRole('option', { name: /新建“没有的货”/ }).click()
    const goods = page.getByRole('dialog', { name: /新建商品/ })
    await goods.getByRole('button', { name: '取消' }).click()
    await goods.waitFor({ state: 'hidden' })
    expect(await cellText(page, 0, PRODUCT)).toBe('')
  })

  it('the whole screen is one working surface: keys, folded header, the next one at once', async () => {
    await typeOrder(page, server.base, small)
    await page.keyboard.press('F9')
    await page.getByRole('button', { name: '退出全屏' }).waitFor()
    expect(await page.locator('.workbench > .top').isVisible()).toBe(false)
    expect(await page.locator('#field-supplier').isVisible()).toBe(false)
    expect(await page.locator('.facts').first().innerText()).toContain('清风纸业有限公司')
    const grid = (await page.locator('.scroller').boundingBox())!
    expect(grid.height).toBeGreaterThan(800 * 0.5)
    expect(await cellText(page, 0, QUANTITY)).toBe('10')
    await shoot(page, 'full-screen')
    await page.keyboard.press('F8')
    expect(await page.locator('#field-supplier').isVisible()).toBe(true)
    await shoot(page, 'full-screen-header')
    await page.keyboard.press('F8')
    await page.keyboard.press('Alt+KeyN')
    await page.getByText(/已保存 CG\d+，接着录下一张/).waitFor()
    await expect.poll(() => total(page)).not.toBe('180.00')
    expect([await cellText(page, 0, PRODUCT), page.url()]).toEqual(['', `${server.base}record/purchase-order/new`])
    await page.keyboard.press('F9')
    expect(await page.locator('.workbench > .top').isVisible()).toBe(true)
    expect(await page.inputValue('#field-supplier')).toBe('')
    // The first one is there, once.
    await page.goto(`${server.base}list/purchase-order`)
    await settle(page)
    await page.getByText('草稿').first().waitFor()
  })

  it('the keys are told on ?', async () => {
    await page.locator('h1').click()
    await page.keyboard.press('?')
    const help = page.getByRole('dialog', { name: '键盘快捷键' })
    for (const key of ['Ctrl Enter', 'F9', 'F8', 'Alt N']) await help.getByText(key, { exact: true }).waitFor()
  })
})
