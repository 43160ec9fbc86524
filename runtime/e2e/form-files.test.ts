import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, PHONE, settle, shoot, signIn } from './support/workbench.ts'

/** A picture of 16 × 16 points. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mNgKPhPEhrVMKph2GoAAM0A7wF7Q2jCAAAAAElFTkSuQmCC',
  'base64',
)

describe('files of a record', () => {
  let server: DemoServer
  let browser: Browser
  let page: Page
  let supplier = ''
  let troubles: string[] = []

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
    ;({ page, troubles } = await openDesk(browser))
    await signIn(page, server.base, '李娜')
    page.setDefaultTimeout(15_000)
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  it('a cell that is not typed into opens its input; files arrive, wrong ones say why', async () => {
    await page.goto(`${server.base}record/supplier/new`)
    await page.waitForSelector('[role=grid]')
    const code = `FJ${Date.now()}`
    await page.fill('#field-code', code)
    await page.fill('#field-name', `附件供应商 ${code}`)
    await licence(page, 2).click()
    await page.keyboard.type('2027-12-31')
    await page.keyboard.press('Enter')
    await licence(page, 3).dblclick()
    const sheet = page.getByRole('dialog', { name: '第 1 行 附件' })
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), sheet.getByRole('button', { name: '选择文件' }).click()])
    await chooser.setFiles([
      { name: '营业执照.png', mimeType: 'image/png', buffer: PICTURE },
      { name: '说明.txt', mimeType: 'text/plain', buffer: Buffer.from('abc') },
    ])
    await sheet.getByRole('link', { name: '营业执照.png' }).waitFor()
    await sheet.getByRole('link', { name: '说明.txt' }).waitFor()
    await dropLargeFile(page)
    await sheet.getByText('超过 20 MB，未上传').waitFor()
    await shoot(page, 'files-cell-sheet')
    await sheet.getByRole('button', { name: '移除 太大.bin' }).click()
    await sheet.getByRole('button', { name: '移除 说明.txt' }).click()
    await sheet.getByRole('button', { name: '完成' }).click()
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.waitForURL(/record\/supplier\/\d+$/)
    supplier = page.url()
    expect(troubles).toEqual([])
  })

  it('a file whose line breaks says so and is sent again by itself, the rest of the form stays', async () => {
    await page.goto(`${server.base}record/supplier/new`)
    await page.waitForSelector('[role=grid]')
    await page.fill('#field-name', '断线供应商')
    await licence(page, 3).dblclick()
    const field = page.getByRole('dialog', { name: '第 1 行 附件' })
    await page.route('**/api/files?**', (route) => route.abort('connectionreset'))
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), field.getByRole('button', { name: '选择文件' }).click()])
    await chooser.setFiles([{ name: '合同.txt', mimeType: 'text/plain', buffer: Buffer.from('合同') }])
    await field.getByRole('alert').filter({ hasText: '网络不通，文件已保留' }).waitFor()
    expect(await page.locator('#field-name').inputValue()).toBe('断线供应商')
    await page.unroute('**/api/files?**')
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await field.getByRole('link', { name: '合同.txt' }).waitFor()
    await field.getByRole('button', { name: '完成' }).click()
    expect(await page.locator('#field-name').inputValue()).toBe('断线供应商')
    // The line that was broken here is the only trouble.
    expect(troubles.filter((trouble) => !trouble.includes('ERR_CONNECTION_RESET'))).toEqual([])
    troubles.length = 0
  })

  it('a picture is looked at large, and saved', async () => {
    await page.goto(supplier)
    await licence(page, 3).waitFor()
    expect(await licence(page, 3).innerText()).toBe('1')
    await licence(page, 3).dblclick()
    await page.getByRole('button', { name: '查看 营业执照.png' }).click()
    const large = page.getByRole('dialog', { name: '营业执照.png' })
    await large.getByRole('img').waitFor()
    await shoot(page, 'files-picture')
    const [saved] = await Promise.all([page.waitForEvent('download'), large.getByRole('link', { name: '下载' }).click()])
    expect(saved.suggestedFilename()).toBe('营业执照.png')
  })

  it('on a phone the camera is one tap away', async () => {
    const { page: phone } = await openDesk(browser, PHONE)
    await signIn(phone, server.base, '李娜')
    await phone.goto(supplier)
    await phone.getByText('营业执照').first().click()
    const camera = phone.getByRole('button', { name: '拍照' })
    await camera.waitFor()
    const [chooser] = await Promise.all([phone.waitForEvent('filechooser'), camera.click()])
    await chooser.setFiles({ name: 'photo.png', mimeType: 'image/png', buffer: PICTURE })
    await phone.getByRole('link', { name: 'photo.png' }).waitFor()
    await settle(phone)
    await shoot(phone, 'files-phone')
    expect((await camera.boundingBox())!.height).toBeGreaterThanOrEqual(44)
  })
})

function licence(page: Page, column: number) {
  return page.getByRole('grid', { name: '证照' }).locator(`[role=row][aria-rowindex="1"] [data-column="${column}"]`)
}

function dropLargeFile(page: Page): Promise<void> {
  return page.locator('.files').evaluate((zone) => {
    const data = new DataTransfer()
    data.items.add(new File([new Uint8Array(21 * 1024 * 1024)], '太大.bin'))
    zone.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
  })
}
