import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { chooseShape, launch, openDesk, PHONE, settle, shoot, signIn, type Desk } from './support/workbench.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Rules of axe-core that are broken seriously. */
async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> }
    }
    const { violations } = await axe.run()
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 120)}`)
  })
}

describe('work in lists', () => {
  let server: DemoServer
  let browser: Browser
  let desk: Desk
  let page: Page

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
    desk = await openDesk(browser)
    page = desk.page
    await signIn(page, server.base, '管理员')
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
  const send = (command: string, body: unknown): Promise<{ id: string; version: number; code?: string }> =>
    page.evaluate(
      async ([address, content]) => {
        const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': String(Math.random()) }
        return (await (await fetch(address!, { method: 'POST', headers, body: content })).json()) as never
      },
      [`${server.base}api/commands/${command}`, JSON.stringify(body)] as const,
    )
  const menu = (): Promise<void> => page.getByRole('button', { name: /▾$/ }).last().click()
  const shape = (name: string) => page.getByRole('group', { name: '显示方式' }).getByRole('button', { name, exact: true })

  it('combines conditions with relative days, keeps the view, and finds it again', async () => {
    await open('sales-order')
    const all = await page.locator('tbody tr').count()
    await page.getByRole('button', { name: '添加筛选' }).click()
    await page.getByRole('button', { name: '组合条件' }).click()
    const sheet = page.getByRole('dialog', { name: '筛选条件' })
    await sheet.getByLabel('满足方式').selectOption('or')
    await sheet.getByLabel('字段').selectOption('date')
    await sheet.getByLabel('条件', { exact: true }).selectOption('within')
    await sheet.getByLabel('在', { exact: true }).selectOption('last-7-days')
    await sheet.getByRole('button', { name: '＋ 条件', exact: true }).click()
    await sheet.getByLabel('字段').nth(1).selectOption('status')
    await sheet.getByLabel('条件', { exact: true }).nth(1).selectOption('equals')
    await sheet.locator('.part').nth(1).locator('input').click()
    await sheet.getByRole('option', { name: '审批中' }).click()
    await shoot(page, 'list-builder')
    await sheet.getByRole('button', { name: '筛选', exact: true }).click()
    await page.getByText('最近 7 天 或').waitFor()
    await expect.poll(() => page.locator('tbody tr').count()).toBeLessThan(all)
    const kept = await page.locator('tbody tr').count()
    await menu()
    await page.getByRole('button', { name: '另存为视图…' }).click()
    await page.getByRole('dialog', { name: '另存为视图' }).getByLabel('名称').fill('本周要跟的单')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByRole('button', { name: '本周要跟的单 ▾' }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: '本周要跟的单 ▾' }).waitFor()
    await expect.poll(() => page.locator('tbody tr').count()).toBe(kept)
    await page.getByRole('button', { name: '本周要跟的单 ▾' }).click()
    await page.getByRole('button', { name: '默认视图' }).click()
    await expect.poll(() => page.locator('tbody tr').count()).toBe(all)
  })

  it('shows other columns in another order, groups with sums, sorts by several', async () => {
    await open('sales-order')
    await menu()
    await page.getByRole('button', { name: '选择列…' }).click()
    const sheet = page.getByRole('dialog', { name: '选择列' })
    await sheet.getByRole('checkbox', { name: '备注' }).check()
    await sheet.getByRole('button', { name: '上移客户' }).click()
    await sheet.getByRole('button', { name: '完成' }).click()
    await page.getByRole('columnheader', { name: '备注' }).waitFor()
    expect(await page.locator('thead th:nth-child(3)').innerText()).toContain('客户')
    await menu()
    await page.getByLabel('分组').selectOption('customer')
    const first = page.locator('.section').first()
    await first.getByText(/\d+ 条/).waitFor()
    expect(await first.innerText()).toMatch(/客户：.+合计金额 [\d,.]+/s)
    await page.keyboard.press('Escape')
    await page
      .getByRole('columnheader', { name: '合计金额' })
      .getByRole('button')
      .click({ modifiers: ['Shift'] })
    await expect.poll(() => page.locator('thead').innerText()).toMatch(/合计金额↑3/)
    expect(await seriousFaults(page)).toEqual([])
  })

  it('edits a cell in the list, and says who was faster', async () => {
    const faster = `A4 单夹 ${Date.now()}`
    await open('product')
    const row = page.locator('tbody tr', { hasText: 'P003' })
    const name = row.locator('td').nth(2)
    await name.dblclick()
    await row.locator('.editor input').fill('文件夹(加厚)')
    await page.keyboard.press('Enter')
    await page.getByText('文件夹(加厚)').waitFor()
    await row.focus()
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await row.locator('.editor input').fill('A4 三夹')
    const id = await page.evaluate(async (base) => {
      const { rows } = (await (await fetch(`${base}api/records/product?search=P003`)).json()) as { rows: { id: string; version: number }[] }
      return { id: rows[0]!.id, version: rows[0]!.version }
    }, server.base)
    await send('save', { entity: 'product', ...id, changes: { values: { specification: faster } } })
    await page.keyboard.press('Enter')
    await page.getByText(/这一行刚被改过/).waitFor()
    expect(await row.locator('.problem').innerText()).toContain(faster)
    await shoot(page, 'list-cell-conflict')
    await row.locator('.editor input').focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => row.innerText()).toContain('A4 三夹')
    await row.locator('.editor').waitFor({ state: 'detached' })
  })

  it('changes a field of many, deletes many, and brings them back', async () => {
    for (const code of ['ZB1', 'ZB2']) {
      await send('save', { entity: 'product', changes: { values: { code, name: `批量${code}`, unit: 'piece' } } })
    }
    await open('product')
    const search = page.getByRole('searchbox', { name: '在列表中搜索' })
    await search.fill('ZB')
    await expect.poll(() => page.locator('tbody tr').count()).toBe(2)
    await page.getByRole('checkbox', { name: '全选' }).check()
    await page.getByRole('button', { name: '批量修改' }).click()
    const sheet = page.getByRole('dialog', { name: '修改 2 条' })
    await sheet.getByLabel('字段').selectOption('specification')
    await sheet.locator('#bulk-value').fill('通用')
    await sheet.getByRole('button', { name: '修改', exact: true }).click()
    await expect.poll(async () => (await page.locator('tbody').innerText()).match(/通用/g)?.length).toBe(2)
    await page.getByRole('checkbox', { name: '全选' }).check()
    await shoot(page, 'list-many')
    await page.getByRole('button', { name: '删除 2 条' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '删除', exact: true }).click()
    await page.getByText('没有符合条件的记录').waitFor()
    await page.goto(`${server.base}recycle-bin`)
    await page.locator('li', { hasText: 'ZB1' }).getByRole('button', { name: '恢复' }).click()
    await page.getByText(/已恢复/).waitFor()
    await shoot(page, 'recycle-bin')
  })

  it('is a board whose cards move by hand and by keyboard, and whose columns add up', async () => {
    await open('sales-order')
    await shape('看板').click()
    const posted = page.getByRole('region', { name: '已审' })
    await posted.getByRole('heading').waitFor()
    expect(await posted.locator('header').innerText()).toMatch(/\d+[\s\S]*[\d,]+\.\d\d/)
    await shoot(page, 'list-board')
    expect(await seriousFaults(page)).toEqual([])
    const first = async (entity: string): Promise<string> =>
      page.evaluate(async (address) => {
        const { rows } = (await (await fetch(address)).json()) as { rows: { id: string }[] }
        return rows[0]!.id
      }, `${server.base}api/lookup/${entity}`)
    const values = { supplier: await first('supplier'), warehouse: await first('warehouse') }
    const lines = { lines: [{ do: 'insert', values: { product: await first('product'), quantity: '3', price: '2' } }] }
    const made = [
      await send('save', { entity: 'purchase-order', changes: { values, lines } }),
      await send('save', { entity: 'purchase-order', changes: { values, lines } }),
    ].map((answer) => (answer as unknown as { number: string }).number)
    await page.goto(`${server.base}list/purchase-order`)
    await page.locator('tbody tr').first().waitFor()
    await shape('看板').click()
    const drafts = page.getByRole('region', { name: '草稿' })
    const waiting = page.getByRole('region', { name: '审批中' })
    await drafts.getByRole('combobox', { name: `把“${made[0]}”移到` }).selectOption({ label: '审批中' })
    await waiting.getByText(made[0]!).waitFor()
    await drafts.locator('article', { hasText: made[1] }).dragTo(waiting, { targetPosition: { x: 60, y: 60 } })
    await waiting.getByText(made[1]!).waitFor()
    await page.getByText('已移到“审批中”').waitFor({ state: 'attached' })
  })

  it('is a calendar, a gantt chart, a tree', async () => {
    await open('sales-order')
    await shape('交期日历').click()
    await page.locator('.calendar .one').first().waitFor()
    const month = await page.locator('.calendar h2').innerText()
    await page.getByRole('button', { name: '前一页' }).click()
    await expect.poll(() => page.locator('.calendar h2').innerText()).not.toBe(month)
    await page.getByRole('button', { name: '周', exact: true }).click()
    await expect.poll(() => page.locator('.calendar tbody td').count()).toBe(7)
    await shape('甘特图').click()
    await page.locator('.gantt .bar').first().waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await open('purchase-order')
    await shape('甘特图').click()
    const draft = page.locator('.gantt .bar.movable').first()
    const days = async (): Promise<string[]> => /(\S+) – (\S+)$/.exec((await draft.getAttribute('title'))!)!.slice(1, 3)
    const [before] = await days()
    await draft.focus()
    await page.keyboard.press('Alt+ArrowRight')
    await expect.poll(async () => (await days())[0]).toBe(new Date(Date.parse(before!) + 86_400_000).toISOString().slice(0, 10))
    const { id: parent } = await send('save', { entity: 'product-group', changes: { values: { name: '总类' } } })
    await send('save', { entity: 'product-group', changes: { values: { name: '分类', parent } } })
    await open('product-group')
    await shape('树形').click()
    const root = page.getByRole('treeitem', { name: /总类/ })
    await root.focus()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => page.getByRole('treeitem', { name: /分类/ }).count()).toBe(0)
    await page.keyboard.press('ArrowRight')
    await page.getByRole('treeitem', { name: /分类/ }).waitFor()
    await shoot(page, 'list-tree')
  })

  it('finds things by their initials wherever they are chosen', async () => {
    await page.goto(`${server.base}record/sales-order/new`)
    await page.waitForSelector('[role=grid]')
    await page.focus('#field-customer')
    await page.keyboard.type('hd')
    await page.getByRole('option', { name: /宏达/ }).waitFor()
  })

  it('makes two records of one thing one, says what differs, and takes it back', async () => {
    const twin = await send('save', { entity: 'customer', changes: { values: { code: 'C903', name: '星河文具批发', terms: '30' } } })
    await open('customer')
    for (const name of ['星河文具店', '星河文具批发']) await page.locator('tbody tr', { hasText: name }).getByRole('checkbox').check()
    await page.getByRole('button', { name: '合并这两条' }).click()
    const sheet = page.getByRole('dialog', { name: /合并/ })
    await sheet.getByRole('radio').nth(1).waitFor()
    await sheet.locator('.side', { hasText: '星河文具店' }).getByRole('radio').check()
    const told = await sheet.innerText()
    expect(told).toContain('账期（天）')
    expect(told).toMatch(/“星河文具批发”将停用，\d+ 处引用和所有数字都算到“星河文具店”/)
    await shoot(page, 'merge-customers')
    expect(await seriousFaults(page)).toEqual([])
    await sheet.getByRole('button', { name: '合并', exact: true }).click()
    await sheet.waitFor({ state: 'detached' })
    await page.goto(`${server.base}record/customer/${twin.id}`)
    await page.getByText('已并入，数字都算到：').waitFor()
    await page.getByRole('button', { name: /^更多/ }).click()
    await page.getByText('取消合并', { exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: '取消合并' }).click()
    await page.getByText('已并入，数字都算到：').waitFor({ state: 'detached' })

    // On its own page the other one is looked up, and one press chooses it.
    await page.getByRole('button', { name: /^更多/ }).click()
    await page.getByText('合并', { exact: true }).click()
    await page.getByRole('combobox', { name: '与哪条客户合并' }).fill('星河文具店')
    await page
      .getByRole('listbox')
      .getByRole('option', { name: /^星河文具店/ })
      .click()
    await sheet.locator('.side', { hasText: '星河文具店' }).waitFor()
    expect(await page.getByRole('listbox').count()).toBe(0)
    await sheet.getByRole('button', { name: '取消' }).click()
  })

  it('fits a phone', async () => {
    const phone = await openDesk(browser, PHONE)
    await signIn(phone.page, server.base, '管理员')
    await phone.page.goto(`${server.base}list/sales-order`)
    await phone.page.locator('.cards li').first().waitFor()
    await phone.page.getByRole('button', { name: /▾$/ }).click()
    await settle(phone.page)
    await shoot(phone.page, 'phone-list-menu')
    const [wide, seen] = await phone.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth] as const)
    expect(wide).toBeLessThanOrEqual(seen)
    const inOneLine = async (): Promise<void> => {
      const tops = await phone.page.locator('.head .views, .head .tools > *').evaluateAll((tools) => {
        const boxes = tools.map((tool) => tool.getBoundingClientRect()).filter(({ width }) => width > 0)
        return boxes.map(({ top, height }) => Math.round(top + height / 2))
      })
      expect(tops.length).toBeGreaterThan(2)
      expect(Math.max(...tops) - Math.min(...tops)).toBeLessThan(8)
    }
    await inOneLine()
    await chooseShape(phone.page, '看板')
    await phone.page.getByRole('region', { name: '已审' }).waitFor()
    await shoot(phone.page, 'phone-list-board')
    await phone.page.evaluate(() => localStorage.setItem('formwork.language', 'en'))
    await phone.page.goto(`${server.base}list/product`)
    await phone.page.getByRole('button', { name: 'View ▾' }).waitFor()
    await phone.page.locator('.cards li').first().waitFor()
    await inOneLine()
    await phone.page.evaluate(() => localStorage.setItem('formwork.language', 'zh'))
    expect(phone.troubles).toEqual([])
  })
})
