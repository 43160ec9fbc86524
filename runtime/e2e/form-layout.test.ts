import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formsTemplate } from '../server/fixture/forms-template.fixture.ts'
import { startTestServer, type TestServer } from '../server/fixture/test-server.fixture.ts'
import { DESK, launch, openDesk, PHONE, shoot, type Desk } from './support/workbench.ts'

/** A build of the client elsewhere than where `npm test` puts it. */
const client = process.env.FORMWORK_CLIENT

describe('forms as their definition lays them out', () => {
  let test: TestServer
  let browser: Browser
  let desk: Desk
  let page: Page
  let base: string
  beforeAll(async () => {
    test = await startTestServer({ files: formsTemplate, sample: 'people', ...(client === undefined ? {} : { clientFolder: client }) })
    base = `${test.server.url}/w/one/`
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await test?.close()
  })

  async function as(name: string, size: typeof DESK | typeof PHONE = DESK): Promise<void> {
    await desk?.context.close()
    desk = await openDesk(browser, size)
    page = desk.page
    await page.goto(base)
    await page.getByRole('button', { name: new RegExp(name) }).click()
    await page.waitForSelector('.home')
  }
  const tab = (name: string) => page.getByRole('tab', { name: new RegExp(name) })

  it('tabs, dividers, notes: a page is drawn when it is opened, and keeps what was typed', async () => {
    await as('安然')
    await page.goto(`${base}record/party/new`)
    await page.waitForSelector('#field-name')
    await page.getByText('请按营业执照填写').waitFor()
    expect(await page.locator('.form-section.divided').count()).toBe(1)
    expect(await page.locator('#field-taxNumber').count()).toBe(0)
    await page.fill('#field-name', '东方公司')
    expect(await page.locator('#field-ceiling').count()).toBe(0)
    await page.locator('.el-switch').click()
    await page.locator('#field-ceiling').waitFor()
    await page.fill('#field-remark', '老客户')
    await tab('条款').focus()
    await page.keyboard.press('ArrowRight')
    await page.locator('#field-taxNumber').waitFor()
    expect(await page.locator('#field-remark').isVisible()).toBe(false)
    await page.keyboard.press('ArrowLeft')
    expect(await page.inputValue('#field-remark')).toBe('老客户')
    await shoot(page, 'form-tabs')
    expect(desk.troubles).toEqual([])
  })

  it('what is wrong on a page that is not shown marks its tab, and the summary leads there', async () => {
    await page.getByRole('button', { name: '保存', exact: true }).click()
    const summary = page.locator('.summary')
    await summary.waitFor()
    expect(await tab('税务').locator('.wrong').count()).toBe(1)
    await summary.getByRole('button', { name: /税号/ }).click()
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('field-taxNumber')
    await page.keyboard.type('91330100')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.waitForURL(/record\/party\/\d+/)
  })

  it('records that refer to this one stand inside the form, for whoever may see them', async () => {
    const admin = await test.signedIn('admin')
    const [party] = (await admin.get('records/party')).json.rows as { id: string }[]
    await admin.command('save', { entity: 'paper', changes: { values: { party: party!.id, amount: '12.50' } } })
    await page.reload()
    await tab('往来').click()
    await page.getByRole('link', { name: /P0001/ }).waitFor()
    await page.getByRole('cell', { name: '12.50' }).waitFor()
    await shoot(page, 'form-embedded')
    const address = page.url()
    await as('陈明', PHONE)
    await page.goto(address)
    await tab('往来').tap()
    await page.getByRole('link', { name: /P0001/ }).waitFor()
    expect((await tab('往来').boundingBox())!.height).toBeGreaterThanOrEqual(44)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await shoot(page, 'form-tabs-phone')
    expect(desk.troubles).toEqual([])
  })

  it('whoever submits names the people of a step where the process wants it', async () => {
    await as('方文')
    await page.goto(`${base}record/paper/new`)
    await page.fill('#field-amount', '88')
    await page.press('#field-amount', 'Tab')
    await page.getByRole('button', { name: '提交审批' }).click()
    const sheet = page.getByRole('dialog', { name: '选择处理人' })
    await sheet.getByText(/复核/).waitFor()
    const choose = async (step: string, name: string): Promise<void> => {
      await sheet.locator(`#people-${step}`).fill(name)
      await sheet.getByRole('option', { name: new RegExp(name) }).click()
    }
    await choose('check', '方文')
    await sheet.getByRole('button', { name: '提交审批' }).click()
    await sheet.getByText(/不在“.*复核”的可选范围内/).waitFor()
    await shoot(page, 'people-refused')
    await sheet.getByRole('button', { name: /去掉方文/ }).click()
    await choose('check', '陈明')
    await choose('check', '丁一')
    await choose('last', '安然')
    await shoot(page, 'people-picked')
    await sheet.getByRole('button', { name: '提交审批' }).click()
    await page.getByText('审批中', { exact: true }).first().waitFor()
    const admin = await test.signedIn('admin')
    const { rows } = (await admin.get('records/paper?sort=number:descending')).json as { rows: { id: string; status: string }[] }
    expect(rows.map(({ status }) => status).sort()).toEqual(['draft', 'submitted'])
    for (const login of ['check', 'second']) {
      const tasks = (await (await test.signedIn(login)).get('tasks?box=todo')).json.rows as unknown[]
      expect(tasks).toHaveLength(1)
    }
    for (const login of ['check', 'second']) {
      const client = await test.signedIn(login)
      const [task] = (await client.get('tasks?box=todo')).json.rows as { seat: string; version: number }[]
      expect((await client.command('approve', { seat: task!.seat, version: task!.version })).status).toBe(200)
    }
    // The last step goes to whom the submitter named, not to whoever decided before.
    expect((await admin.get('tasks?box=todo')).json.rows).toHaveLength(1)
    expect(desk.troubles).toEqual([])
  })

  it('many that are submitted together say which of them wants its people named first, and lead there, on a phone too', async () => {
    await as('方文')
    await page.goto(`${base}record/paper/new`)
    await page.fill('#field-amount', '12')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.waitForURL(/record\/paper\/\d+$/)
    const address = page.url()
    const number = await page.locator('[data-number]').innerText()
    await page.goto(`${base}list/paper`)
    await page.getByRole('checkbox', { name: `选择 ${number}` }).check()
    await page.getByRole('button', { name: /^提交 1 条草稿/ }).click()
    const failed = page.getByRole('dialog', { name: '1 条没有成功' })
    await failed.getByText(/请为“.*复核”选择 .* 位处理人/).waitFor()
    await shoot(page, 'bulk-people')
    await failed.getByRole('link', { name: number }).click()
    await page.waitForURL(address)
    expect(desk.troubles).toEqual([])

    await as('方文', PHONE)
    await page.goto(address)
    await page.getByRole('button', { name: '提交审批' }).tap()
    const sheet = page.getByRole('dialog', { name: '选择处理人' })
    const ready = sheet.getByRole('button', { name: '提交审批' })
    expect((await ready.boundingBox())!.height).toBeGreaterThanOrEqual(44)
    // The sheet comes up from below.
    const bottom = async (): Promise<number> => ready.boundingBox().then((box) => box!.y + box!.height)
    await expect.poll(bottom).toBeLessThanOrEqual(PHONE.viewport.height)
    for (const [step, name] of [
      ['check', '陈明'],
      ['check', '丁一'],
      ['last', '安然'],
    ] as const) {
      await sheet.locator(`#people-${step}`).fill(name)
      await sheet.getByRole('option', { name: new RegExp(name) }).tap()
    }
    await shoot(page, 'people-phone')
    await sheet.getByRole('button', { name: '提交审批' }).tap()
    await page.getByText('审批中', { exact: true }).first().waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    expect(desk.troubles).toEqual([])
  })
})
