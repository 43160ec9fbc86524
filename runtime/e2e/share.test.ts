import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, PHONE, settle, shoot, signIn, type Desk } from './support/workbench.ts'

/** A picture of 16 × 16 points. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mNgKPhPEhrVMKph2GoAAM0A7wF7Q2jCAAAAAElFTkSuQmCC',
  'base64',
)

describe('a link for somebody outside', () => {
  let server: DemoServer
  let browser: Browser
  let desk: Desk
  let page: Page
  let link = ''

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
    desk = await openDesk(browser)
    page = desk.page
    await signIn(page, server.base, '陈建国')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    expect(desk.troubles).toEqual([])
  })

  it('is made on the document, with its end, and shown once', async () => {
    const id = await page.evaluate(async () => {
      const answer = await fetch('/w/demo/api/records/purchase-order?limit=1')
      return ((await answer.json()) as { rows: { id: string }[] }).rows[0]!.id
    })
    await page.goto(`${server.base}record/purchase-order/${id}`)
    await page.getByRole('button', { name: '打印', exact: true }).click()
    await page.getByRole('menuitem', { name: '分享链接' }).click()
    const sheet = page.getByRole('dialog', { name: '分享链接' })
    await sheet.getByLabel('有效期').selectOption({ label: '30 天' })
    expect(await sheet.getByLabel('对方能看到').locator('option').allInnerTexts()).toEqual(['供应商（公开链接）'])
    await sheet.getByRole('button', { name: '生成链接' }).click()
    link = await sheet.getByLabel('链接地址').inputValue()
    await sheet.getByRole('img', { name: '链接的二维码' }).waitFor()
    await shoot(page, 'share-made')
    expect(link).toMatch(/\/shared\/[\w-]{43}$/)
    await sheet.getByRole('button', { name: '关闭' }).click()
  })

  it('opens without signing in, on a desk and on a phone, and takes the paper along', async () => {
    for (const size of [undefined, PHONE]) {
      const outside = await openDesk(browser, size)
      await outside.page.goto(link)
      await outside.page
        .getByRole('heading', { name: /采购订单/ })
        .first()
        .waitFor()
      await settle(outside.page)
      await shoot(outside.page, size === undefined ? 'shared' : 'shared-phone')
      const width = outside.page.viewportSize()!.width
      expect(await outside.page.evaluate(() => document.querySelector('.shared')!.scrollWidth)).toBeLessThanOrEqual(width)
      const button = outside.page.getByRole('button', { name: '下载 PDF' })
      expect((await button.boundingBox())!.x + (await button.boundingBox())!.width).toBeLessThanOrEqual(width)
      const [download] = await Promise.all([outside.page.waitForEvent('download'), button.click()])
      expect(download.suggestedFilename()).toMatch(/\.pdf$/)
      expect(outside.troubles).toEqual([])
      await outside.context.close()
    }
  })

  it('is listed with how often it was opened, and over when it is taken back', async () => {
    await page.goto(`${server.base}me`)
    await page.getByRole('link', { name: '我的公开链接' }).click()
    await page.getByText('打开过 1 次').first().waitFor()
    await shoot(page, 'public-links')
    await page.getByRole('button', { name: '收回' }).first().click()
    await page
      .getByText(/已于 .* 收回/)
      .first()
      .waitFor()
    const outside = await openDesk(browser, PHONE)
    await outside.page.goto(link)
    await outside.page.getByText('这个链接已过期或已被收回').waitFor()
    await outside.page.goto(`${link.slice(0, -4)}abcd`)
    await outside.page.getByText('找不到这个链接').waitFor()
    await shoot(outside.page, 'shared-over')
    await outside.context.close()
  })

  it('asks people outside to fill in a form: made in the list, filled in on a phone, arrived with a notice', async () => {
    const boss = await openDesk(browser)
    await signIn(boss.page, server.base, '管理员')
    await boss.page.goto(`${server.base}list/customer`)
    await boss.page.getByRole('button', { name: '导出', exact: true }).click()
    await boss.page.getByRole('menuitem', { name: '请人填写…' }).click()
    const sheet = boss.page.getByRole('dialog', { name: '请人填写' })
    await sheet.getByRole('checkbox', { name: /名称/ }).waitFor()
    expect(await sheet.getByRole('checkbox', { name: /^名称/ }).isDisabled()).toBe(true)
    await sheet
      .getByRole('checkbox', { name: /开户行|银行/ })
      .first()
      .uncheck()
    await sheet.getByRole('checkbox', { name: '收货地址 · 地址' }).check()
    await sheet.getByRole('checkbox', { name: '收货地址 · 收货人' }).check()
    await sheet.getByRole('checkbox', { name: '附件', exact: true }).check()
    await sheet.getByLabel('标题').fill('新客户登记')
    await sheet.getByLabel('提交后显示').fill('我们会在一个工作日内联系您')
    await sheet.getByLabel('最多收几份').selectOption('1')
    await shoot(boss.page, 'form-making')
    await sheet.getByRole('button', { name: '生成链接' }).click()
    const address = await sheet.getByLabel('链接地址').inputValue()
    expect(address).toMatch(/\/fill\/[\w-]{43}$/)
    await shoot(boss.page, 'form-made')

    const outside = await openDesk(browser, PHONE)
    const form = outside.page
    await form.goto(address)
    await form.getByRole('heading', { name: '新客户登记' }).waitFor()
    await settle(form)
    await shoot(form, 'fill-phone')
    expect(await form.evaluate(() => document.querySelector('.fill')!.scrollWidth)).toBeLessThanOrEqual(390)
    await form.getByRole('button', { name: '提交' }).tap()
    await form
      .getByText(/名称.*必填|请填写.*名称/)
      .first()
      .waitFor()
    await form.fill('#field-name', '外部登记 有限公司')
    await form.fill('#field-phone', '13800138000')
    const [chooser] = await Promise.all([form.waitForEvent('filechooser'), form.locator('button#field-files').tap()])
    await chooser.setFiles({ name: '执照.png', mimeType: 'image/png', buffer: Buffer.from('not what it says') })
    await form.getByText(/内容与扩展名不符/).waitFor()
    const [again] = await Promise.all([form.waitForEvent('filechooser'), form.locator('button#field-files').tap()])
    await again.setFiles({ name: '执照.png', mimeType: 'image/png', buffer: PICTURE })
    await form.getByRole('link', { name: '执照.png' }).waitFor()
    await shoot(form, 'fill-phone-filled')
    await form.getByRole('button', { name: '提交' }).tap()
    await form.getByText('我们会在一个工作日内联系您').waitFor()
    await shoot(form, 'fill-phone-sent')
    await form.goto(address)
    await form.getByText('这份表单已收满').waitFor()
    expect(outside.troubles).toEqual([])
    await outside.context.close()

    const wide = await openDesk(browser)
    await wide.page.goto(`${address.slice(0, -4)}abcd`)
    await wide.page.getByText('找不到这份表单').waitFor()
    await wide.context.close()

    await boss.page.goto(`${server.base}notices`)
    await boss.page.getByText('公开表单收到一份新内容').first().waitFor()
    await boss.page.goto(`${server.base}public-links`)
    await boss.page.getByText('已收到 1 / 1 份').waitFor()
    await shoot(boss.page, 'public-forms')
    await boss.page.goto(`${server.base}list/customer`)
    await boss.page.getByText('外部登记 有限公司').first().waitFor()
    await boss.page.getByText('外部登记 有限公司').first().click()
    await boss.page.waitForURL(/record\/customer\/\d+/)
    await boss.page.getByRole('link', { name: '执照.png' }).waitFor()
    expect(boss.troubles).toEqual([])
    await boss.context.close()
  })
})
