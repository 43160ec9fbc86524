import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { submittedOrder } from './support/api.ts'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { DESK, launch, openDesk, PHONE, shoot, signIn, type Desk } from './support/workbench.ts'

interface Row {
  seat: string
  record: { id: string; title: string }
}

describe.each([
  ['on a phone', PHONE],
  ['on a desk', DESK],
])('every verb of a task %s', (where, size) => {
  let server: DemoServer
  let browser: Browser
  let buyer: Page
  let manager: Desk
  let boss: Page

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
    buyer = (await openDesk(browser)).page
    manager = await openDesk(browser, size)
    boss = (await openDesk(browser, size)).page
    for (const page of [buyer, manager.page, boss]) page.setDefaultTimeout(20_000)
    await signIn(buyer, server.base, '李娜')
    await signIn(manager.page, server.base, '王强')
    await signIn(boss, server.base, '陈建国')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  const rowsOf = async (page: Page, box = 'todo'): Promise<Row[]> =>
    ((await (await page.request.get(`${server.base}api/tasks?box=${box}&limit=100`)).json()) as { rows: Row[] }).rows
  const find = async (page: Page, record: string, box?: string): Promise<Row | undefined> =>
    (await rowsOf(page, box)).find((row) => row.record.id === record)

  /** A new order on the page of the manager's task. */
  async function openTask(line?: Record<string, string>): Promise<{ order: string; seat: string }> {
    const { id } = await submittedOrder(buyer, server.base, line)
    const { seat } = (await find(manager.page, id))!
    await manager.page.goto(`${server.base}tasks/${seat}`)
    await manager.page.getByRole('button', { name: '同意', exact: true }).waitFor()
    return { order: id, seat }
  }
  async function choose(verb: string): Promise<void> {
    await manager.page.getByRole('button', { name: '其他处理' }).click()
    await manager.page.getByRole('menuitem', { name: verb, exact: true }).click()
  }
  async function name(...people: string[]): Promise<void> {
    for (const person of people) {
      await manager.page.locator('#task-people').fill(person)
      await manager.page.getByRole('option', { name: person }).first().click()
    }
  }
  const confirm = (verb: string): Promise<void> => manager.page.getByRole('dialog').getByRole('button', { name: verb, exact: true }).click()
  const statusOf = async (id: string): Promise<string> =>
    ((await (await buyer.request.get(`${server.base}api/records/purchase-order/${id}`)).json()) as { status: string }).status

  it('rejects, with an opinion that is asked for', async () => {
    const { order } = await openTask()
    const { page } = manager
    await page.getByRole('button', { name: '驳回', exact: true }).click()
    await page.getByText('请先填写审批意见').waitFor()
    await page.getByRole('textbox', { name: '审批意见' }).fill('价格太高')
    const button = page.getByRole('button', { name: '驳回', exact: true })
    const box = (await button.boundingBox())!
    if (where === 'on a phone') expect(box.height).toBeGreaterThanOrEqual(44)
    await button.click()
    await page.getByText(/驳回：/).waitFor()
    expect(await statusOf(order)).toBe('draft')
  })

  it('gives the task to somebody else', async () => {
    const { order } = await openTask()
    await choose('转办')
    await name('陈建国')
    await shoot(manager.page, `verb-transfer-${where === 'on a phone' ? 'phone' : 'desk'}`)
    await confirm('转办')
    await manager.page.getByText(/转办：/).waitFor()
    expect(await find(boss, order)).toBeDefined()
    expect(await find(manager.page, order)).toBeUndefined()
  })

  it('asks for an opinion and decides afterwards', async () => {
    const { order } = await openTask()
    await choose('委派')
    await name('陈建国')
    await confirm('委派')
    await manager.page.getByText(/委派：/).waitFor()
    const helper = (await find(boss, order))!
    await boss.goto(`${server.base}tasks/${helper.seat}`)
    await boss.getByRole('textbox', { name: '审批意见' }).fill('可以')
    await boss.getByRole('button', { name: '同意', exact: true }).click()
    await boss.getByText(/同意：/).waitFor()
    expect(await statusOf(order)).toBe('submitted')
    const own = (await find(manager.page, order))!
    await manager.page.goto(`${server.base}tasks/${own.seat}`)
    await manager.page.getByRole('button', { name: '同意', exact: true }).click()
    await manager.page.getByText(/同意：/).waitFor()
    expect(await statusOf(order)).toBe('posted')
  })

  it('adds people, takes one away again, and goes on', async () => {
    const { order, seat } = await openTask()
    await choose('加签')
    await name('陈建国', '刘洋')
    await manager.page.getByLabel('与我一同处理').check()
    await confirm('加签')
    await manager.page.getByText(/加签：/).waitFor()
    expect(await find(boss, order)).toBeDefined()
    await manager.page.goto(`${server.base}tasks/${seat}`)
    const waits = manager.page
      .locator('.timeline .entry', { hasText: '陈建国' })
      .filter({ has: manager.page.getByRole('button', { name: '减签' }) })
    await waits.getByRole('button', { name: '减签' }).click()
    await manager.page.getByRole('dialog').getByText('不再计入人数').waitFor()
    await shoot(manager.page, `verb-remove-${where === 'on a phone' ? 'phone' : 'desk'}`)
    await confirm('减签')
    await manager.page.getByText('已减签：陈建国').waitFor()
    await expect.poll(() => find(boss, order)).toBeUndefined()
    await waits.waitFor({ state: 'detached' })
    // The other one is still there.
    await manager.page.locator('.timeline .entry', { hasText: '刘洋' }).getByRole('button', { name: '减签' }).waitFor()
  })

  it('shows it to others by hand, and goes on deciding', async () => {
    const { order } = await openTask()
    await choose('抄送')
    await name('陈建国')
    await confirm('抄送')
    await manager.page.getByText(/抄送：/).waitFor()
    expect(await find(boss, order, 'copied')).toBeDefined()
    await manager.page.getByRole('button', { name: '同意', exact: true }).waitFor()
  })

  it('takes an approval back, and decides many at once', async () => {
    // So large that somebody else decides after him.
    const { order, seat } = await openTask({ quantity: '400', price: '200' })
    await manager.page.getByRole('button', { name: '同意', exact: true }).click()
    await manager.page.getByText(/同意：/).waitFor()
    await manager.page.goto(`${server.base}tasks/${seat}`)
    await manager.page.getByRole('button', { name: '撤回', exact: true }).click()
    await manager.page.getByRole('dialog').getByRole('button', { name: '撤回', exact: true }).click()
    await manager.page.getByText(/撤回：/).waitFor()
    expect(await statusOf(order)).toBe('submitted')

    const { id } = await submittedOrder(buyer, server.base)
    await manager.page.goto(`${server.base}tasks`)
    const several = [(await find(manager.page, order))!, (await find(manager.page, id))!]
    for (const { record } of several) await manager.page.getByRole('checkbox', { name: new RegExp(record.title) }).check()
    await manager.page.getByRole('button', { name: '同意 2 项' }).click()
    await manager.page.getByText('已同意 2 项').waitFor()
    // The large one goes on to whoever decides after him.
    expect(await statusOf(id)).toBe('posted')
    for (const { record } of several) expect(await find(manager.page, record.id)).toBeUndefined()
    expect(await manager.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    expect(manager.troubles).toEqual([])
  })
})
