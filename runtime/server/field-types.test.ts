import { loadDefinitions } from '@formwork/platform/definition/load.ts'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldsTemplate } from './fixture/fields-template.fixture.ts'
import type { TestClient } from './fixture/test-client.fixture.ts'
import { STARTING, startTestServer, type TestServer } from './fixture/test-server.fixture.ts'

let test: TestServer
let admin: TestClient
let clerk: TestClient
let narrow: string
beforeAll(async () => {
  test = await startTestServer({ files: fieldsTemplate, sample: 'people' })
  admin = await test.signedIn('admin')
  clerk = await test.signedIn('clerk')
  const kinds = (await admin.get('records/kind')).json.rows as { id: string; title: string }[]
  narrow = kinds.find(({ title }) => title === '小类')!.id
}, STARTING)
afterAll(() => test.close())

/** What is sent, by field; what comes back is the same but where `stored` says otherwise. */
const sent = (): Record<string, unknown> => ({
  name: '欧阳锋',
  kind: narrow,
  under: narrow,
  area: 'east/shanghai',
  grade: 'a',
  marks: ['b', 'a'],
  at: '08:30',
  from: '2026-01-01/2026-03-31',
  takes: '90',
  rate: '4',
  done: '0.125',
  duty: 'clerk',
  near: null,
  due: '2026-11-22T14:30:00',
  address: '浙江省/杭州市/西湖区/文三路 1 号',
  card: '11010519491231002x',
  mark: '6901234567892',
  spot: '30.27, 120.15',
  story: '<p onclick="x()">Good <script>alert(1)</script><b>day</b></p>',
})
const stored = {
  due: '2026-11-22T14:30:00@Asia/Shanghai',
  done: '0.1250',
  card: '11010519491231002X',
  spot: '30.27,120.15',
  story: '<p>Good <strong>day</strong></p>',
  twice: '180',
}

const save = async (values: Record<string, unknown>, client = admin) => client.command('save', { entity: 'sheet', changes: { values } })
const found = async (field: string, operator: string, value?: unknown): Promise<string[]> => {
  const filter = encodeURIComponent(JSON.stringify({ and: [{ field, operator, value }] }))
  const { json } = await admin.get(`records/sheet?filter=${filter}`)
  expect(json.code).toBeUndefined()
  return (json.rows as { values: { at: string | null } }[]).map(({ values }) => values.at ?? '').sort()
}

describe('field types at the doors', () => {
  it('are stored exactly and come back as they went', async () => {
    const answer = await save(sent())
    expect([answer.status, answer.json.code, answer.json.errors]).toEqual([200, undefined, undefined])
    const { values } = (await admin.get(`records/sheet/${answer.json.id}`)).json
    expect(values).toEqual({ ...sent(), ...stored })
  })

  it.each([
    ['area', 'shanghai', 'not-an-option'],
    ['at', '8:30', 'bad-date'],
    ['at', '21:00', 'rule-broken'],
    ['from', '2026-03-31/2026-01-01', 'range-backwards'],
    ['takes', '-1', 'too-small'],
    ['rate', '6', 'out-of-range'],
    ['done', '1.5', 'out-of-range'],
    ['duty', 'nobody', 'not-an-option'],
    ['address', '浙江省//西湖区', 'bad-format'],
    ['card', '110105194912310021', 'bad-format'],
    ['mark', '6901234567891', 'bad-format'],
    ['spot', '100,200', 'bad-format'],
    ['under', '999999', 'reference-not-found'],
    ['papers', 'x', 'unknown-field'],
  ])('refuse %s = %j: %s', async (field, value, code) => {
    const { json } = await save({ ...sent(), [field]: value })
    const codes = [json.code, ...((json.errors ?? []) as { code: string }[]).map((error) => error.code)]
    if (code === 'rule-broken' || code === 'reference-not-found') expect(json.code).toBeDefined()
    else expect(codes).toContain(code)
  })

  it('are filtered by their operators', async () => {
    await save({
      name: '二',
      at: '09:15',
      from: '2026-04-01/2026-04-30',
      takes: '30',
      rate: '2',
      done: '1',
      area: 'north',
      address: '北京市/北京市',
    })
    expect(await found('area', 'starts-with', 'east')).toEqual(['08:30'])
    expect(await found('at', 'less', '09:00')).toEqual(['08:30'])
    expect(await found('from', 'at-least', '2026-04-01/2026-04-01')).toEqual(['09:15'])
    expect(await found('takes', 'greater', '60')).toEqual(['08:30'])
    expect(await found('rate', 'at-most', '2')).toEqual(['09:15'])
    expect(await found('done', 'equals', '1')).toEqual(['09:15'])
    expect(await found('address', 'starts-with', '浙江省')).toEqual(['08:30'])
    expect(await found('duty', 'in', ['clerk'])).toEqual(['08:30'])
    expect(await found('story', 'contains', 'day')).toEqual(['08:30'])
    expect(await found('spot', 'empty')).toEqual(['09:15'])
    expect(await found('under', 'equals', narrow)).toEqual(['08:30'])
  })
})

describe('roll-ups', () => {
  const read = async (client: TestClient): Promise<unknown> => (await client.get(`records/kind/${narrow}`)).json.balances

  it('are counted, summed and averaged from the records that refer to this one', async () => {
    expect(await read(admin)).toEqual({ sheets: '1', taken: '90', usual: '4.00' })
    await save({ name: '三', kind: narrow, takes: '45', rate: '3' })
    await save({ name: '四', kind: narrow, takes: '500', rate: '1' })
    expect(await read(admin)).toEqual({ sheets: '3', taken: '135', usual: '2.67' })
    const { json } = await admin.get('records/kind?fields=name,sheets,usual')
    const shown = (json.rows as { title: string; values: Record<string, string> }[]).map(({ title, values }) => [
      title,
      values.sheets,
      values.usual,
    ])
    expect(Object.fromEntries(shown.map(([title, ...figures]) => [title, figures]))).toEqual({
      大类: ['0', undefined],
      小类: ['3', '2.67'],
    })
  })

  it('tell nothing that their reader must not see', async () => {
    expect(await read(clerk)).toEqual({ sheets: '3', usual: '2.67' })
  })

  it('stand in the files of a list, where the reader asked for them', async () => {
    const { text } = await admin.get('records/kind/export?format=csv&sort=name&fields=sheets,name,usual')
    expect(text.replace('\uFEFF', '').trim().split('\r\n').toSorted()).toEqual(['0,大类,', '3,小类,2.67', '登记数,名称,平均评分'])
  })

  it('cannot be read by formulas, and name a reference that leads here', () => {
    const broken = (field: object): string[] => {
      const files = fieldsTemplate.map((file) => {
        if (file.path !== 'kind/entity.json') return file
        const entity = JSON.parse(file.text) as { fields: object[] }
        return { ...file, text: JSON.stringify({ ...entity, fields: [...entity.fields, { label: { zh: '又', en: 'More' }, ...field }] }) }
      })
      const { problems } = loadDefinitions(files, createBuiltInRegistry())
      return problems.filter(({ severity }) => severity === 'error').map(({ code }) => code)
    }
    expect(broken({ name: 'more', type: 'number', formula: '=sheets + 1' })).toContain('expression/unknown-name')
    expect(broken({ name: 'more', type: 'roll-up', entity: 'sheet', through: 'name', aggregate: 'count' })).toContain('unknown-name')
    expect(broken({ name: 'more', type: 'roll-up', entity: 'sheet', through: 'kind', aggregate: 'sum', field: 'name' })).toContain(
      'unknown-name',
    )
    expect(broken({ name: 'more', type: 'roll-up', entity: 'sheet', through: 'kind', aggregate: 'count' })).toEqual([])
  })
})

describe('files', () => {
  it('say the same values in words', async () => {
    const { text } = await admin.get(
      'records/sheet/export?format=csv&fields=name,area,grade,at,from,takes,rate,done,duty,address,card,story',
    )
    expect(text).toContain('欧•锋')
    expect(text).toContain('华东 / 上海')
    expect(text).toContain('2026-01-01 至 2026-03-31')
    expect(text).toContain('浙江省杭州市西湖区文三路 1 号')
    expect(text).toContain('110•••••••••••002X')
    expect(text).toContain('Good day')
    expect(text).not.toContain('11010519491231002X')
  })
})
