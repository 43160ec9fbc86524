import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DesignerAt } from './support/designer.ts'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, shoot, signIn, type Desk } from './support/workbench.ts'

let server: DemoServer
let browser: Browser
let desk: Desk
let page: Page
let designer: DesignerAt

beforeAll(async () => {
  server = await startDemoServer()
  browser = await launch()
  desk = await openDesk(browser)
  page = desk.page
  designer = new DesignerAt(page, server.base)
  await signIn(page, server.base, '管理员')
  await page.goto(`${server.base}designer`)
  await page.waitForSelector('.welcome')
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const undo = (): Promise<void> => page.getByRole('button', { name: '撤销', exact: true }).click()

describe('the workspace of the designer', () => {
  it('begins with what people come for', async () => {
    await page.locator('[data-wish=step]').click()
    await page.getByLabel('输入名称查找').fill('采购订单')
    await shoot(page, 'designer-welcome')
    await page.locator('[data-choose="purchase-order/process.json"]').click()
    await page.waitForSelector('[data-tree]')
    await page.locator('[data-related="purchase-order/entity.json"]').click()
    await page.waitForSelector('[data-field=supplier]')
    await page.locator('[data-related="purchase-order/posting.json"]').click()
    await page.locator('.picture').waitFor()
    await page.locator('[data-start]').click()
    await page.waitForSelector('.welcome')
  })

  it('goes back and forward with the browser, and survives an address that was broken', async () => {
    await page.goBack()
    await page.locator('.picture').waitFor()
    await page.goBack()
    await page.waitForSelector('[data-field=supplier]')
    await page.goForward()
    await page.locator('.picture').waitFor()
    await page.evaluate(() => (location.hash = '#product%2'))
    await page.waitForSelector('.welcome')
    await page.reload()
    await page.waitForSelector('.welcome')
  })

  it('finds definitions and fields by their labels, from the keyboard alone', async () => {
    await page.locator('body').press('/')
    await page.keyboard.type('交货日期')
    await page.locator('.entry', { hasText: '采购订单 · 交货日期' }).focus()
    await page.keyboard.press('Enter')
    await page.locator('.panel').getByText('交货日期').first().waitFor()
    expect(await page.locator('[data-property=label] input').inputValue()).toBe('交货日期')
    await page.getByRole('searchbox', { name: '搜索名称或路径' }).fill('没有这样的东西')
    await page.getByText('没有找到').waitFor()
    await page.getByRole('searchbox', { name: '搜索名称或路径' }).fill('')
  })

  it('lists its shortcuts on ?, but not into a text', async () => {
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await page.locator('body').press('?')
    const sheet = page.getByRole('dialog', { name: '键盘快捷键' })
    await sheet.waitFor()
    for (const said of ['每一个能拖动的东西', 'Ctrl+Z', '看板的卡片']) expect(await sheet.innerText()).toContain(said)
    await shoot(page, 'designer-shortcuts')
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    await page.getByRole('searchbox', { name: '搜索名称或路径' }).press('?')
    expect(await sheet.count()).toBe(0)
  })

  it('keeps what is done by itself: nothing is lost when the window goes', async () => {
    await designer.open('product/entity.json', 'canvas')
    await page.locator('[data-field=specification]').click()
    await page.locator('[data-property=label] input').fill('规格（毫米）')
    await page.locator('[data-property=label] input').press('Tab')
    await designer.kept()
    await page.close()
    page = await desk.context.newPage()
    designer = new DesignerAt(page, server.base)
    await designer.open('product/entity.json', 'canvas')
    await page.locator('[data-field=specification]', { hasText: '规格（毫米）' }).waitFor()
    await page.locator('[data-path="product/entity.json"] .dot').waitFor()
    expect((await designer.copy()).changes.map(({ path }) => path)).toEqual(['product/entity.json'])
  })

  it('tells every step, and goes back to any of them', async () => {
    for (const [type, label] of [
      ['text', '产地'],
      ['date', '上市日期'],
    ] as const) {
      await page.locator(`.palette [data-type=${type}]`).click()
      await page.getByLabel('字段名称').fill(label)
      await page.getByRole('button', { name: '添加', exact: true }).click()
      await page.waitForSelector(`[data-field=${label}]`)
    }
    expect(await page.getByRole('button', { name: '撤销', exact: true }).getAttribute('title')).toContain('上市日期')
    await page.getByRole('button', { name: /^操作记录/ }).click()
    await page.locator('.lower .line', { hasText: '产地' }).click()
    await page.waitForSelector('[data-field=上市日期]', { state: 'detached' })
    expect(await page.locator('[data-field=产地]').count()).toBe(1)
    await page.getByRole('button', { name: '恢复', exact: true }).click()
    await page.waitForSelector('[data-field=上市日期]')
    await undo()
    await undo()
    await page.getByRole('button', { name: /^操作记录/ }).click()
    await designer.kept()
  })

  it('jumps from a problem to where it is', async () => {
    await page.locator('[data-field=specification]').click()
    await page.locator('[data-property=formula]:not([data-property=whenFilled] [data-property=formula]) textarea').fill('nowhere + 1')
    await page.locator('[data-property=formula]:not([data-property=whenFilled] [data-property=formula]) textarea').press('Tab')
    await page.locator('.tab.wrong').waitFor()
    await designer.open('roles.json', 'roles')
    await page.locator('.tab.wrong').click()
    await page.locator('.lower .line', { hasText: 'nowhere' }).first().click()
    await page.locator('[data-property=formula]:not([data-property=whenFilled] [data-property=formula]) textarea').waitFor()
    expect(
      await page.locator('[data-property=formula]:not([data-property=whenFilled] [data-property=formula]) textarea').inputValue(),
    ).toContain('nowhere')
    await page.locator('[data-property=formula]:not([data-property=whenFilled] [data-property=formula]) textarea').fill('')
    await page.locator('[data-property=formula]:not([data-property=whenFilled] [data-property=formula]) textarea').press('Tab')
    await page.locator('.tab.wrong').waitFor({ state: 'detached' })
  })

  it('says where something is used, on paper too, and leads there', async () => {
    await designer.open('sales-order/entity.json', 'canvas')
    await page.locator('[data-field="lines.specification"]').click()
    await page.locator('.panel').getByRole('button', { name: '删除', exact: true }).click()
    const uses = page.locator('dialog[open] .uses li')
    await uses.first().waitFor()
    expect((await uses.allInnerTexts()).join('\n')).toContain('打印模板 销售订单')
    await page.locator('dialog[open]').getByRole('button', { name: '取消' }).click()
    await page.getByRole('button', { name: '用在哪里' }).click()
    await uses.first().waitFor()
    await uses
      .getByRole('button', { name: /^打印模板/ })
      .first()
      .click()
    await page.locator('.papers').first().waitFor()
  })

  it('shows who else is here and on what, until they leave', async () => {
    await designer.open('sales-order/entity.json', 'canvas')
    const other = await openDesk(browser)
    await signIn(other.page, server.base, '管理员')
    await other.page.goto(`${server.base}designer#${encodeURIComponent('roles.json|roles')}`)
    await other.page.waitForSelector('.roles')
    await other.page.getByText('也在设计：管理员（销售订单）').waitFor({ timeout: 20_000 })
    await page.getByText(/也在设计：管理员/).waitFor({ timeout: 20_000 })
    await shoot(page, 'designer-presence')
    await other.page.goto('about:blank') // tells it; closing the context would take what is being told with it
    await page.getByText(/也在设计/).waitFor({ state: 'detached', timeout: 70_000 })
    await other.context.close()
  })
})

describe('a publish', () => {
  it('tells before whose rights change, then compares with what was, and goes back', async () => {
    const before = await designer.textOf('roles.json')
    await designer.open('roles.json', 'roles')
    await page.locator('.bar select').first().selectOption({ label: '采购' })
    await page.getByLabel('客户 查看', { exact: true }).check()
    await designer.kept()
    await page.getByRole('button', { name: '发布', exact: true }).click()
    const dialog = page.locator('dialog[open]')
    await dialog.locator('.rights .person').first().waitFor({ timeout: 60_000 })
    expect(await dialog.locator('.rights').innerText()).toMatch(/李娜[\s\S]*客户[\s\S]*可以：查看/)
    expect(await dialog.locator('.rights').innerText()).not.toContain('管理员')
    await shoot(page, 'designer-publish-rights')
    await dialog.getByLabel('发布说明').fill('采购可以看客户')
    await dialog.getByRole('button', { name: '发布', exact: true }).click()
    await page.getByText('已发布第 2 版').waitFor()

    await page.getByRole('button', { name: '版本', exact: true }).click()
    await page.locator('[data-release="1"]').getByRole('button', { name: '与当前比较' }).click()
    await page.locator('[data-release="1"] .changes li').first().waitFor()
    expect(await page.locator('[data-release="1"] .changes').innerText()).toMatch(/角色「采购」.*新增授权/)
    await page.locator('[data-release="1"]').getByRole('button', { name: '恢复' }).click()
    const back = page.locator('dialog[open]').last()
    await back.getByText('检查通过').waitFor()
    await shoot(page, 'designer-restore')
    await back.getByRole('button', { name: '恢复', exact: true }).click()
    await page.getByText('已发布第 3 版').waitFor()
    expect((await designer.copy()).release).toBe(3)
    expect(await designer.textOf('roles.json')).toBe(before)
  })

  it('had no trouble on the way', () => expect(desk.troubles).toEqual([]))
})
