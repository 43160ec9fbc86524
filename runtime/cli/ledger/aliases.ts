import { readFileSync } from 'node:fs'
import { isJsonObject, type JsonObject } from '@formwork/platform/value/index.ts'

const lines = readFileSync(new URL('trade-words.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' ') as [section: string, theirs: string, ours: string])

/** Words of a trade are data: the program itself knows none. */
function tradeWords(section: 'verbs' | 'keys' | 'settings'): Record<string, string> {
  return Object.fromEntries(lines.filter(([of]) => of === section).map(([, theirs, ours]) => [theirs, ours]))
}

/** Every word of the trade with its meaning, for the help. */
export function listTradeWords(): string {
  return lines.map(([, theirs, ours]) => `${theirs} = ${ours}`).join(', ')
}

/** Other words for the kinds of step, as people write them. */
const verbs: Readonly<Record<string, string>> = {
  ...tradeWords('verbs'),
  receipt: 'receive',
  in: 'receive',
  opening: 'receive',
  out: 'issue',
  deliver: 'issue',
  delivery: 'issue',
  consume: 'issue',
  scrap: 'issue',
  move: 'transfer',
  dispatch: 'send',
  'transfer-out': 'send',
  'transfer-in': 'arrive',
  'return-from-issue': 'return-in',
  'return-of-receipt': 'return-out',
  count: 'reconcile',
  'physical-count': 'reconcile',
  buy: 'receive',
  sell: 'issue',
  reconciliation: 'reconcile',
  landed: 'landed-cost',
  charge: 'landed-cost',
  freight: 'landed-cost',
  adjust: 'revalue',
  'value-adjustment': 'revalue',
  correct: 'revise',
  'price-difference': 'revise',
  produce: 'assemble',
  manufacture: 'assemble',
  build: 'assemble',
  disassemble: 'assemble',
  'standard-cost': 'standard',
  bill: 'owe',
  'open-item': 'owe',
  pay: 'settle',
  payment: 'settle',
  collect: 'settle',
  'credit-note': 'credit',
  prepay: 'advance',
  'write-off-item': 'write-off',
  'bad-debt': 'write-off',
  reverse: 'void',
  cancel: 'void',
  change: 'amend',
  'close-period': 'close',
  'month-end': 'close',
  'reopen-period': 'reopen',
  'switch-method': 'switch',
  'exchange-rate': 'revalue-currency',
  dunning: 'dun',
  remind: 'dun',
  balance: 'show',
  state: 'show',
  report: 'show',
  'as-of': 'show',
  ageing: 'show',
  aging: 'show',
}

/** Other names of keys; a key that is there under its own name wins. */
const keys: Readonly<Record<string, string>> = {
  ...tradeWords('keys'),
  action: 'do',
  type: 'do',
  step: 'do',
  kind: 'do',
  op: 'do',
  product: 'item',
  article: 'item',
  store: 'place',
  partner: 'party',
  vendor: 'party',
  counted: 'quantity',
  unit_price: 'rate',
  unitPrice: 'rate',
  'unit-price': 'rate',
  unit_rate: 'rate',
  receipt: 'of',
  receipts: 'over',
  'due-date': 'due',
  dueDate: 'due',
  due_date: 'due',
  qty: 'quantity',
  price: 'rate',
  cost: 'rate',
  unitCost: 'rate',
  'unit-cost': 'rate',
  unit_cost: 'rate',
  exchangeRate: 'rate',
  'exchange-rate': 'rate',
  location: 'place',
  lot: 'batch',
  serial: 'batch',
  id: 'name',
  ref: 'of',
  source: 'of',
  on: 'date',
  basis: 'by',
  comment: 'note',
  writeOff: 'write-off',
  write_off: 'write-off',
  cutoff: 'cutOff',
  'cut-off': 'cutOff',
  error: 'refused',
}

export function verbOf(text: string): string {
  const name = text.trim().toLowerCase().replaceAll(/[_ ]/g, '-')
  return Object.hasOwn(verbs, name) ? verbs[name]! : name
}

/** Keys by their own names; `terms` may be an object of its own. */
export function withOwnKeys(given: JsonObject): JsonObject {
  const { terms, ...flat } = given
  const values: JsonObject = terms !== undefined && isJsonObject(terms) ? { ...terms, ...flat } : given
  const own: JsonObject = {}
  for (const [key, value] of Object.entries(values)) {
    const name = Object.hasOwn(keys, key) ? keys[key]! : key
    if (name === key || values[name] === undefined) own[name] = value
  }
  return own
}

/** Other names of costing methods. */
const methods: Readonly<Record<string, string>> = {
  average: 'moving-average',
  avco: 'moving-average',
  'weighted-average': 'moving-average',
  'perpetual-average': 'moving-average',
  'moving-weighted-average': 'moving-average',
  'monthly-average': 'period-average',
  'periodic-average': 'period-average',
  'weighted-average-monthly': 'period-average',
  'monthly-weighted-average': 'period-average',
  'periodic-weighted-average': 'period-average',
  'standard-cost': 'standard',
  batch: 'specific',
  'specific-identification': 'specific',
}

const settings: Readonly<Record<string, string>> = {
  ...tradeWords('settings'),
  allow_negative: 'negative',
  allowNegative: 'negative',
  costing: 'method',
  costingMethod: 'method',
  costing_method: 'method',
  valuation: 'method',
  valuation_method: 'method',
}

export function withOwnSettings(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [settings[key] ?? key, value]))
}

export function methodOf(text: string): string {
  const name = text.trim().toLowerCase().replaceAll(/[_ ]/g, '-')
  return Object.hasOwn(methods, name) ? methods[name]! : name
}
