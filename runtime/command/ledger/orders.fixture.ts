import { loadDefinitions } from '@formwork/platform/definition/index.ts'
import type { DefinitionFile, Model } from '@formwork/platform/definition/model.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'

type Json = Record<string, unknown>

const field = (name: string, type: string, more: Json = {}): Json => ({ name, label: name, type, ...more })
const reference = (name: string, more: Json = {}): Json => field(name, 'reference', { entity: name, ...more })
const article = field('article', 'reference', { entity: 'item' })
const quantity = field('quantity', 'number', { scale: 0 })
const source = field('source', 'text')
const lines = (...fields: Json[]): Json => field('lines', 'lines', { fields })
const document = (name: string, fields: Json[], more: Json = {}): Json => ({
  kind: 'entity',
  name,
  label: name,
  nature: 'document',
  fields: [field('date', 'date', { required: true }), ...fields],
  ...more,
})
const master = (name: string, fields: Json[] = []): Json => ({
  kind: 'entity',
  name,
  label: name,
  nature: 'master',
  fields: [field('name', 'text'), ...fields],
})
const posting = (entity: string, entries: Json[], more: Json = {}): Json => ({
  kind: 'posting',
  name: entity,
  entity,
  on: 'posted',
  at: '=record.date',
  entries,
  ...more,
})
const goods = (name: string, entry: Json): Json => ({ name, ledger: 'goods', each: 'lines', ...entry })
const at = (place: string): Json => ({ item: '=line.article', place })

/** Goods in places: what is held, what of it is promised, and what it costs where it lies. */
export const goodsLedger = {
  kind: 'ledger',
  name: 'goods',
  label: 'Goods',
  zeroSum: true,
  dimensions: [
    { name: 'item', label: 'Item', type: 'reference', entity: 'item', required: true },
    {
      name: 'place',
      label: 'Place',
      type: 'reference',
      entity: 'place',
      required: true,
      virtual: [
        { name: 'outside', label: 'Outside' },
        { name: 'lost', label: 'Lost' },
        { name: 'transit', label: 'On the way', inside: true },
      ],
    },
  ],
  measures: [
    { name: 'onHand', label: 'On hand', type: 'number', scale: 0 },
    { name: 'value', label: 'Value', type: 'money' },
    { name: 'reserved', label: 'Reserved', type: 'number', scale: 0 },
  ],
  derived: [{ name: 'available', label: 'Available', value: '=onHand - reserved', scale: 0 }],
  costing: { quantity: 'onHand', value: 'value', pool: '=[item, place]', method: '="moving-average"', variance: { place: 'lost' } },
  assertions: [
    { name: 'enough', over: ['item', 'place'], that: '=onHand >= 0', mode: 'refuse', message: { zh: '数量不足', en: 'not enough' } },
  ],
} satisfies Json

/** Receipts, orders that reserve, deliveries that fulfil them, and transfers in two steps. */
export const orderDefinitions: readonly Json[] = [
  { kind: 'template', name: 'orders', version: '1.0.0' },
  master('item'),
  master('place', [field('mayBeShort', 'switch')]),
  document('receipt', [reference('place'), lines(article, quantity, field('value', 'money'))]),
  document('order', [reference('place'), field('until', 'date'), lines(article, quantity)]),
  document('delivery', [reference('place'), lines(article, quantity, source)]),
  document('dispatch', [reference('place'), lines(article, quantity)]),
  document('arrival', [reference('place'), lines(article, quantity, field('lost', 'number', { scale: 0 }), source)]),
  goodsLedger,
  posting('receipt', [
    goods('received', { from: at('outside'), to: at('=record.place'), move: { onHand: '=line.quantity', value: '=line.value' } }),
  ]),
  posting('order', [
    goods('reserved', {
      from: at('outside'),
      to: at('=record.place'),
      move: { reserved: '=line.quantity' },
      pending: { expires: '=record.until' },
    }),
  ]),
  posting('order', [goods('freed', { release: 'all', of: '=line.id' })], {
    name: 'order-closed',
    on: 'closed',
    at: '=today()',
    closed: 'first-open-day',
  }),
  posting('delivery', [
    goods('delivered', { from: at('=record.place'), to: at('outside'), move: { onHand: '=line.quantity' } }),
    goods('promised', { when: '=line.source != null', fulfil: { reserved: '=line.quantity' }, of: '=line.source' }),
  ]),
  posting('dispatch', [goods('sent', { from: at('=record.place'), to: at('transit'), move: { onHand: '=line.quantity' }, pending: {} })]),
  posting('arrival', [
    goods('arrived', { fulfil: { onHand: '=line.quantity' }, of: '=line.source', to: { place: '=record.place' } }),
    goods('lost', {
      when: '=line.lost != null',
      fulfil: { onHand: '=line.lost' },
      of: '=line.source',
      to: { place: 'lost' },
    }),
  ]),
]

/** Reads and checks definitions like any template. */
export function modelOfDefinitions(
  definitions: readonly Json[],
  bpmn: Readonly<Record<string, string>> = {},
): (registry: Registry) => Model {
  const files: DefinitionFile[] = definitions.map((definition) => ({ path: pathOf(definition), text: JSON.stringify(definition) }))
  for (const [path, text] of Object.entries(bpmn)) files.push({ path, text })
  return (registry) => {
    const { model, problems } = loadDefinitions(files, registry, { release: 1 })
    const errors = problems.filter(({ severity }) => severity === 'error')
    if (model === undefined || errors.length > 0) throw new Error(JSON.stringify(errors.slice(0, 5), null, 1))
    return model
  }
}

function pathOf({ kind, name }: Json): string {
  if (kind === 'template') return 'template.json'
  return kind === 'ledger' ? `ledgers/${String(name)}.json` : `${String(name)}/${String(kind)}.json`
}
