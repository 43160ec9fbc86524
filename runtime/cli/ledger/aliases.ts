import type { JsonObject } from '@formwork/platform/value/index.ts'

/** Other words for the kinds of step, as people write them. */
const verbs: Readonly<Record<string, string>> = {
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
  'as-of': 'show',
  ageing: 'show',
  aging: 'show',
}

/** Other names of keys; a key that is there under its own name wins. */
const keys: Readonly<Record<string, string>> = {
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
  const name = text.replaceAll('_', '-')
  return Object.hasOwn(verbs, name) ? verbs[name]! : name
}

export function withOwnKeys(values: JsonObject): JsonObject {
  const own: JsonObject = {}
  for (const [key, value] of Object.entries(values)) {
    const name = Object.hasOwn(keys, key) ? keys[key]! : key
    if (name === key || values[name] === undefined) own[name] = value
  }
  return own
}
