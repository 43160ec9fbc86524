import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { found, send } from './support/api.ts'
import { clickCell, columnsOf, paste } from './support/grid.ts'
import { cellText } from './support/order-form.ts'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { chooseShape, launch, openDesk, PHONE, settle, shoot, signIn, type Desk } from './support/workbench.ts'

/** A picture of 16 × 16 points. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mNgKPhPEhrVMKph2GoAAM0A7wF7Q2jCAAAAAElFTkSuQmCC',
  'base64',
)

describe('what can be chosen, and what must be typed', () => {
  let server: DemoServer
  let browser: Browser
  let desk: Desk
  let phone: Desk
  let page: Page

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
    desk = await openDesk(browser)
    phone = await openDesk(browser, PHONE)
    page = desk.page
    for (const { page: each } of [desk, phone]) {
      each.on('dialog', (dialog) => void dialog.accept().catch(() => undefined))
      await signIn(each, server.base, '管理员')
    }
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    expect([...desk.troubles, ...phone.troubles]).toEqual([])
  })

  async function openForm(on: Page, entity: string, given = ''): Promise<void> {
    await on.evaluate(() => localStorage.clear())
    await on.goto(`${server.base}record/${entity}/new${given}`)
    await on.locator('.head h1').first().waitFor()
    await settle(on)
  }

  it('a look-up in a line offers what its filter lets through with the header as it stands: chosen, pasted', async () => {
    await openForm(page, 'cash-entry')
    const category = (await columnsOf(page)).at('收支项目')
    const offered = async (): Promise<string[]> => {
      await clickCell(page, 0, category)
      await page.keyboard.press('F2')
      await page.getByRole('option').nth(0).waitFor()
      await settle(page)
      const texts = await page.locator('[role=option] .caption:first-of-type, [role=option] .title + .caption').allInnerTexts()
      await page.keyboard.press('Escape')
      return texts.filter((text) => /^[EI]\d+$/.test(text))
    }
    const expenses = await offered()
    expect(expenses.length).toBeGreaterThan(1)
    expect(expenses.filter((code) => !code.startsWith('E'))).toEqual([])
    await clickCell(page, 0, category)
    await paste(page, 'E01\nI01\nE02')
    await expect.poll(() => cellText(page, 0, category)).not.toBe('E01')
    await expect.poll(() => cellText(page, 2, category)).not.toBe('E02')
    expect(await cellText(page, 1, category)).toBe('I01')
    await shoot(page, 'choices-filtered')
    await openForm(page, 'cash-entry', `?with=${encodeURIComponent(JSON.stringify({ direction: 'income' }))}`)
    expect((await offered()).filter((code) => !code.startsWith('I'))).toEqual([])
  })

  it('a required field with a default is not in the way; emptied by hand it is asked for before anything is sent', async () => {
    await openForm(page, 'account-transfer')
    const sent: string[] = []
    page.on('request', (request) => request.url().includes('/commands/save') && sent.push(request.url()))
    await page.fill('#field-date', '')
    await page.press('#field-date', 'Tab')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page
      .getByText(/日期.*必填|请填写.*日期/)
      .first()
      .waitFor()
    expect(sent).toEqual([])
    await page.fill('#field-date', '2026-11-20')
    await page.press('#field-date', 'Tab')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page
      .getByText(/转出账户.*必填|请填写.*转出账户/)
      .first()
      .waitFor()
    expect(await page.getByText(/^.{0,12}日期.{0,4}必填/).count()).toBe(0)
  })

  it('the last prices of this party and item stand below the lines, for who may see prices', async () => {
    const { rows } = (await (await page.request.get(`${server.base}api/records/sales-delivery?limit=1`)).json()) as {
      rows: { id: string }[]
    }
    const sold = (await (await page.request.get(`${server.base}api/records/sales-delivery/${rows[0]!.id}`)).json()) as {
      values: { customer: string }
      titles: { customer: string }
      lines: { lines: { titles: { product: string } }[] }
    }
    await openForm(page, 'sales-order', `?with=${encodeURIComponent(JSON.stringify({ customer: sold.values.customer }))}`)
    await clickCell(page, 0, (await columnsOf(page)).at('商品'))
    await page.keyboard.type(sold.lines.lines[0]!.titles.product)
    await page.keyboard.press('Enter')
    const history = page.locator('[data-history=price]')
    await history.locator('li').nth(1).waitFor()
    // A price stands apart from its day.
    expect(await history.innerText()).toMatch(/单价参考[\s\S]*\n[\d,]+(?:\.\d{2,6})?\n\d{4}-\d{2}-\d{2}，数量 [\d.]+，XC\d+/)
    await shoot(page, 'choices-history')
  })

  it('a count on a phone: the figure that is typed is the next thing after its item; cards show no empty figures', async () => {
    const { page: small } = phone
    await openForm(small, 'stock-count')
    await small.getByRole('button', { name: '添加一行' }).tap()
    const sheet = small.getByRole('dialog', { name: '明细行' })
    await sheet.locator('#line-product').fill('P001')
    await sheet.getByRole('option', { name: /P001/ }).tap()
    await settle(small)
    const labels = await sheet.locator('.field .caption:first-child').allInnerTexts()
    expect(labels.map((label) => label.replace(/\s*\*$/, '')).slice(0, 2)).toEqual(['商品', '实盘数量'])
    await sheet.locator('#line-counted').fill('7')
    await settle(small)
    const asksWhy = async (): Promise<boolean> =>
      (await sheet.locator('.field .caption:first-child').allInnerTexts()).includes('差异原因 *')
    await expect.poll(asksWhy).toBe(true)
    await shoot(small, 'phone-count-line')
    await sheet.getByRole('button', { name: '完成' }).tap()
    await settle(small)
    const card = small.locator('.cards .line').first()
    expect(await card.innerText()).toMatch(/实盘数量\s*7/)
    const figures = await card.locator('.figure').allInnerTexts()
    expect(figures.filter((text) => !/\d/.test(text) || /复盘/.test(text))).toEqual([])
    await shoot(small, 'phone-count-card')
    expect(await card.innerText()).toMatch(/账面数量/)
    await small.getByRole('switch', { name: '盲盘' }).focus()
    await small.keyboard.press('Space')
    await expect.poll(() => card.innerText()).not.toMatch(/账面|差异(?!原因)/)
    await card.tap()
    expect(await sheet.innerText()).not.toMatch(/账面数量|估计差异/)
    expect(await asksWhy()).toBe(false)
    await shoot(small, 'phone-count-blind')
  })

  it('batch and expiry are asked for where the goods are tracked by them, on a phone and in the grid', async () => {
    const common = { unit: 'piece', tracking: 'batch', shelfLife: '365' }
    await send(page, server.base, 'save', { entity: 'product', changes: { values: { code: 'T901', name: '跟踪批次的商品', ...common } } })
    const { page: small } = phone
    await openForm(small, 'purchase-receipt')
    const sheet = small.getByRole('dialog', { name: '明细行' })
    const labels = async (): Promise<string> =>
      (await sheet.locator('.field .caption:first-child').allInnerTexts()).map((label) => label.replace(/\s*\*$/, '')).join()
    for (const [code, has] of [
      ['P001', false],
      ['T901', true],
    ] as const) {
      await small.getByRole('button', { name: '添加一行' }).tap()
      await sheet.locator('#line-product').fill(code)
      await sheet.getByRole('option', { name: new RegExp(code) }).tap()
      await expect.poll(labels).not.toMatch(/序列号/)
      expect(/批次.*有效期/.test(await labels())).toBe(has)
      await shoot(small, `phone-line-${code}`)
      await sheet.getByRole('button', { name: '完成' }).tap()
      await settle(small)
    }

    await openForm(page, 'purchase-receipt')
    const columns = await columnsOf(page)
    const batch = columns.at('批次')
    const isOpen = async (row: number): Promise<boolean> =>
      page.locator(`[role=row][aria-rowindex="${row + 1}"] [data-column="${batch}"]`).evaluate((cell) => !cell.classList.contains('shown'))
    await clickCell(page, 0, columns.at('商品'))
    await paste(page, 'P001\nT901')
    await expect.poll(() => Promise.all([isOpen(0), isOpen(1)])).toEqual([false, true])
    for (const row of [0, 1]) {
      await clickCell(page, row, batch)
      await page.keyboard.type('B1')
      await page.keyboard.press('Enter')
    }
    await expect.poll(() => Promise.all([cellText(page, 0, batch), cellText(page, 1, batch)])).toEqual(['', 'B1'])
    await shoot(page, 'grid-tracked-rows')
  })

  it('a blind count shows nobody who counts what the books say', async () => {
    await openForm(page, 'stock-count')
    const heads = (): Promise<string[]> => page.locator('[role=columnheader]').allInnerTexts()
    expect((await heads()).join()).toMatch(/账面数量[\s\S]*差异[\s\S]*估计差异/)
    await page.getByRole('switch', { name: '盲盘' }).focus()
    await page.keyboard.press('Space')
    await expect.poll(async () => (await heads()).join()).not.toMatch(/账面数量|差异(?!原因)/)
  })

  it('pictures, a board, a calendar and a tree fit a phone', async () => {
    await page.goto(`${server.base}record/product/${await found(page, server.base, 'product', 'P001')}`)
    await page.locator('#field-name').waitFor()
    await settle(page)
    const choose = page.locator('button#field-images')
    await choose.scrollIntoViewIfNeeded()
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), choose.click()])
    await chooser.setFiles({ name: 'item.png', mimeType: 'image/png', buffer: PICTURE })
    await page.getByRole('link', { name: 'item.png' }).waitFor()
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('已保存').first().waitFor({ state: 'attached' })
    await send(page, server.base, 'save', { entity: 'product-group', changes: { values: { code: 'G1', name: '饮料' } } })
    const { page: small } = phone
    for (const [list, shape, shown] of [
      ['product', '图册', '.gallery img'],
      ['sales-order', '看板', '.board, [role=region]'],
      ['sales-order', '交期日历', '.calendar'],
      ['product-group', '树形', '[role=treeitem]'],
    ] as const) {
      await small.goto(`${server.base}list/${list}`)
      await chooseShape(small, shape)
      await small.locator(shown).first().waitFor()
      await settle(small)
      expect([list, shape, await small.evaluate(() => document.documentElement.scrollWidth <= innerWidth)]).toEqual([list, shape, true])
      await shoot(small, `phone-${list}-${shape}`)
    }
    await small.goto(`${server.base}list/product`)
    await small.getByRole('group', { name: '显示方式' }).getByRole('button', { name: '图册' }).tap()
    const picture = small.locator('.gallery img').first()
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(16)
    // Prices end in cents, as in the table.
    const notes = await small.locator('.gallery .caption').allInnerTexts()
    expect(notes.filter((note) => /^[\d,.]+$/.test(note) && !/\.\d\d$/.test(note))).toEqual([])
    expect(notes).toContain('6.50')
  })
})
