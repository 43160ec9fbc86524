import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draftOrder, send } from './support/api.ts'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { DESK, launch, openDesk, PHONE, shoot, signIn } from './support/workbench.ts'

interface Design {
  release: number
  revision: number
  files: { path: string; text: string; revision?: number }[]
}

describe('people who decide next', () => {
  let server: DemoServer
  let browser: Browser
  let buyer: Page

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
    const admin = (await openDesk(browser)).page
    await signIn(admin, server.base, '管理员')
    const design = (await (await admin.request.get(`${server.base}api/design`)).json()) as Design
    const path = 'purchase-order/process.json'
    const process = JSON.parse(design.files.find((file) => file.path === path)!.text) as { elements: Record<string, object> }
    process.elements.finance = {
      label: { zh: '财务', en: 'Finance' },
      assign: '=role("finance")',
      decide: 'any',
      pick: { by: 'previous', most: 1 },
    }
    const file = { path, text: JSON.stringify(process), revision: design.revision }
    const saved = (await send(admin, server.base, 'save-definitions', { release: design.release, files: [file] })) as { code?: string }
    expect(saved.code).toBeUndefined()
    const { release, revision } = (await (await admin.request.get(`${server.base}api/design`)).json()) as Design
    const published = (await send(admin, server.base, 'publish', { release, revision, comment: '财务由主管指定' })) as { code?: string }
    expect(published.code).toBeUndefined()
    buyer = (await openDesk(browser)).page
    await signIn(buyer, server.base, '李娜')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  it.each([
    ['a desk', DESK],
    ['a phone', PHONE],
  ])('change on %s what their step opens, and nothing else', async (where, size) => {
    const { id, version } = await draftOrder(buyer, server.base, { quantity: '10', price: '18' })
    await send(buyer, server.base, 'submit', { entity: 'purchase-order', id, version })
    const { page, context } = await openDesk(browser, size)
    await signIn(page, server.base, '王强')
    const { rows } = (await (await page.request.get(`${server.base}api/tasks?box=todo`)).json()) as {
      rows: { seat: string; record: { id: string } }[]
    }
    await page.goto(`${server.base}tasks/${rows.find((row) => row.record.id === id)!.seat}`)
    await page.getByText('这一步可以修改').first().waitFor()
    expect(await page.getByText('这一步可以修改').count()).toBe(2)
    expect(await page.locator('#field-supplier').evaluate((each) => each.tagName)).toBe('OUTPUT')
    await page.fill('#field-remark', `请按新日期送货（${where}）`)
    await shoot(page, `step-edits-${where === 'a desk' ? 'desk' : 'phone'}`)
    await page.getByRole('button', { name: '同意', exact: true }).click()
    await expect
      .poll(async () => {
        const answer = await buyer.request.get(`${server.base}api/records/purchase-order/${id}`)
        return ((await answer.json()) as { values: { remark: string | null } }).values.remark
      })
      .toBe(`请按新日期送货（${where}）`)
    await context.close()
  })

  it.each([
    ['a desk', DESK],
    ['a phone', PHONE],
  ])('are named by the approver on %s, where the process wants it, and find the task', async (_where, size) => {
    const draft = await draftOrder(buyer, server.base, { quantity: '5000', price: '18' })
    const { id, version } = draft
    await send(buyer, server.base, 'submit', { entity: 'purchase-order', id, version })
    const { page } = await openDesk(browser, size)
    await signIn(page, server.base, '王强')
    const { rows } = (await (await page.request.get(`${server.base}api/tasks?box=todo`)).json()) as {
      rows: { seat: string; record: { id: string } }[]
    }
    await page.goto(`${server.base}tasks/${rows.find((row) => row.record.id === id)!.seat}`)
    await page.getByRole('button', { name: '同意', exact: true }).click()
    const sheet = page.getByRole('dialog', { name: '选择处理人' })
    await sheet.getByText('财务', { exact: true }).waitFor()
    await sheet.getByRole('button', { name: '同意' }).click()
    await sheet.getByRole('alert').waitFor()
    await sheet.getByRole('combobox').fill('孙丽')
    await page.getByRole('option', { name: /孙丽/ }).first().click()
    await shoot(page, `task-picks-${size === DESK ? 'desk' : 'phone'}`)
    await sheet.getByRole('button', { name: '同意' }).click()
    await sheet.waitFor({ state: 'hidden' })
    const seats = (await (await buyer.request.get(`${server.base}api/records/purchase-order/${id}`)).json()) as {
      process: { seats: { person: string; status: string; node: string }[] }
    }
    expect(seats.process.seats.filter(({ status }) => status === 'open').map(({ person }) => person)).toEqual(['孙丽'])
    await page.context().close()
  })

  it('are asked to hurry by whoever started it, once', async () => {
    const draft = await draftOrder(buyer, server.base)
    await send(buyer, server.base, 'submit', { entity: 'purchase-order', id: draft.id, version: draft.version })
    const { page } = await openDesk(browser, PHONE)
    await signIn(page, server.base, '李娜')
    await page.goto(`${server.base}record/purchase-order/${draft.id}`)
    for (const told of ['催办', '刚刚催办过']) {
      await page.getByRole('button', { name: '更多', exact: true }).click()
      await page.getByRole('menuitem', { name: '催办' }).click()
      const sheet = page.getByRole('dialog', { name: '催办' })
      await sheet.getByRole('textbox').fill('客户在等')
      await sheet.getByRole('button', { name: '催办' }).click()
      await sheet.waitFor({ state: 'hidden' })
      await page.getByText(told).first().waitFor()
    }
    await shoot(page, 'task-urged')
    const manager = (await openDesk(browser, PHONE)).page
    await signIn(manager, server.base, '王强')
    await manager.goto(`${server.base}notices`)
    await manager
      .getByText(/催办.*客户在等/)
      .first()
      .waitFor()
    await page.context().close()
  })
})
