import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldsTemplate } from '../server/fixture/fields-template.fixture.ts'
import { startTestServer, type TestServer } from '../server/fixture/test-server.fixture.ts'
import { send } from './support/api.ts'
import { barriers } from './support/barriers.ts'
import { DESK, launch, openDesk, PHONE, settle, shoot, signIn, type Desk } from './support/workbench.ts'

const sheets = [
  { name: '一', address: '浙江省/杭州市/西湖区', area: 'east', rate: '5' },
  { name: '二', address: '浙江省/宁波市', area: 'east/shanghai', rate: '4' },
  { name: '三', address: '广东省/深圳市', area: 'north', rate: '3' },
  { name: '四', address: '西藏自治区', area: 'north', rate: '1' },
  { name: '五', address: '大阪府', area: 'north', rate: '2' },
]
let test: TestServer
let browser: Browser
let base: string
beforeAll(async () => {
  test = await startTestServer({ files: fieldsTemplate, sample: 'people' })
  base = `${test.server.url}/w/one/`
  browser = await launch()
  const desk = await openDesk(browser)
  await signIn(desk.page, base, '安')
  for (const values of sheets) expect(await send(desk.page, base, 'save', { entity: 'sheet', changes: { values } })).toHaveProperty('id')
  await desk.context.close()
})
afterAll(async () => {
  await browser?.close()
  await test?.close()
})

describe.each([
  ['desk', DESK],
  ['phone', PHONE],
] as const)('on a %s', (kind, size) => {
  async function open(report: string): Promise<Desk> {
    const desk = await openDesk(browser, size)
    await signIn(desk.page, base, '安')
    await desk.page.goto(`${base}report/${report}`)
    await desk.page.waitForSelector('figure')
    await settle(desk.page)
    return desk
  }

  it('a map of provinces adds up what lies in each, shades it, and says what lies nowhere', async () => {
    const { page, context, troubles } = await open('places')
    const tile = (code: string) => page.locator(`[data-province="${code}"]`)
    expect(await page.locator('.tile').count()).toBe(34)
    expect(await tile('ZJ').getAttribute('title')).toBe('浙江省 9')
    expect(await tile('ZJ').innerText()).toMatch(/浙江\s+9/)
    expect(await tile('ZJ').getAttribute('class')).toContain('shade-5')
    expect(await tile('XZ').getAttribute('class')).toContain('shade-1')
    expect(await tile('BJ').evaluate((node) => node.tagName)).toBe('DIV')
    expect(await page.locator('.unplaced').innerText()).toBe('不在地图上：大阪府，共 2')
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    const overlong = await page.locator('.tile').evaluateAll((tiles) => tiles.filter((each) => each.scrollWidth > each.clientWidth).length)
    expect(overlong).toBe(0)
    expect(await barriers(page)).toEqual([])
    await shoot(page, `map-${kind}`)
    await tile('GD').click()
    await page.waitForSelector('table')
    expect(troubles).toEqual([])
    await context.close()
  })

  it('a word cloud writes large what is large, and a press asks for that alone', async () => {
    const { page, context, troubles } = await open('areas')
    const sizes = await page
      .locator('.word')
      .evaluateAll((words) => words.map((word) => [word.textContent?.trim(), parseFloat(getComputedStyle(word).fontSize)] as const))
    const sizeOf = (text: string): number => sizes.find(([said]) => said === text)![1]
    expect(sizeOf('华北')).toBeGreaterThan(sizeOf('华东'))
    expect(sizes).toHaveLength(3)
    expect(await barriers(page)).toEqual([])
    await shoot(page, `cloud-${kind}`)
    await page.getByRole('button', { name: '华北 3' }).click()
    await page.waitForURL(/area=north/)
    await page.waitForFunction(() => document.querySelectorAll('.word').length === 1)
    expect(troubles).toEqual([])
    await context.close()
  })
})
