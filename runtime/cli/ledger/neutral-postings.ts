import type { PostingDefinition, PostingEntry } from '@formwork/platform/definition/types.ts'

/** What is not in a currency that is named. An empty coordinate would stand for any. */
export const BASE_CURRENCY = 'base'

const at = (place: string): Record<string, string> => ({ item: '=line.article', place, batch: '=line.batch' })
const posting = (entity: string, entries: PostingEntry[]): PostingDefinition => ({
  kind: 'posting',
  name: entity,
  entity,
  on: 'posted',
  at: '=record.date',
  closed: 'refuse',
  entries,
})
const goods = (name: string, entry: Omit<PostingEntry, 'name' | 'ledger'>): PostingEntry => ({
  name,
  ledger: 'goods',
  each: 'lines',
  ...entry,
})
const whole = { quantity: '=line.quantity', value: '=line.value' }
const quantity = { quantity: '=line.quantity' }

/** What a party owes (or is owed) by a record, in one piece. */
const owed: PostingEntry = {
  name: 'owed',
  ledger: 'open',
  when: '=record.amount > 0',
  where: { party: '=record.party', side: '=record.side', record: '=record', instalment: '1', currency: BASE_CURRENCY },
  add: { amount: '=record.amount', base: '=record.amount' },
  attributes: { due: '=record.due' },
}

/** Claims use up the room of parties that have a limit. */
const used = (amount: string): PostingEntry => ({
  name: 'room',
  ledger: 'room',
  when: '=record.limited = 1 and record.side = "claim"',
  where: { party: '=record.party' },
  take: { room: amount },
})

/** Items and amounts as the rows of the record name them. */
const CHOSEN = '=for l in record.lines return { record: l.source, instalment: l.number, amount: l.amount }'

const settled = '=record.amount + record.credit'
const inBase = '=(record.amount + record.credit) * (if record.rate = null then 1 else record.rate)'

/**
 * Takes from open items of a party and side, by due date or those that are chosen. What is left becomes an item of another
 * side, or (exact) is refused; what the money is worth beyond what the items were booked at is an exchange difference.
 */
const take = (name: string, order: 'oldest' | 'newest' | 'manual', isExact: boolean): PostingEntry => ({
  name,
  ledger: 'open',
  when: `=record.order = "${name}" and record.amount + record.credit > 0`,
  where: { party: '=record.party', side: '=record.side', currency: '=record.currency' },
  take: { amount: settled, base: inBase },
  allocate: {
    order,
    over: 'record',
    by: 'due',
    ...(order === 'manual' ? { choose: CHOSEN } : {}),
    ...(isExact ? { rest: 'refuse' } : { restTo: { side: '=record.rest' } }),
    difference: { side: '="exchange difference on " + record.side', record: '=record' },
  },
})

/** One side of a netting: the items of a party and side, and what they were booked at with them. */
const against = (name: string, party: string, side: string, when: string, orWhen = when): PostingEntry => ({
  name,
  ledger: 'open',
  when: `=record.other != null and (record.order = "${when}" or record.order = "${orWhen}")`,
  where: { party, side, currency: '=record.currency' },
  take: { amount: '=record.amount', base: '=record.base' },
  allocate: {
    ...(name === 'own-chosen' ? { order: 'manual' as const, choose: CHOSEN } : { order: 'oldest' as const }),
    over: 'record',
    by: 'due',
    rest: 'refuse',
    difference: { side: '="exchange difference on " + record.side', record: '=record' },
  },
})

/** The rules of the neutral book: each kind of step writes these entries. */
export const neutralPostings: readonly PostingDefinition[] = [
  posting('receive', [goods('received', { from: at('outside'), to: at('=record.place'), move: whole }), owed]),
  posting('issue', [
    goods('issued', { from: at('=record.place'), to: at('used'), move: quantity, of: '=line.source' }),
    owed,
    used('=record.amount'),
  ]),
  posting('transfer', [goods('moved', { from: at('=record.place'), to: at('=record.target'), move: quantity, of: '=line.source' })]),
  posting('send', [goods('sent', { from: at('=record.place'), to: at('transit'), move: quantity })]),
  posting('arrive', [goods('arrived', { from: at('transit'), to: at('=record.place'), move: quantity })]),
  posting('return-in', [
    goods('returned', { when: '=line.source != null', from: at('used'), to: at('=record.place'), return: quantity, of: '=line.source' }),
    goods('came-back', { when: '=line.source = null', from: at('used'), to: at('=record.place'), move: whole }),
  ]),
  posting('return-out', [
    goods('given-back', {
      when: '=line.source != null',
      from: at('=record.place'),
      to: at('outside'),
      return: quantity,
      of: '=line.source',
    }),
    goods('went-back', { when: '=line.source = null', from: at('=record.place'), to: at('outside'), move: quantity }),
  ]),
  posting('count', [goods('counted', { from: at('counted'), to: at('=record.place'), count: quantity })]),
  posting('revalue', [goods('revalued', { from: at('charges'), to: at('=record.place'), revalue: { value: '=line.value' } })]),
  posting('revise', [goods('revised', { from: at('outside'), to: at('outside'), revalue: { value: '=line.value' }, of: '=line.source' })]),
  posting('land', [
    goods('landed', {
      from: at('charges'),
      to: at('outside'),
      revalue: {},
      of: '=line.source',
      spread: { measure: 'value', total: '=record.amount', by: '=line.weight' },
    }),
  ]),
  posting('assemble', [
    goods('used', { from: at('=record.place'), to: at('work'), move: quantity }),
    {
      name: 'fee',
      ledger: 'goods',
      when: '=record.amount > 0',
      from: { item: '=record.outputs[1].article', place: 'charges' },
      to: { item: '=record.outputs[1].article', place: 'work' },
      move: { value: '=record.amount' },
    },
    {
      ...goods('made', {
        from: at('work'),
        to: at('=record.place'),
        move: quantity,
        output: { of: ['used', 'fee'], weight: '=line.weight' },
      }),
      each: 'outputs',
    },
  ]),
  posting('standard', [goods('standard', { from: at('difference'), to: { item: '=line.article' }, standard: '=line.estimate' })]),
  posting('owe', [
    {
      name: 'owed',
      ledger: 'open',
      each: 'lines',
      where: { party: '=record.party', side: '=record.side', record: '=record', instalment: '=line.number', currency: '=record.currency' },
      add: { amount: '=line.amount', base: '=line.base' },
      attributes: { due: '=line.due' },
    },
    used('=record.base'),
  ]),
  posting('settle', [
    take('oldest', 'oldest', false),
    take('newest', 'newest', false),
    take('chosen', 'manual', false),
    take('oldest-exactly', 'oldest', true),
    take('newest-exactly', 'newest', true),
    take('chosen-exactly', 'manual', true),
    against('own', '=record.party', '=record.side', 'net'),
    against('own-chosen', '=record.party', '=record.side', 'net-chosen'),
    against('others', '=record.other', '=record.rest', 'net', 'net-chosen'),
    against('handed-over', '=record.party', '=record.side', 'hand-over'),
    {
      name: 'taken-over',
      ledger: 'open',
      when: '=record.other != null and record.order = "hand-over"',
      where: { party: '=record.other', side: '=record.side', record: '=record', instalment: '1', currency: '=record.currency' },
      add: { amount: '=record.amount', base: '=record.base' },
      attributes: { due: '=record.due' },
    },
    {
      name: 'room',
      ledger: 'room',
      when: '=record.limited = 1 and record.side = "claim"',
      where: { party: '=record.party' },
      add: { room: '=record.base' },
    },
  ]),
  posting('rate', [
    {
      name: 'revalued',
      ledger: 'open',
      each: 'lines',
      where: { party: '=line.party', side: '=line.side', record: '=line.source', instalment: '=line.number', currency: '=line.currency' },
      add: { base: '=line.value' },
    },
    {
      name: 'unrealised',
      ledger: 'open',
      each: 'lines',
      where: { party: '=line.party', side: '="revaluation of " + line.side', record: '=record', currency: '=line.currency' },
      add: { base: '=line.value' },
    },
  ]),
  posting('limit', [{ name: 'limit', ledger: 'room', where: { party: '=record.party' }, add: { room: '=record.amount' } }]),
]
