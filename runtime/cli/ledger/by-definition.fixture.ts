/**
 * Claims, payments, month-end rates, reminders and credit limits, from definitions alone: nothing here is known to the engine.
 */
type Json = Record<string, unknown>

const field = (name: string, type: string, more: Json = {}): Json => ({ name, label: name, type, ...more })
const date = (name = 'date'): Json => field(name, 'date', { required: name === 'date' })
const party = field('party', 'reference', { entity: 'party', required: true })
const amount = field('amount', 'money', { scale: 2 })
const currency = field('currency', 'text')
const rate = field('rate', 'number', { scale: 8 })
const base = field('base', 'money', { scale: 2, formula: '=round half up(amount * rate, 2)' })
const open = (name: string, measure: string): Json =>
  field(name, 'balance', { ledger: 'open', measure, where: { item: '=claim' }, scale: 2 })
const document = (name: string, fields: Json[], more: Json = {}): Json => ({
  kind: 'entity',
  name,
  label: name,
  nature: 'document',
  fields: [date(), ...fields],
  ...more,
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
const measure = (name: string): Json => ({ name, label: name, type: 'money', scale: 2 })
const ofParty = { name: 'party', label: 'Party', type: 'reference', entity: 'party', required: true }
const ofClaim = { party: '=record.party', kind: 'claim', item: '=record', currency: '=record.currency' }

const ledgers: Json[] = [
  {
    kind: 'ledger',
    name: 'open',
    label: 'Open items',
    openItem: 'item',
    dimensions: [
      ofParty,
      { name: 'kind', label: 'Kind', type: 'text', required: true },
      { name: 'item', label: 'Item', type: 'record', required: true },
      { name: 'currency', label: 'Currency', type: 'text' },
    ],
    measures: [measure('amount'), measure('base')],
    attributes: [{ name: 'due', label: 'Due', type: 'date' }],
    assertions: [
      {
        name: 'not-over-settled',
        over: ['party', 'kind', 'item', 'currency'],
        that: '=amount >= 0',
        mode: 'refuse',
        message: { zh: '超过未结金额', en: 'More than is open' },
      },
    ],
  },
  {
    kind: 'ledger',
    name: 'credit',
    label: 'Credit',
    dimensions: [ofParty],
    measures: [measure('claims'), measure('ordered')],
    derived: [{ name: 'exposure', label: 'Exposure', value: '=claims + ordered', scale: 2 }],
    assertions: [
      {
        name: 'within-limit',
        over: ['party'],
        that: '=party.limit = null or claims + ordered <= party.limit',
        mode: 'refuse',
        message: { zh: '超过额度', en: 'Beyond the limit' },
      },
    ],
  },
]

/** Interest is a year's percent of what is open; only what is late is reminded. */
const levels: Json[] = [
  {
    name: 'late',
    label: 'Days late',
    formula: '=if due = null then 0 else max(0, (today() - due) / duration("P1D"))',
    type: 'number',
    scale: 0,
  },
  { name: 'level', label: 'Level', formula: '=if late > 30 then 2 else if late > 0 then 1 else 0', type: 'number', scale: 0 },
  { name: 'fee', label: 'Fee', formula: '=if level = 2 then 10 else if level = 1 then 5 else 0', type: 'money', scale: 2 },
  { name: 'interest', label: 'Interest', formula: '=round half up(amount * 7.3 / 100 * late / 365, 2)', type: 'money', scale: 2 },
]

export const creditDefinitions: readonly Json[] = [
  { kind: 'template', name: 'credit', version: '1.0.0' },
  {
    kind: 'entity',
    name: 'party',
    label: 'Party',
    nature: 'master',
    fields: [field('name', 'text'), field('limit', 'money', { scale: 2 })],
  },
  document('order', [party, amount]),
  document('claim', [party, currency, rate, amount, base, date('due'), field('source', 'text')]),
  document('payment', [party, currency, rate, amount, base]),
  document('month-end', [
    currency,
    rate,
    date('back'),
    field('lines', 'lines', {
      fields: [
        party,
        field('claim', 'reference', { entity: 'claim' }),
        open('open', 'amount'),
        open('booked', 'base'),
        field('change', 'money', { scale: 2, formula: '=round half up(open * record.rate, 2) - booked' }),
      ],
    }),
  ]),
  document('reminder', [
    party,
    field('lines', 'lines', {
      fields: [
        field('claim', 'text'),
        field('level', 'number', { scale: 0 }),
        amount,
        field('fee', 'money', { scale: 2 }),
        field('interest', 'money', { scale: 2 }),
      ],
    }),
    field('charge', 'money', { scale: 2, formula: '=sum(lines.fee) + sum(lines.interest)' }),
  ]),
  ...ledgers,
  posting('order', [
    { name: 'promised', ledger: 'credit', where: { party: '=record.party' }, add: { ordered: '=record.amount' }, pending: {} },
  ]),
  posting('claim', [
    {
      name: 'owed',
      ledger: 'open',
      where: ofClaim,
      add: { amount: '=record.amount', base: '=record.base' },
      attributes: { due: '=record.due' },
    },
    {
      name: 'delivered',
      ledger: 'credit',
      when: '=record.source != null',
      fulfil: { ordered: '=record.amount' },
      of: '=record.source',
      beyond: 'ignore',
    },
    { name: 'exposed', ledger: 'credit', where: { party: '=record.party' }, add: { claims: '=record.base' } },
  ]),
  posting('payment', [
    {
      name: 'settled',
      ledger: 'open',
      where: { party: '=record.party', kind: 'claim', currency: '=record.currency' },
      take: { amount: '=record.amount', base: '=record.base' },
      allocate: { order: 'oldest', over: 'item', by: 'due', rest: 'refuse', difference: { kind: 'realised', item: '=record' } },
    },
    { name: 'paid', ledger: 'credit', where: { party: '=record.party' }, take: { claims: '=record.base' } },
  ]),
  ...[
    { name: 'month-end', at: '=record.date', value: '=line.change' },
    { name: 'month-begin', at: '=record.back', value: '=-line.change' },
  ].map(({ name, at, value }) =>
    posting(
      'month-end',
      [
        {
          name: 'booked',
          ledger: 'open',
          each: 'lines',
          where: { party: '=line.party', kind: 'claim', item: '=line.claim', currency: '=record.currency' },
          add: { base: value },
        },
        {
          name: 'unrealised',
          ledger: 'open',
          each: 'lines',
          where: { party: '=line.party', kind: 'unrealised', item: '=record', currency: '=record.currency' },
          add: { base: value },
        },
      ],
      { name, at },
    ),
  ),
  posting('reminder', [
    {
      name: 'charged',
      ledger: 'open',
      when: '=record.charge > 0',
      where: { ...ofClaim, currency: 'base' },
      add: { amount: '=record.charge', base: '=record.charge' },
      attributes: { due: '=record.date' },
    },
  ]),
  {
    kind: 'report',
    name: 'late',
    label: 'Late',
    shape: 'ageing',
    from: { ledger: 'open' },
    filter: '=kind = "claim"',
    columns: [
      { name: 'party', label: 'Party', value: 'party', group: true },
      { name: 'item', label: 'Item', value: 'item', group: true },
      { name: 'due', label: 'Due', value: 'due' },
      { name: 'amount', label: 'Open', value: 'amount', aggregate: 'sum' },
      ...levels,
    ],
    ageing: { date: 'due', measure: 'amount', buckets: [0, 30] },
  },
  {
    kind: 'batch',
    name: 'remind',
    label: 'Remind',
    report: 'late',
    entity: 'reminder',
    key: '=string(party.id)',
    when: '=level > 0',
    header: { party: '=party', date: '=today()' },
    lines: { to: 'lines', fields: { claim: '=item.id', level: '=level', amount: '=amount', fee: '=fee', interest: '=interest' } },
  },
]
