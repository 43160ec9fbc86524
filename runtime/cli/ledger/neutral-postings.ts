import type { PostingDefinition, PostingEntry } from '@formwork/platform/definition/types.ts'

const at = (place: string, item = '=line.item'): Record<string, string> => ({ item, place, batch: '=line.batch' })
const posting = (entity: string, entries: PostingEntry[]): PostingDefinition => ({ kind: 'posting', name: entity, entity, on: 'posted', at: '=record.date', closed: 'refuse', entries })
const goods = (name: string, entry: Omit<PostingEntry, 'name' | 'ledger'>): PostingEntry => ({ name, ledger: 'goods', each: 'lines', ...entry })
const whole = { quantity: '=line.quantity', value: '=line.value' }
const quantity = { quantity: '=line.quantity' }

/** What a party owes (or is owed) by a record, in one piece. */
const owed: PostingEntry = {
  name: 'owed',
  ledger: 'open',
  when: '=record.amount > 0',
  where: { party: '=record.party', record: '=record', instalment: '1' },
  add: { amount: '=record.amount' },
  attributes: { due: '=record.due' },
}

/** The rules of the neutral book: each kind of step writes these entries. */
export const neutralPostings: readonly PostingDefinition[] = [
  posting('receive', [goods('received', { from: at('outside'), to: at('=record.place'), move: whole }), owed]),
  posting('issue', [goods('issued', { from: at('=record.place'), to: at('used'), move: quantity, of: '=line.source' }), owed]),
  posting('transfer', [goods('moved', { from: at('=record.place'), to: at('=record.target'), move: quantity, of: '=line.source' })]),
  posting('return-in', [goods('returned', { from: at('used'), to: at('=record.place'), return: quantity, of: '=line.source' })]),
  posting('return-out', [goods('given-back', { from: at('=record.place'), to: at('outside'), return: quantity, of: '=line.source' })]),
  posting('count', [goods('counted', { from: at('counted'), to: at('=record.place'), count: quantity })]),
  posting('revalue', [goods('revalued', { from: at('charges'), to: at('=record.place'), revalue: { value: '=line.value' } })]),
  posting('revise', [goods('revised', { from: at('charges'), to: at('outside'), revalue: { value: '=line.value' }, of: '=line.source' })]),
  posting('assemble', [
    goods('used', { from: at('=record.place'), to: at('work', '=line.item'), move: quantity }),
    { name: 'fee', ledger: 'goods', when: '=record.amount > 0', from: { item: '=record.outputs[1].item', place: 'charges' }, to: { item: '=record.outputs[1].item', place: 'work' }, move: { value: '=record.amount' } },
    { ...goods('made', { from: at('work'), to: at('=record.place'), move: quantity, output: { of: ['used', 'fee'], weight: '=line.weight' } }), each: 'outputs' },
  ]),
  posting('standard', [goods('standard', { from: at('difference'), to: { item: '=line.item' }, standard: '=line.estimate' })]),
  posting('settle', [{ name: 'settled', ledger: 'open', where: { party: '=record.party' }, take: { amount: '=record.amount' }, allocate: { order: 'oldest', over: 'record', by: 'due', rest: 'refuse' } }]),
]
