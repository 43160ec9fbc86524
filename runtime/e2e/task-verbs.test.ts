import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { typeOrder } from './support/order-form.ts'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { submittedOrder } from './support/api.ts'
import { DESK, launch, openDesk, PHONE, settle, shoot, signIn } from './support/workbench.ts'

describe('what an approver can do besides agreeing', () => {
  let server: DemoServer
  let browser: Browser
  let buyer: Page
  let manager: Page
  let task = ''

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
    buyer = (await openDesk(browser)).page
    manager = (await openDesk(browser)).page
    for (const page of [buyer, manager]) page.setDefaultTimeout(20_000)
    await signIn(buyer, server.base, '李娜')
    await signIn(manager, server.base, '王强')
    await typeOrder(buyer, server.base, { supplier: 'S001', warehouse: 'W01', lines: [['P001', '10', '18']] })
    await buyer.getByRole('button', { name: '提交审批' }).click()
    await buyer.getByText('审批中', { exact: true }).first().waitFor()
    const response = await manager.request.get(`${server.base}api/tasks?box=todo`)
    const { rows } = (await response.json()) as { rows: { seat: string; record: { id: string } }[] }
    const id = buyer.url().split('/').at(-1)
    task = `${server.base}tasks/${rows.find((row) => row.record.id === id)!.seat}`
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  it('keeps an opinion that was not sent', async () => {
    await manager.goto(task)
    await manager.getByRole('textbox', { name: '审批意见' }).fill('价格再核一下')
    await Promise.all([manager.waitForResponse(/keep-opinion/), manager.getByRole('textbox', { name: '审批意见' }).press('End')])
    await manager.reload()
    const opinion = manager.getByRole('textbox', { name: '审批意见' })
    await expect.poll(() => opinion.inputValue(), { timeout: 20_000 }).toBe('价格再核一下')
  })

  it('shows the diagram as it stands', async () => {
    await manager.getByRole('button', { name: '流程图' }).click()
    await manager.locator('.waits-for', { hasText: '王强' }).waitFor()
    expect(await manager.locator('.djs-element.active').count()).toBe(1)
    expect(await manager.locator('.djs-element.passed').count()).toBeGreaterThan(0)
    await shoot(manager, 'task-diagram')
    await manager.getByRole('button', { name: '关闭', exact: true }).click()
  })

  it('a return says what it undoes, and the initiator finds the record with the opinion', async () => {
    await manager.getByRole('button', { name: '其他处理' }).click()
    await manager.route('**/consequences**', (asked) => asked.abort('internetdisconnected'))
    await manager.getByRole('menuitem', { name: '退回发起人' }).click()
    const sheet = manager.getByRole('dialog', { name: '退回发起人' })
    const unread = sheet.getByRole('alert').filter({ hasText: '将会发生未能读取' })
    await unread.waitFor()
    await manager.unroute('**/consequences**')
    await unread.getByRole('button', { name: '重试' }).click()
    await sheet.getByText('由 李娜 重新处理“发起人”').waitFor()
    await shoot(manager, 'task-return')
    await sheet.getByRole('button', { name: '退回发起人' }).click()
    await manager.getByText('退回发起人：').waitFor()
    await buyer.getByText('已退回', { exact: true }).first().waitFor()
    await buyer.getByRole('button', { name: '流转记录' }).click()
    await buyer.getByText('价格再核一下').first().waitFor()
  })

  it('what came back is no decision: the list says so and leads to the form', async () => {
    const record = buyer.url()
    await buyer.goto(`${server.base}tasks`)
    const row = buyer.locator('.task', { hasText: '退回给您，修改后重新提交' })
    await row.waitFor()
    expect(await row.getByRole('checkbox').count()).toBe(0)
    await row.getByRole('button').click()
    await buyer.getByRole('button', { name: '提交审批' }).waitFor()
    expect(buyer.url()).toBe(record)
    await buyer.getByRole('button', { name: '提交审批' }).click()
    await buyer.locator('.sign-off', { hasText: '等待 王强 处理' }).waitFor()
  })

  it('approves in two clicks from the list, and the next task opens', async () => {
    const orders = [await submittedOrder(buyer, server.base), await submittedOrder(buyer, server.base)]
    for (const [index, size] of [DESK, PHONE].entries()) {
      const { page } = await openDesk(browser, size)
      await signIn(page, server.base, '王强')
      await page.goto(`${server.base}tasks`)
      let presses = 0
      const press = async (name: string | RegExp): Promise<void> => {
        await page.getByRole('button', { name, exact: true }).click()
        presses += 1
      }
      await press(new RegExp(orders[index]!.number))
      const first = page.url()
      await press('同意')
      await page.getByText(`同意：${orders[index]!.number}`).waitFor()
      expect(presses).toBe(2)
      console.log(`approved from the list in ${presses} presses at ${size.viewport.width} px`)
      // Another order waits still, and is open already.
      await page.waitForURL((url) => /tasks\/\d+/.test(url.pathname) && url.href !== first)
      await page.getByRole('button', { name: '同意', exact: true }).waitFor()
      const answer = await page.request.get(`${server.base}api/records/purchase-order/${orders[index]!.id}`)
      expect(((await answer.json()) as { status: string }).status).toBe('posted')
    }
  })

  it('somebody stands in for a while', async () => {
    await manager.goto(`${server.base}proxies`)
    await manager.getByRole('button', { name: '设置代理' }).click()
    await manager.locator('#proxy-person').fill('陈建国')
    await manager.getByRole('option', { name: '陈建国' }).first().click()
    // The moment is typed in the language of the product, by key alone.
    await manager.locator('#proxy-ends').fill('2031年3月5日')
    await manager.keyboard.press('Tab')
    await manager.locator('#proxy-ends-time').fill('下午2点')
    await manager.keyboard.press('Tab')
    expect(await manager.locator('#proxy-ends').inputValue()).toBe('2031-03-05')
    expect(await manager.locator('#proxy-ends-time').inputValue()).toBe('14:00')
    await manager.locator('#proxy-begins').fill('不是日子')
    await manager.keyboard.press('Tab')
    expect(await manager.getByRole('button', { name: '确定' }).isDisabled()).toBe(true)
    await manager.locator('#proxy-begins').fill('今天')
    await manager.keyboard.press('Tab')
    await manager.locator('#proxy-begins-time').fill('0001')
    await manager.keyboard.press('Tab')
    // No formula is asked for: approvals of one document, a field, how it is compared, with what.
    await manager.getByText('先只选一种单据的审批').waitFor()
    await manager.getByRole('checkbox', { name: '采购订单审批' }).check()
    await manager.getByRole('button', { name: '＋ 条件', exact: true }).click()
    await manager.getByRole('combobox', { name: '字段' }).selectOption({ label: '合计金额' })
    await manager.getByRole('combobox', { name: '条件', exact: true }).selectOption({ label: '不大于' })
    await manager.getByLabel('值').fill('20000')
    await manager.keyboard.press('Tab')
    await shoot(manager, 'proxy-sheet')
    await manager.getByRole('button', { name: '确定' }).click()
    await manager.getByText('陈建国 代我审批').waitFor()
    await manager.getByText(/采购订单审批 · 合计金额 不大于 20,000/).waitFor()
    const given = (await (await manager.request.get(`${server.base}api/proxies`)).json()) as {
      proxies: { ends: number; condition: string; processes: string[] }[]
    }
    expect(given.proxies.map(({ condition, processes }) => [condition, processes])).toEqual([
      ['record.total <= 20000', ['purchase-order-approval']],
    ])
    expect(given.proxies.map(({ ends }) => new Date(ends).toISOString())).toEqual(['2031-03-05T06:00:00.000Z'])
    await shoot(manager, 'proxies')
    const { page: phone } = await openDesk(browser, PHONE)
    await signIn(phone, server.base, '王强')
    await phone.goto(`${server.base}proxies`)
    await phone.getByText('陈建国 代我审批').waitFor()
    await settle(phone)
    await shoot(phone, 'proxies-phone')
    await phone.getByRole('button', { name: '结束代理' }).click()
    await phone.getByText('没有代理').waitFor()
  })
})
