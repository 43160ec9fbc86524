import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { clickCell, columnsOf } from './support/grid.ts'
import { cellText, typeOrder } from './support/order-form.ts'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, settle, shoot, signIn, type Desk } from './support/workbench.ts'

const QUANTITY = 2
const small = { supplier: 'S001', warehouse: 'W01', lines: [['P001', '10', '18']] as [string, string, string][] }

describe('forms lose nothing and do nothing twice', () => {
  let server: DemoServer
  let browser: Browser
  let desk: Desk
  let page: Page
  let keys: string[]

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })
  beforeEach(async () => {
    await desk?.context.close()
    desk = await openDesk(browser)
    page = desk.page
    page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined))
    keys = []
    page.on('request', (request) => {
      const key = request.headers()['idempotency-key']
      // What is typed is kept beside the record every few seconds: that is no second order.
      if (key !== undefined && /\/commands\/(save|submit)$/.test(request.url())) keys.push(key)
    })
    await signIn(page, server.base, '李娜')
  })

  const saved = () => page.waitForURL(/record\/purchase-order\/\d+/)
  const orders = async (): Promise<number> =>
    page.evaluate(
      async (base) =>
        ((await (await fetch(`${base}api/records/purchase-order?count=true&limit=1`)).json()) as { count: { value: number } }).count.value,
      server.base,
    )

  it('a double click on a slow line is one order', async () => {
    await typeOrder(page, server.base, small)
    const before = await orders()
    await page.route('**/api/commands/**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 700))
      await route.continue()
    })
    await page.getByRole('button', { name: '保存' }).dblclick()
    await page.keyboard.press('Control+s')
    await saved()
    expect(keys).toHaveLength(1)
    expect(await orders()).toBe(before + 1)
  })

  it('on a slow line the button is busy, one submit is sent, and what is typed meanwhile stays', async () => {
    await typeOrder(page, server.base, small)
    const before = await orders()
    const line = await desk.context.newCDPSession(page)
    // What browsers call slow 3G: 400 kbit/s each way, 400 ms away.
    await line.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 400,
      downloadThroughput: 50_000,
      uploadThroughput: 50_000,
    })
    const submits: string[] = []
    page.on('request', (request) => request.url().endsWith('/commands/submit') && submits.push(request.url()))
    const button = page.getByRole('button', { name: '提交审批' })
    const start = Date.now()
    await button.dblclick()
    expect(await button.isDisabled()).toBe(true)
    expect(await button.getAttribute('aria-busy')).toBe('true')
    await page.keyboard.press('Control+s')
    expect(await cellText(page, 0, QUANTITY)).toBe('10')
    await saved()
    await page.getByText('审批中', { exact: true }).first().waitFor()
    console.log(`submitted over slow 3G: shown after ${Date.now() - start} ms, ${submits.length} request`)
    expect(submits).toHaveLength(1)
    expect(await orders()).toBe(before + 1)
  })

  it('an approval that is clicked twice on a slow line is one decision', async () => {
    await typeOrder(page, server.base, small)
    await page.getByRole('button', { name: '提交审批' }).click()
    await page.getByText('审批中', { exact: true }).first().waitFor()
    const number = await page.locator('[data-number]').innerText()
    const address = page.url()
    await signOutAnd('王强')
    await page.goto(`${server.base}tasks`)
    await page.getByRole('button', { name: new RegExp(number) }).click()
    const approve = page.getByRole('button', { name: '同意', exact: true })
    await approve.waitFor()
    const decisions: string[] = []
    page.on('request', (request) => request.url().endsWith('/commands/approve') && decisions.push(request.url()))
    const line = await desk.context.newCDPSession(page)
    await line.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 400,
      downloadThroughput: 50_000,
      uploadThroughput: 50_000,
    })
    await approve.dblclick()
    await page.getByText(`同意：${number}`).waitFor()
    expect(decisions).toHaveLength(1)
    const entity = new URL(address).pathname.split('/').slice(-2).join('/')
    const { entries } = await page.evaluate(
      async (path) => (await (await fetch(path)).json()) as { entries: { action: string }[] },
      `${server.base}api/records/${entity}/timeline`,
    )
    const decided = entries.filter(({ action }) => action === 'approve').length
    expect([decided, entries.filter(({ action }) => action === 'approved').length]).toEqual([1, 1])
  })

  it('a session that ended while a task is decided is taken up again, and decides once', async () => {
    await typeOrder(page, server.base, small)
    await page.getByRole('button', { name: '提交审批' }).click()
    await page.getByText('审批中', { exact: true }).first().waitFor()
    const number = await page.locator('[data-number]').innerText()
    await signOutAnd('王强')
    await page.goto(`${server.base}tasks`)
    await page.getByRole('button', { name: new RegExp(number) }).click()
    await page.getByRole('button', { name: '同意', exact: true }).waitFor()
    const opinion = page.getByRole('textbox', { name: /意见/ })
    await opinion.fill('价格合适')
    await desk.context.clearCookies()
    await page.getByRole('button', { name: '同意', exact: true }).click()
    const sheet = page.getByRole('dialog', { name: '请重新登录' })
    await sheet.getByLabel('密码').fill('formwork-demo')
    await sheet.getByRole('button', { name: '登录' }).click()
    await sheet.waitFor({ state: 'hidden' })
    expect(await opinion.inputValue()).toBe('价格合适')
    await page.getByRole('button', { name: '同意', exact: true }).click()
    await page.getByText(`同意：${number}`).waitFor()
  })

  it('an answer that got lost is asked for again by itself, not done again, and the record is there with its number', async () => {
    await typeOrder(page, server.base, small)
    const before = await orders()
    let isFirst = true
    await page.route('**/api/commands/save', async (route) => {
      if (!isFirst) return route.continue()
      isFirst = false
      await route.fetch()
      return route.abort('connectionreset')
    })
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('发出后没有收到回音').waitFor()
    await saved()
    await page.locator('[data-number]').waitFor()
    expect(await cellText(page, 0, QUANTITY)).toBe('10')
    expect([keys.length, new Set(keys).size]).toEqual([2, 1])
    expect(await orders()).toBe(before + 1)
  })

  it('a connection that is away for a while costs nothing: what is saved waits and is uploaded, what is submitted is not', async () => {
    await typeOrder(page, server.base, small)
    const before = await orders()
    await desk.context.setOffline(true)
    await page.getByRole('button', { name: '提交审批' }).click()
    await page.getByText('没有提交。录入的内容都还在').first().waitFor()
    expect(await cellText(page, 0, QUANTITY)).toBe('10')
    await shoot(page, 'form-offline')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('待上传：还没有到服务器').waitFor()
    await shoot(page, 'unsent-desk')
    await desk.context.setOffline(false)
    await saved()
    await page.getByText('草稿', { exact: true }).first().waitFor()
    expect(await orders()).toBe(before + 1)
  })

  it('a session that ended is taken up again over the page', async () => {
    await typeOrder(page, server.base, small)
    await desk.context.clearCookies()
    await page.getByRole('button', { name: '保存' }).click()
    const sheet = page.getByRole('dialog', { name: '请重新登录' })
    await sheet.waitFor()
    await shoot(page, 'form-session')
    await sheet.getByLabel('密码').fill('formwork-demo')
    await sheet.getByRole('button', { name: '登录' }).click()
    await sheet.waitFor({ state: 'hidden' })
    expect(await cellText(page, 0, QUANTITY)).toBe('10')
    await page.getByRole('button', { name: '保存' }).click()
    await saved()
  })

  it('what two people changed is brought together in words', async () => {
    await typeOrder(page, server.base, small)
    await page.getByRole('button', { name: '保存' }).click()
    await saved()
    const price = (await columnsOf(page)).at('单价')
    const other = await openDesk(browser)
    await signIn(other.page, server.base, '管理员')
    await other.page.goto(page.url())
    await other.page.waitForSelector('[role=grid]')
    // Half typed when the other saves: an open cell is not taken away by what is newer.
    await clickCell(page, 0, price)
    await page.keyboard.type('16')
    await clickCell(other.page, 0, price)
    await other.page.keyboard.type('17')
    await other.page.keyboard.press('Enter')
    await other.page.locator('textarea#field-remark').fill('别人写的备注')
    await other.page.keyboard.press('Control+s')
    await other.page
      .getByText(/已保存/)
      .first()
      .waitFor()
    await other.context.close()

    await page.getByRole('button', { name: '查看并合并' }).waitFor()
    await page.keyboard.press('Enter')
    await clickCell(page, 0, QUANTITY)
    await page.keyboard.type('25')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '保存' }).click()
    const sheet = page.getByRole('dialog', { name: /刚被别人修改/ })
    await sheet.waitFor()
    await shoot(page, 'form-conflict')
    expect(await sheet.innerText()).toContain('管理员')
    expect(await sheet.locator('.conflict').count()).toBe(1)
    expect(await sheet.locator('.conflict').innerText()).toMatch(/单价[\s\S]*16[\s\S]*17/)
    await sheet.getByRole('radio').nth(1).check()
    await sheet.getByRole('button', { name: '合并后继续' }).click()
    expect([await cellText(page, 0, QUANTITY), await cellText(page, 0, price)]).toEqual(['25', '17'])
    expect(await page.locator('#field-remark').inputValue()).toBe('别人写的备注')
    await page.getByRole('button', { name: '保存' }).click()
    await expect.poll(() => page.getByText(/已保存/).count()).toBeGreaterThan(0)
    await page.reload()
    await page.waitForSelector('[role=grid]')
    expect([await cellText(page, 0, QUANTITY), await cellText(page, 0, price)]).toEqual(['25', '17'])
  })

  it('a closed tab gives its input back', async () => {
    await typeOrder(page, server.base, small)
    await page.waitForTimeout(5600)
    await page.reload()
    await page.getByText(/没保存的录入内容/).waitFor()
    await page.getByRole('button', { name: '恢复' }).click()
    await settle(page)
    await expect.poll(() => cellText(page, 0, 0)).toBe('A4 复印纸')
    expect(await cellText(page, 0, QUANTITY)).toBe('10')
    await expect.poll(() => page.locator('#field-supplier').inputValue()).toBe('清风纸业有限公司')
    await page.getByRole('button', { name: '保存' }).click()
    await saved()
    await page.goto(`${server.base}record/purchase-order/new`)
    await page.waitForSelector('[role=grid]')
    expect(await page.getByText(/没保存的录入内容/).count()).toBe(0)
  })

  it('asks before unsaved input is left', async () => {
    await typeOrder(page, server.base, small)
    await page.getByRole('link', { name: '首页' }).first().click()
    const question = page.getByRole('dialog', { name: '离开这个页面？' })
    await question.waitFor()
    await question.getByRole('button', { name: '取消' }).click()
    expect(await cellText(page, 0, QUANTITY)).toBe('10')
    await page.getByRole('link', { name: '首页' }).first().click()
    await question.getByRole('button', { name: '不保存，离开' }).click()
    await page.waitForSelector('.home')
  })

  it('asks for a reason before a posted record is voided, and says what is refused', async () => {
    await signOutAnd('王强')
    await page.goto(`${server.base}list/purchase-order?filter=posted`)
    await page
      .getByRole('row', { name: /CG2026100001|CG\d{10}.*清风/ })
      .last()
      .click()
    await page.getByRole('button', { name: '更多' }).click()
    await page.getByRole('menuitem', { name: '作废' }).click()
    const question = page.getByRole('dialog', { name: '作废' })
    await question.getByRole('button', { name: '作废' }).click()
    await question.getByText('请填写原因').waitFor()
    await question.getByRole('textbox').fill('录错了')
    await question.getByRole('button', { name: '作废' }).click()
    await page.locator('.summary').waitFor()
    await shoot(page, 'form-void-refused')
    expect(await page.locator('.summary').innerText()).toMatch(/下游|后续|入库/)
  })

  async function signOutAnd(name: string): Promise<void> {
    await page.getByRole('button', { name: '李娜' }).click()
    await page.getByRole('menuitem', { name: '退出登录' }).click()
    await page.getByRole('button', { name: new RegExp(name) }).click()
    await page.waitForSelector('.home')
  }
})
