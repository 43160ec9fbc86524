import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, settle, shoot, signIn, type Desk } from './support/workbench.ts'

describe('lists', () => {
  let server: DemoServer
  let browser: Browser
  let desk: Desk
  let page: Page

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
    desk = await openDesk(browser)
    page = desk.page
    await signIn(page, server.base, '李娜')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    expect(desk.troubles).toEqual([])
  })

  const open = async (list: string): Promise<void> => {
    await page.goto(`${server.base}list/${list}`)
    await page.locator('tbody tr').first().waitFor()
  }
  const column = (position: number): Promise<string[]> => page.locator(`tbody td:nth-child(${position})`).allInnerTexts()

  it('finds by code, by name and by initials', async () => {
    await open('product')
    const search = page.getByRole('searchbox', { name: '在列表中搜索' })
    for (const [text, found] of [
      ['P005', '笔记本电脑'],
      ['显示', '显示器'],
      ['zxb', '中性笔'],
    ] as const) {
      await search.fill(text)
      await expect.poll(async () => (await page.locator('tbody tr').allInnerTexts()).map((row) => row.includes(found))).toEqual([true])
    }
    await search.fill('没有这个')
    await page.getByText('没有符合条件的记录').waitFor()
    await shoot(page, 'list-nothing')
  })

  it('sorts by a click on a head, back and forth', async () => {
    await open('product')
    const byName = page.getByRole('columnheader', { name: '编码' }).getByRole('button')
    await byName.click()
    await expect.poll(async () => (await column(2))[0]).not.toBe('P001')
    expect(await page.getByRole('columnheader', { name: '编码' }).getAttribute('aria-sort')).toBe('descending')
    await byName.click()
    await expect.poll(async () => (await column(2))[0]).toBe('P001')
  })

  it('narrows down by chips, and the address keeps it', async () => {
    await open('purchase-order')
    const all = await page.locator('tbody tr').count()
    await page.getByRole('button', { name: '审批中' }).click()
    await expect.poll(() => page.locator('tbody tr').count()).toBeLessThan(all)
    expect(new Set(await page.locator('tbody .tag').allInnerTexts())).toEqual(new Set(['审批中']))
    await page.reload()
    await page.locator('tbody tr').first().waitFor()
    expect(new Set(await page.locator('tbody .tag').allInnerTexts())).toEqual(new Set(['审批中']))
  })

  it('takes a condition of one’s own, and adds up what is left', async () => {
    await open('purchase-order')
    await page.getByRole('button', { name: '添加筛选' }).click()
    const sheet = page.getByRole('dialog', { name: '添加筛选' })
    await sheet.getByLabel('字段').selectOption('total')
    await sheet.getByLabel('条件').selectOption('at-least')
    await sheet.locator('#filter-1').fill('50000')
    await sheet.getByRole('button', { name: '筛选', exact: true }).click()
    await page.getByText('合计金额 不小于 50,000.00').waitFor()
    await settle(page)
    const totals = (await page.locator('tbody td.number').allInnerTexts()).map((text) => Number(text.replaceAll(',', '')))
    expect(totals.length).toBeGreaterThan(0)
    expect(Math.min(...totals)).toBeGreaterThanOrEqual(50_000)
    const sum = Math.round(totals.reduce((left, right) => left + right, 0) * 100)
    expect(Math.round(Number((await page.locator('tfoot .number').innerText()).replaceAll(',', '')) * 100)).toBe(sum)
    await shoot(page, 'list-filtered')
    await page.getByRole('button', { name: '去掉这个条件' }).click()
  })

  it('submits many at once and tells line by line what failed', async () => {
    const made = await page.evaluate(async (base) => {
      const send = (body: unknown) =>
        fetch(`${base}api/commands/save`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'Idempotency-Key': String(Math.random()) },
          body: JSON.stringify(body),
        }).then((answer) => answer.json())
      const first = async (entity: string) =>
        ((await (await fetch(`${base}api/lookup/${entity}`)).json()) as { rows: { id: string }[] }).rows[0]!.id
      const values = { supplier: await first('supplier'), warehouse: await first('warehouse') }
      const product = await first('product')
      const lines = { lines: [{ do: 'insert', values: { product, quantity: '3', price: '2' } }] }
      const good = (await send({ entity: 'purchase-order', changes: { values, lines } })) as { number: string }
      const empty = (await send({ entity: 'purchase-order', changes: { values } })) as { number: string }
      return [good.number, empty.number]
    }, server.base)
    await open('purchase-order')
    for (const number of made) await page.getByRole('checkbox', { name: `选择 ${number}` }).check()
    await page.getByRole('button', { name: '提交 2 条草稿' }).click()
    const sheet = page.getByRole('dialog', { name: '1 条没有成功' })
    await sheet.waitFor()
    await shoot(page, 'list-bulk')
    expect(await sheet.innerText()).toContain(made[1])
    expect(await sheet.innerText()).toContain('至少需要一行明细')
    await sheet.getByRole('button', { name: '完成' }).click()
    await page.getByRole('row', { name: new RegExp(`${made[0]}.*审批中`) }).waitFor()
    await page.getByRole('row', { name: new RegExp(`${made[1]}.*草稿`) }).waitFor()
  })

  it('walks through rows with the arrow keys and opens with Enter', async () => {
    await open('purchase-order')
    await page.locator('tbody tr').first().focus()
    await page.keyboard.press('ArrowDown')
    const number = await page.locator('tbody tr:nth-child(2) .title').innerText()
    await page.keyboard.press('Enter')
    await page.waitForURL(/record\/purchase-order\//)
    await page.getByText(number).first().waitFor()
  })

  it('finds anything from the top of the page', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('lxdz')
    await page.getByRole('option', { name: /联信/ }).waitFor()
    await shoot(page, 'search')
    await page.keyboard.press('Enter')
    await page.waitForURL(/record\/supplier\//)
  })

  it('speaks English from one click on', async () => {
    await page.getByRole('button', { name: '李娜' }).click()
    await page.getByRole('menuitem', { name: 'English' }).click()
    await page.waitForSelector('html[lang=en]')
    // What the server says is in the language of the page too.
    await page.goto(`${server.base}record/purchase-order/999999999`)
    await page.getByText('There is no Purchase order').first().waitFor()
    await open('purchase-order')
    await page.getByRole('button', { name: 'Add a filter' }).waitFor()
    await settle(page)
    await shoot(page, 'list-english')
    expect(await page.locator('h1').innerText()).toBe('Purchase orders')
    await page.getByRole('button', { name: '李娜' }).click()
    await page.getByRole('menuitem', { name: '中文' }).click()
    await page.getByRole('button', { name: '添加筛选' }).waitFor()
  })
})
