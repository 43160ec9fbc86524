import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cellText, typeOrder } from './support/order-form.ts'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, settle, shoot, signIn, type Desk } from './support/workbench.ts'

/**
 * Somebody who has never programmed, in one sitting and through the screen alone: a field on goods (厂牌; the template has 品牌
 * already) that orders take over,
 * a step for the general manager above 100,000, a chart of sales by brand; then the others work with it.
 */
describe('the first sitting of a newcomer', () => {
  let server: DemoServer
  let browser: Browser
  let designer: Desk
  let page: Page
  let number = ''

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
    designer = await openDesk(browser)
    page = designer.page
    await signIn(page, server.base, '管理员')
    await page.goto(`${server.base}designer`)
    await page.waitForSelector('[data-path]')
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  const open = (path: string): Promise<void> => page.locator(`[data-path="${path}"]`).click()
  const kept = async (): Promise<void> => void (await page.waitForSelector('.state.saved'))

  async function nameField(label: string): Promise<void> {
    await page.getByLabel('字段名称').fill(label)
    await page.getByRole('button', { name: '添加', exact: true }).click()
  }

  async function as<Answer>(name: string, work: (page: Page) => Promise<Answer>): Promise<Answer> {
    const desk = await openDesk(browser)
    await signIn(desk.page, server.base, name)
    const answer = await work(desk.page)
    expect(desk.troubles).toEqual([])
    await desk.context.close()
    return answer
  }

  it('adds 厂牌 to goods, and to the lines of an order, where it is taken over', async () => {
    await open('product/entity.json')
    await page.locator('[data-field=specification]').click()
    await page.locator('.palette [data-type=text]').click()
    await nameField('厂牌')
    await page.waitForSelector('[data-field=厂牌]')
    await open('purchase-order/entity.json')
    await page.locator('.lines').getByRole('button', { name: '加一列' }).click()
    await nameField('厂牌')
    await page.waitForSelector('[data-field="lines.厂牌"]')
    await page.locator('[data-field="lines.product"]').click()
    const fill = page.locator('[data-property=fill]')
    await fill.getByLabel('带到哪个字段').selectOption({ label: '厂牌' })
    await fill.getByLabel('带出对方的哪个字段').selectOption({ label: '厂牌' })
    await fill.getByText('「厂牌」← 厂牌').waitFor()
    await kept()
    await shoot(page, 'newcomer-fill')
  })

  it('adds the step of the general manager when the total is above 100,000', async () => {
    await open('purchase-order/process.json')
    await page.waitForSelector('[data-tree] [data-step=finance]')
    // Behind the last choice, where its ways meet again.
    await page.locator('[data-tree] > .trunk > .steps > .line > .plus').last().click()
    await page.locator('[data-kind=choice]').click()
    await page.getByLabel('字段', { exact: true }).selectOption({ label: '合计金额' })
    await page.getByLabel('值', { exact: true }).fill('100000')
    await page.getByLabel('值', { exact: true }).press('Tab')
    await page.locator('[data-branch=choice-way]').getByText('「合计金额」大于 100,000').waitFor()
    await page.locator('.branch:has(> [data-branch=choice-way]) > .steps > .line > .plus').click()
    await page.locator('.branch:has(> [data-branch=choice-way]) [data-kind=approve]').click()
    await page.locator('[data-step-name]').fill('总经理')
    await page.locator('[data-step-name]').press('Tab')
    await page.getByLabel('选择', { exact: true }).selectOption({ label: '老板' })
    await page.locator('[data-step=approve]').getByText('角色「老板」').waitFor()
    await kept()
    await expect.poll(() => page.locator('.tab', { hasText: '问题' }).innerText()).toMatch(/^问题\s+\d+$/)
    await shoot(page, 'newcomer-step')
  })

  it('adds a chart of sales by 厂牌', async () => {
    await page.getByRole('button', { name: '+ 新建报表' }).click()
    const dialog = page.locator('dialog[open]')
    await dialog.getByLabel('报表名称').fill('厂牌销售')
    await dialog.getByLabel('统计什么').selectOption({ label: '销售出库单 › 明细' })
    await dialog.getByLabel('放在哪个菜单').selectOption({ label: '销售' })
    await dialog.getByRole('button', { name: '添加', exact: true }).click()
    await page.getByLabel('添加数字…').selectOption({ label: '金额' })
    await page.locator('.preview tbody tr').first().waitFor()
    await page.getByLabel('添加分组…').selectOption({ label: '商品 › 厂牌' })
    await page.locator('[data-chart=bar]').click()
    await page.getByLabel(/^数值/).selectOption({ label: '金额' })
    // The new field has no data before it is published: this is said, not shown as an empty chart.
    await page.getByText('新加的字段发布之后才能在预览里看到').waitFor()
    await kept()
    await shoot(page, 'newcomer-report')
  })

  it('publishes all of it together, told what changes in words', async () => {
    await page.getByRole('button', { name: '发布', exact: true }).click()
    const dialog = page.locator('dialog[open]')
    await dialog.getByText('检查通过').waitFor()
    const changes = await dialog.locator('.changes').innerText()
    expect(changes).toContain('新增字段「厂牌」')
    expect(changes).toContain('新增报表「厂牌销售」')
    expect(changes).toMatch(/新增节点「总经理」/)
    expect(changes).not.toMatch(/[a-z]+\.json|undefined|\{"/)
    await shoot(page, 'newcomer-publish')
    await dialog.getByLabel('发布说明').fill('厂牌、总经理审批、厂牌销售')
    await dialog.getByRole('button', { name: '发布', exact: true }).click()
    await page.getByText('已发布第 2 版').waitFor()
    expect(designer.troubles).toEqual([])
  })

  it('the buyer says the brand once; orders know it', async () => {
    await as('李娜', async (buyer) => {
      await buyer.goto(`${server.base}list/product`)
      await buyer.getByRole('row', { name: /笔记本电脑/ }).press('Enter')
      await buyer.locator('#field-厂牌').fill('晨光')
      await buyer.getByRole('button', { name: '保存', exact: true }).click()
      await settle(buyer)
      await typeOrder(buyer, server.base, { supplier: 'lx', warehouse: 'W01', lines: [['P005', '30']] })
      const heads = await buyer.getByRole('columnheader').allInnerTexts()
      const column = heads.findIndex((head) => head.includes('厂牌'))
      expect(column).toBeGreaterThan(0)
      await shoot(buyer, 'newcomer-order')
      const offset = heads.findIndex((head) => head.includes('商品'))
      expect(await cellText(buyer, 0, column - offset)).toBe('晨光')
      await buyer.getByRole('button', { name: '提交审批' }).click()
      await buyer.getByText('审批中', { exact: true }).first().waitFor()
      number = await buyer.locator('[data-number]').innerText()
    })
  })

  it.each(['王强', '孙丽', '陈建国'])('%s approves; above 100,000 it does not end before the general manager', async (name) => {
    await as(name, async (approver) => {
      await approver.goto(`${server.base}tasks`)
      await approver.getByRole('button', { name: new RegExp(number) }).click()
      await approver.getByRole('button', { name: '同意' }).waitFor()
      if (name === '陈建国') expect(await approver.locator('body').innerText()).toContain('总经理')
      await approver.getByRole('button', { name: '同意' }).click()
      await approver.getByText(`同意：${number}`).waitFor()
      await approver.goto(`${server.base}list/purchase-order`)
      const status = name === '陈建国' ? '已审' : '审批中'
      await approver.getByRole('row', { name: new RegExp(`${number}.*${status}`) }).waitFor()
    })
  })

  it('the owner finds the chart in the menu', async () => {
    await as('陈建国', async (owner) => {
      await owner.goto(`${server.base}report/厂牌销售`)
      await owner.locator('canvas').first().waitFor()
      await settle(owner)
      await shoot(owner, 'newcomer-chart')
      await owner.getByRole('button', { name: '表格' }).click()
      await owner.getByRole('row', { name: /晨光.*21,196\.00/ }).waitFor()
      expect(await owner.getByRole('link', { name: '厂牌销售' }).count()).toBeGreaterThan(0)
    })
  })
})
