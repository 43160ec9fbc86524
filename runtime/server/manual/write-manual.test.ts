import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { notesTemplate } from '../fixture/notes-template.fixture.ts'
import { definitionFile } from '../fixture/services-template.fixture.ts'
import { STARTING, startTestServer, type TestServer } from '../fixture/test-server.fixture.ts'
import type { ManualSource } from './manual-source.ts'
import { writeManual } from './write-manual.ts'

const nothing: ManualSource = {
  release: 3,
  template: { name: 't', label: { zh: '模板', en: 'Template' }, version: '1.0.0' },
  menu: { groups: [] },
  entities: [],
  lists: [],
  reports: [],
  dashboards: [],
  guides: [],
  alerts: [],
  conversions: [],
  processes: [],
}
const order = {
  kind: 'entity',
  name: 'order',
  label: { zh: '订单', en: 'Order' },
  help: { zh: '订货用', en: 'What is ordered' },
  nature: 'document',
  fields: [
    { name: 'party', type: 'text', label: { zh: '对方', en: 'Party' }, required: true },
    { name: 'secret', type: 'text', label: { zh: '暗号', en: 'Secret' }, hidden: true },
    {
      name: 'lines',
      type: 'lines',
      label: { zh: '明细', en: 'Lines' },
      fields: [
        {
          name: 'amount',
          type: 'money',
          label: { zh: '金额', en: 'Amount' },
          formula: '=1',
          help: { zh: '数量乘单价', en: 'Quantity by price' },
        },
      ],
    },
  ],
  rules: [{ name: 'r', that: '=true', message: { zh: '至少一行', en: 'At least one line' } }],
} as const
const whole = {
  ...nothing,
  menu: { groups: [{ name: 'g', label: { zh: '业务', en: 'Business' }, items: [{ name: 'order', list: 'orders' }] }] },
  lists: [{ name: 'orders', entity: 'order' }],
  entities: [order],
  guides: [
    {
      name: 'first',
      label: { zh: '第一步', en: 'First' },
      steps: [{ name: 's', label: { zh: '打开', en: 'Open' }, text: { zh: '点开单', en: 'Press new' } }],
    },
  ],
  alerts: [{ name: 'late', label: { zh: '逾期', en: 'Late' } }],
  conversions: [{ name: 'go', label: { zh: '生成发货', en: 'Ship' }, from: 'order', to: 'order' }],
  processes: [{ name: 'p', label: { zh: '订单审批', en: 'Approval of orders' }, entity: 'order' }],
} as unknown as ManualSource

describe('the manual', () => {
  it.each([
    [
      'zh',
      [
        '操作手册',
        '第一步',
        '点开单',
        '业务',
        '订单',
        '订货用',
        '提交后要审批：订单审批',
        '必填',
        '自动计算；数量乘单价',
        '至少一行',
        '下一步可以：生成发货',
        '逾期',
      ],
    ],
    [
      'en',
      [
        'Manual',
        'First',
        'Press new',
        'Business',
        'What is ordered',
        'submitted: Approval of orders',
        'required',
        'computed; Quantity by price',
        'At least one line',
        'comes next: Ship',
        'Late',
      ],
    ],
  ] as const)('says everything that the definitions say, in %s', (language, sentences) => {
    const written = writeManual(whole, language)
    for (const sentence of sentences) expect(written).toContain(sentence)
    expect(written).not.toMatch(/暗号|Secret/)
  })

  it('takes the words of a definition for words, never for markup', () => {
    const help = '<script>alert(1)</script> & "quotes"'
    const written = writeManual({ ...whole, entities: [{ ...order, help }] } as unknown as ManualSource, 'en')
    expect(written).not.toContain('<script>')
    expect(written).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot;')
  })
})

const menu = definitionFile('menu.json', {
  kind: 'menu',
  name: 'menu',
  groups: [{ name: 'all', label: 'All', items: ['item', 'party', 'note'].map((entity) => ({ name: entity, entity })) }],
})

describe('the manual of a reader', () => {
  let test: TestServer
  beforeAll(async () => {
    test = await startTestServer({ files: [...notesTemplate, menu], sample: 'people' })
  }, STARTING)
  afterAll(() => test.close())

  it('is a file, and says what he may see and nothing else', async () => {
    const [admin, clerk] = [await test.signedIn('admin'), await test.signedIn('clerk')]
    const own = await admin.get('manual')
    expect([own.status, own.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(own.headers['content-disposition']).toMatch(/^attachment/)
    const hidden = (await admin.get('definitions')).json.entities as { fields: { name: string; label?: unknown }[] }[]
    const seen = JSON.stringify((await clerk.get('definitions')).json.entities)
    const secrets = hidden
      .flatMap(({ fields }) => fields)
      .filter(({ name }) => !seen.includes(`"name":"${name}"`))
      .map(({ name, label }) => (typeof label === 'string' ? label : ((label as { en?: string } | undefined)?.en ?? name)))
      .filter((label) => own.text.includes(`>${label}<`))
    expect(secrets).not.toEqual([])
    const read = (await clerk.get('manual')).text
    for (const label of secrets) expect(read).not.toContain(`>${label}<`)
    expect((await test.client().get('manual')).status).toBe(401)
  })
})
