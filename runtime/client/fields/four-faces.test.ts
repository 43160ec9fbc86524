import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { fieldViews, rareFieldViews } from '@formwork/plugins/views.ts'
import zh from '@formwork/runtime/ui/text/zh.json' with { type: 'json' }
import { beforeAll, describe, expect, it } from 'vitest'
import { createApp, type Component } from 'vue'
import { createI18n } from 'vue-i18n'
import { lookupSourceKey } from '@formwork/runtime/ui/lookup/lookup-source.ts'
import { formatJson } from './convert.ts'
import { fieldView, loadAllFieldViews } from './faces.ts'

const options = [
  { name: 'a', label: { zh: '甲', en: 'A' } },
  { name: 'b', label: { zh: '乙', en: 'B' } },
]
/** How a cell takes it: typed as text (and read back from it), chosen (several: in a sheet), turned, opened as a sheet, or shown only. */
type Typing = 'typed' | 'records' | 'options' | 'toggle' | 'sheet' | 'shown'

/** Every field type of the platform: its options, a value as the interface has it, how it reads, and how a cell takes it. */
const TYPES: readonly [type: string, options: Partial<FieldDefinition>, value: unknown, text: string, typing: Typing][] = [
  ['text', {}, '中心仓', '中心仓', 'typed'],
  ['long-text', {}, '一\n二', '一\n二', 'typed'],
  ['rich-text', {}, '<p>先看<strong>图</strong></p>', '先看图', 'sheet'],
  ['number', { scale: 2, unit: '箱' }, '1234.5', '1,234.5', 'typed'],
  ['money', {}, '1234.50', '1,234.50', 'typed'],
  ['percent', {}, '0.125', '12.5%', 'typed'],
  ['rating', { stars: 5 }, '4', '★★★★☆', 'typed'],
  ['progress', {}, '0.5', '50%', 'typed'],
  ['duration', {}, '90', '1小时30分', 'typed'],
  ['date', {}, '2026-11-23', '2026-11-23', 'typed'],
  ['date-time', {}, '2026-11-23T14:30', '2026-11-23 14:30', 'typed'],
  ['time', {}, '14:30', '14:30', 'typed'],
  ['date-range', {}, '2026-01-01/2026-03-31', '2026-01-01 至 2026-03-31', 'typed'],
  ['select', { options }, 'a', '甲', 'options'],
  ['select', { options, multiple: true }, ['a', 'b'], '甲、乙', 'options'],
  ['select', { options, face: 'radio' }, 'b', '乙', 'options'],
  ['select', { options, face: 'checkbox', multiple: true }, ['b'], '乙', 'options'],
  ['cascade', { options }, 'a', '甲', 'sheet'],
  ['switch', {}, true, '是', 'toggle'],
  ['member', {}, '7', '王强', 'records'],
  ['department', {}, '7', '采购部', 'records'],
  ['role', {}, 'buyer', 'buyer', 'options'],
  ['reference', { entity: 'supplier' }, '7', '安居办公家具厂', 'records'],
  ['lookup', { through: 'supplier', field: 'phone' }, '0571-1', '0571-1', 'shown'],
  ['roll-up', { entity: 'order', through: 'supplier', aggregate: 'count' }, '3', '3', 'shown'],
  ['query', { entity: 'order', through: 'supplier', columns: ['name'] } as never, null, '', 'shown'],
  ['balance', { ledger: 'stock', measure: 'quantity' }, '12', '12.00', 'shown'],
  ['attachment', {}, ['7'], '', 'sheet'],
  ['image', {}, ['7'], '', 'sheet'],
  ['signature', {}, '7', '', 'sheet'],
  ['location', {}, '30.27,120.15', '30.27, 120.15', 'typed'],
  ['address', {}, '浙江省/杭州市/西湖区/文三路 1 号', '浙江省杭州市西湖区文三路 1 号', 'sheet'],
  ['phone', {}, '13800138000', '13800138000', 'typed'],
  ['email', {}, 'a@b.cn', 'a@b.cn', 'typed'],
  ['url', {}, 'https://a.cn/', 'https://a.cn/', 'typed'],
  ['id-card', {}, '11010519491231002X', '110•••••••••••002X', 'typed'],
  ['barcode', { symbology: 'ean13' }, '6901234567892', '6901234567892', 'typed'],
]
const TITLED: Readonly<Record<string, string>> = { member: '王强', department: '采购部', reference: '安居办公家具厂' }

beforeAll(async () => {
  await loadAllFieldViews()
})

const fieldOf = (type: string, more: object): FieldDefinition => ({ name: 'x', label: '示例', type, ...more }) as FieldDefinition

/** A face as it is drawn, once what it loads lazily is there. */
async function draw(face: Component, properties: object): Promise<HTMLElement> {
  const place = document.createElement('div')
  const app = createApp(face, properties as Record<string, unknown>)
  const troubles: unknown[] = []
  app.config.errorHandler = (error) => troubles.push(error)
  app.config.warnHandler = (warning) => troubles.push(warning)
  app.provide(lookupSourceKey, { find: () => Promise.resolve([]) } as never)
  app.component('RouterLink', { template: '<a><slot /></a>' })
  app.use(createI18n({ legacy: false, locale: 'zh', messages: { zh: { ui: zh } } as never, missingWarn: false, fallbackWarn: false }))
  app.mount(place)
  await expect.poll(() => place.querySelector('*') !== null, { timeout: 10_000 }).toBe(true)
  expect(troubles).toEqual([])
  return place
}

describe('the faces of field types', () => {
  it('are there for every type, and every type is looked at here', () => {
    const types = [...createBuiltInRegistry().fields.keys()].filter((name) => name !== 'lines')
    expect([...fieldViews.map((view) => view.type.name), ...Object.keys(rareFieldViews)].toSorted()).toEqual(types.toSorted())
    expect([...new Set(TYPES.map(([type]) => type))].toSorted()).toEqual(types.toSorted())
  })

  it.each(TYPES)('%s %j: an input that shows what is there', async (type, more, value) => {
    const { edit } = fieldView(type)
    const place = await draw(edit, { id: 'x', field: fieldOf(type, more), modelValue: value, title: TITLED[type] })
    expect(place.querySelector('input, textarea, select, button, output, [contenteditable], [role]')).not.toBeNull()
  })

  it.each(TYPES)('%s %j: is read without an input as %j → %s', async (type, more, value, text) => {
    const field = fieldOf(type, more)
    if (text !== '') expect(formatJson(value, field, TITLED[type])).toBe(text)
    const { view } = fieldView(type)
    if (view === undefined) return
    const place = await draw(view, { field, value, text })
    expect(place.querySelector('input, textarea, select')).toBeNull()
  })

  it.each(TYPES)('%s %j: is taken by a cell (%j, %s: %s)', (type, more, value, _text, typing) => {
    const field = fieldOf(type, more)
    const { cell } = fieldView(type)
    expect(cell.width).toBeGreaterThan(0)
    if (typing === 'shown') return expect(cell.assist).toBeUndefined()
    if (typing !== 'typed') return expect(cell.assist).toBe(typing)
    expect(cell.assist).toBeUndefined()
    const written = cell.write(value, field)
    expect(written).not.toBe('')
    expect(fieldView(type).type.check(cell.read(written, field), field)).toEqual(fieldView(type).type.check(value, field))
  })
})
