import type { PostingDefinition, PostingEntry } from '@formwork/platform/definition/types.ts'

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
  where: { party: '=record.party', side: '=record.side', record: '=record', instalment: '1' },
  add: { amount: '=record.amount' },
  attributes: { due: '=record.due' },
}

/** Takes from open items of a party and side: chosen ones, else by due date. */
const take = (name: string, order: 'oldest' | 'newest' | 'manual', more: Partial<PostingEntry> = {}): PostingEntry => ({
  name,
  ledger: 'open',
  when: `=record.order = "${order}" and record.amount + record.credit > 0`,
  where: { party: '=record.party', side: '=record.side' },
  take: { amount: '=record.amount + record.credit' },
  allocate: {
    order,
    over: 'record',
    by: 'due',
    ...(order === 'manual' ? { choose: '=for l in record.lines return { record: l.source, instalment: l.number, amount: l.amount }' } : {}),
    ...(order === 'oldest' || order === 'manual' ? { restTo: { side: '=record.rest' } } : {}),
  },
  ...more,
})

/** The rules of the neutral book: each kind of step writes these entries. */
export const neutralPostings: readonly PostingDefinition[] = [
  posting('receive', [goods('received', { from: at('outside'), to: at('=record.place'), move: whole }), owed]),
  posting('issue', [goods('issued', { from: at('=record.place'), to: at('used'), move: quantity, of: '=line.source' }), owed]),
  posting('transfer', [goods('moved', { from: at('=record.place'), to: at('=record.target'), move: quantity, of: '=line.source' })]),
  posting('send', [goods('sent', { from: at('=record.place'), to: at('transit'), move: quantity })]),
  posting('arrive', [goods('arrived', { from: at('transit'), to: at('=record.place'), move: quantity })]),
  posting('return-in', [
    goods('returned', { when: '=line.source != null', from: at('used'), to: at('=record.place'), return: quantity, of: '=line.source' }),
    goods('came-back', { when: '=line.source = null', from: at('used'), to: at('=record.place'), move: whole }),
  ]),
  posting('return-out', [goods('given-back', { from: at('=record.place'), to: at('outside'), return: quantity, of: '=line.source' })]),
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
      where: { party: '=record.party', side: '=record.side', record: '=record', instalment: '=line.number' },
      add: { amount: '=line.amount' },
      attributes: { due: '=line.due' },
    },
  ]),
  posting('settle', [
    take('oldest', 'oldest'),
    take('newest', 'newest'),
    take('chosen', 'manual'),
    {
      ...take('against', 'oldest'),
      when: '=record.other != null and record.order = "net"',
      where: { party: '=record.party', side: '=record.side' },
    },
    {
      ...take('against-other', 'oldest'),
      when: '=record.other != null and record.order = "net"',
      where: { party: '=record.other', side: '=record.rest' },
      allocate: { order: 'oldest', over: 'record', by: 'due', rest: 'refuse' },
    },
    {
      ...take('handed-over', 'oldest'),
      when: '=record.other != null and record.order = "hand-over"',
      allocate: { order: 'oldest', over: 'record', by: 'due', rest: 'refuse' },
    },
    {
      name: 'taken-over',
      ledger: 'open',
      when: '=record.other != null and record.order = "hand-over"',
      where: { party: '=record.other', side: '=record.side', record: '=record', instalment: '1' },
      add: { amount: '=record.amount' },
    },
  ]),
]
