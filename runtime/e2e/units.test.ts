import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { found, send } from './support/api.ts'
import { columnsOf } from './support/grid.ts'
import { cellText, total, typeOrder } from './support/order-form.ts'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, PHONE, settle, shoot, signIn, type Desk } from './support/workbench.ts'

/** A box of twelve: bought by the box, 9 a bottle. */
const WATER = {
  code: 'W001',
  name: '山泉水',
  unit: 'bottle',
  barcode: '6900000000011',
  purchasePrice: '9',
  salePrice: '12',
}
const BOX = { unit: 'box', numerator: '12', denominator: '1', purpose: 'purchase', barcode: '6900000000028' }

describe('units of measure', () => {
  let server: DemoServer
  let browser: Browser
  let desk: Desk
  let phone: Desk

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
    desk = await openDesk(browser)
    phone = await openDesk(browser, PHONE)
    await signIn(desk.page, server.base, '管理员')
    await send(desk.page, server.base, 'save', {
      entity: 'product',
      changes: { values: WATER, lines: { units: [{ do: 'insert', values: BOX }] } },
    })
    for (const { page } of [desk, phone]) {
      await page.context().clearCookies()
      await signIn(page, server.base, '李娜')
    }
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    expect([...desk.troubles, ...phone.troubles]).toEqual([])
  })

  const cell = async (page: Page, column: string, row = 0): Promise<string> => cellText(page, row, (await columnsOf(page)).at(column))

  it('a buyer orders three boxes at a price a box, by keyboard', async () => {
    const { page } = desk
    await typeOrder(page, server.base, { supplier: 'qf', warehouse: 'zx', lines: [['W001', '3', '100']] })
    await expect.poll(() => cell(page, '单位')).toBe('箱')
    expect([await cell(page, '数量'), await cell(page, '单价')]).toEqual(['3', '100'])
    await expect.poll(() => total(page)).toBe('300.00')
    await page.keyboard.press('Control+s')
    await settle(page)
    expect([await cell(page, '数量'), await cell(page, '单位'), await cell(page, '单价')]).toEqual(['3', '箱', '100'])
    await shoot(page, 'units-order')
  })

  it('chooses another unit of the product, and no other one', async () => {
    const { page } = desk
    const unit = (await columnsOf(page)).at('单位')
    await page.locator(`[role=row][aria-rowindex="1"] [data-column="${unit}"]`).click()
    await page.keyboard.press('F2')
    await expect.poll(() => page.getByRole('option').allInnerTexts()).toEqual(['箱', '瓶'])
    await page.getByRole('option', { name: '瓶' }).click()
    await settle(page)
    await expect.poll(() => cell(page, '单价')).toBe('9')
    await expect.poll(() => total(page)).toBe('27.00')
  })

  it('offers what has one unit in that unit alone', async () => {
    const product = await found(desk.page, server.base, 'product', 'P002')
    const values = encodeURIComponent(JSON.stringify({ record: {}, line: { product } }))
    const answer = await desk.page.request.get(`${server.base}api/matches/product-units?limit=1&values=${values}`)
    const { found: answers } = (await answer.json()) as { found: { value: string[] }[] }
    expect(answers.map(({ value }) => value.length)).toEqual([1])
  })

  it('a scanned code of a box counts boxes, that of a bottle bottles', async () => {
    const { page } = desk
    await page.goto(`${server.base}record/purchase-order/new`)
    await page.waitForSelector('[role=grid]')
    await page.getByRole('button', { name: '扫码录入' }).click()
    const code = page.locator('.scan input')
    for (const each of [BOX.barcode, WATER.barcode, BOX.barcode]) {
      await code.fill(each)
      await code.press('Enter')
    }
    await settle(page)
    await expect.poll(async () => [await cell(page, '数量'), await cell(page, '单位')]).toEqual(['2', '箱'])
    await expect.poll(async () => [await cell(page, '数量', 1), await cell(page, '单位', 1)]).toEqual(['1', '瓶'])
  })

  it('the same with the thumb', async () => {
    const { page } = phone
    await page.goto(`${server.base}record/purchase-order/new`)
    await page.waitForSelector('#field-supplier')
    await page.getByRole('button', { name: '添加一行' }).tap()
    const sheet = page.getByRole('dialog', { name: '明细行' })
    await sheet.locator('#line-product').fill('W001')
    await sheet.getByRole('option', { name: /山泉水/ }).tap()
    await sheet.locator('#line-quantity').fill('3')
    await settle(page)
    await expect.poll(() => sheet.locator('#line-unit').inputValue()).toBe('box')
    expect(await sheet.locator('#line-unit option').allInnerTexts()).toEqual(expect.arrayContaining(['瓶', '箱']))
    await expect.poll(() => sheet.locator('#line-unit option').count()).toBe(3)
    await sheet.locator('#line-price').tap()
    await sheet.locator('#line-price').fill('100')
    await settle(page)
    await shoot(page, 'units-phone-line')
    await sheet.getByRole('button', { name: '完成' }).tap()
    await expect.poll(() => total(page)).toBe('300.00')
    await shoot(page, 'units-phone-order')
  })
})
