import type { LedgerDefinition } from '@formwork/platform/definition/types.ts'

/** What a run may choose of the neutral book. */
export interface NeutralSettings {
  /** Name of a costing method. */
  readonly method: string
  /** One pool for an item, for an item in a place, or for a batch. */
  readonly pool: 'item' | 'item-place' | 'item-batch' | 'item-place-batch'
  readonly negative: 'refuse' | 'allow'
  readonly quantityScale: number
  readonly valueScale: number
}

export const defaultSettings: NeutralSettings = {
  method: 'moving-average',
  pool: 'item',
  negative: 'refuse',
  quantityScale: 3,
  valueScale: 2,
}

export const poolFormulas: Record<NeutralSettings['pool'], string> = {
  item: '=item',
  'item-place': '=[item, place]',
  'item-batch': '=[item, batch]',
  'item-place-batch': '=[item, place, batch]',
}

/** Places outside: where goods come from and go to. */
const outside: NonNullable<LedgerDefinition['dimensions'][number]['virtual']> = [
  { name: 'outside', label: { zh: '来源', en: 'Outside' } },
  { name: 'used', label: { zh: '去向', en: 'Used' } },
  { name: 'counted', label: { zh: '清点差异', en: 'Count differences' } },
  { name: 'work', label: { zh: '加工', en: 'Work' } },
  { name: 'charges', label: { zh: '费用', en: 'Charges' } },
  { name: 'difference', label: { zh: '差异', en: 'Differences' } },
  { name: 'transit', label: { zh: '在途', en: 'On the way' }, inside: true },
]

/** Goods in places, with what they cost. */
export function goodsLedger(settings: NeutralSettings): LedgerDefinition {
  const message = { zh: '数量不足', en: 'There is not enough of it' }
  return {
    kind: 'ledger',
    name: 'goods',
    label: { zh: '物品', en: 'Goods' },
    zeroSum: true,
    dimensions: [
      { name: 'item', label: { zh: '物品', en: 'Item' }, type: 'reference', entity: 'item', required: true },
      { name: 'place', label: { zh: '地点', en: 'Place' }, type: 'reference', entity: 'place', virtual: outside },
      { name: 'batch', label: { zh: '批次', en: 'Batch' }, type: 'text' },
    ],
    measures: [
      { name: 'quantity', label: { zh: '数量', en: 'Quantity' }, type: 'number', scale: settings.quantityScale },
      { name: 'value', label: { zh: '金额', en: 'Value' }, type: 'money', scale: settings.valueScale },
    ],
    costing: {
      quantity: 'quantity',
      value: 'value',
      pool: poolFormulas[settings.pool],
      method: `="${settings.method}"`,
      variance: { place: 'difference' },
      rate: '=line.estimate',
      management: true,
    },
    assertions:
      settings.negative === 'allow'
        ? []
        : [{ name: 'enough', over: ['item', 'place', 'batch'], that: '=quantity >= 0', mode: 'refuse', message }],
  }
}

/** What parties owe and are owed, by record and instalment. `side` is claim, debt, or an advance on either. */
export function openLedger(settings: NeutralSettings): LedgerDefinition {
  const message = { zh: '结清超过未结金额', en: 'More would be settled than is open' }
  const money = { type: 'money', scale: settings.valueScale } as const
  return {
    kind: 'ledger',
    name: 'open',
    label: { zh: '往来', en: 'Open items' },
    dimensions: [
      { name: 'party', label: { zh: '往来方', en: 'Party' }, type: 'reference', entity: 'party', required: true },
      { name: 'side', label: { zh: '方向', en: 'Side' }, type: 'text', required: true },
      { name: 'record', label: { zh: '单据', en: 'Record' }, type: 'record', required: true },
      { name: 'instalment', label: { zh: '期次', en: 'Instalment' }, type: 'number' },
      { name: 'currency', label: { zh: '币种', en: 'Currency' }, type: 'text' },
    ],
    measures: [
      { name: 'amount', label: { zh: '金额', en: 'Amount' }, ...money },
      { name: 'base', label: { zh: '本币金额', en: 'Amount in the base currency' }, ...money },
    ],
    attributes: [{ name: 'due', label: { zh: '到期日', en: 'Due' }, type: 'date' }],
    openItem: 'record',
    assertions: [
      {
        name: 'not-over-settled',
        over: ['party', 'side', 'record', 'instalment', 'currency'],
        that: '=amount >= 0',
        mode: 'refuse',
        message,
      },
    ],
  }
}

/** What parties may still owe under their limit. */
export function roomLedger(settings: NeutralSettings): LedgerDefinition {
  const message = { zh: '超过额度', en: 'The limit would be exceeded' }
  return {
    kind: 'ledger',
    name: 'room',
    label: { zh: '可用额度', en: 'Room under the limit' },
    dimensions: [{ name: 'party', label: { zh: '往来方', en: 'Party' }, type: 'reference', entity: 'party', required: true }],
    measures: [{ name: 'room', label: { zh: '可用额度', en: 'Room' }, type: 'money', scale: settings.valueScale }],
    assertions: [{ name: 'within-limit', over: ['party'], that: '=room >= 0', mode: 'refuse', message }],
  }
}
