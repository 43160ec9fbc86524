import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import type { Changes } from '../engine/record/merge-changes.ts'
import { TestWorkspace } from './command-workspace.fixture.ts'
import { hasApproval } from './has-approval.ts'
import { saveRecord } from './save-record.ts'
import { trade } from './trade.fixture.ts'
import { postRecord, returnRecord } from './transition-record.ts'
import { writeNodeChanges } from './write-node-changes.ts'
import type { Answer } from './unit.ts'

let workspace: TestWorkspace
let party: string
let item: string

beforeAll(async () => {
  workspace = await TestWorkspace.open(trade)
  party = (await workspace.save('party', { name: 'North Ltd', region: 'north' })).id
  item = (await workspace.save('item', { code: 'A1', name: 'Bolt', price: '2' })).id
})
afterAll(() => workspace.close())

type Saved = Answer & { id: string; version: number; number: string | null; status: string }
const line = (quantity = '2', more: Record<string, unknown> = {}) => ({ do: 'insert', values: { item, quantity }, ...more })
const order = (quantities: string[] = ['2']) => ({
  entity: 'order',
  changes: { values: { party }, lines: { lines: quantities.map((quantity, index) => line(quantity, { ref: `l${index}` })) } },
})
const run = async (name: string, body: unknown, options = {}): Promise<Saved> => (await workspace.run(name, body, options)) as Saved
const load = (entity: string, id: string): Promise<StoredRecord> =>
  workspace.database.read(async (reading) => (await workspace.store.records.load(reading, entity, Number(id)))!)
const at = ({ id, version }: Saved, entity = 'order', more = {}) => ({ entity, id, version, ...more })

describe('the lifecycle', () => {
  it('posts on submit where no process is bound, in one version', async () => {
    const posted = await run('submit', order())
    expect(posted).toMatchObject({ version: 1, status: 'posted' })
    const audit = await workspace.database.read(async (reading) =>
      reading.all({ sql: 'select action, changed from audit where record = ?' }, [Number(posted.id)]),
    )
    expect(audit.map((row) => row.action)).toEqual(['submit'])
    expect(JSON.parse(String(audit[0]!.changed))).toMatchObject({ version: 1, party: [null, party] })
  })

  it('submits a draft with changes', async () => {
    const draft = await run('save', order())
    expect(await run('submit', { ...at(draft), changes: { values: { remark: 'now' } } })).toMatchObject({ version: 2, status: 'posted' })
  })

  it('goes its way: unpost, submit, close, reopen, void', async () => {
    let record = await run('submit', order())
    record = await run('unpost', at(record))
    expect(record).toMatchObject({ status: 'draft', version: 2 })
    expect((await load('order', record.id)).header.generation).toBe(1)
    record = await run('submit', at(record))
    record = await run('close', at(record, 'order', { reason: 'done' }))
    expect(record.status).toBe('closed')
    record = await run('reopen', at(record))
    record = await run('void', at(record))
    expect(record).toMatchObject({ status: 'voided', version: 6 })
  })

  it('is taken back only where rules of undoing hold; neither saving, submitting nor closing asks them', async () => {
    let record = await run('submit', { ...order(), changes: { ...order().changes, values: { party, remark: 'locked' } } })
    for (const verb of ['unpost', 'void', 'revise']) {
      expect(await workspace.refusal(verb, at(record))).toMatchObject({ code: 'rule-refused' })
    }
    record = await run('amend', at(record, 'order', { changes: { values: { remark: 'free' } } }))
    expect(await run('void', at(record))).toMatchObject({ status: 'voided' })
  })

  it('moves drafts to the recycle bin and back', async () => {
    let record = await run('save', order())
    record = await run('delete', at(record))
    expect(await workspace.refusal('save', { ...at(record), changes: {} })).toMatchObject({ code: 'unknown-record' })
    record = await run('restore', at(record))
    expect(await workspace.refusal('restore', at(record))).toMatchObject({ code: 'illegal-transition' })
    expect(await run('save', { ...at(record), changes: { values: { remark: 'x' } } })).toMatchObject({ version: 4 })
  })

  it('takes master data out of use: nobody can choose it any more', async () => {
    const old = await run('save', { entity: 'item', changes: { values: { code: 'OLD' } } })
    await run('disable', at(old, 'item'))
    const body = {
      entity: 'order',
      changes: { values: { party }, lines: { lines: [{ do: 'insert', values: { item: old.id, quantity: '1' } }] } },
    }
    expect(await workspace.refusal('save', body)).toMatchObject({ code: 'not-selectable', path: 'lines/0/item' })
    await run('enable', at({ ...old, version: 2 }, 'item'))
    expect(await run('save', body)).toMatchObject({ version: 1 })
  })

  it('frees the values of a deleted record, and asks for them at its return', async () => {
    const first = await run('save', { entity: 'item', changes: { values: { code: 'TWICE' } } })
    await run('delete', at(first, 'item'))
    await run('save', { entity: 'item', changes: { values: { code: 'TWICE' } } })
    expect(await workspace.refusal('restore', at({ ...first, version: 2 }, 'item'))).toMatchObject({ code: 'not-unique', path: 'code' })
  })

  const refused: [from: string, make: () => Promise<Saved>, verbs: string[]][] = [
    ['draft', () => run('save', order()), ['unpost', 'void', 'close', 'reopen', 'amend']],
    ['posted', () => run('submit', order()), ['save', 'submit', 'reopen', 'delete']],
    [
      'closed',
      async () => run('close', at(await run('submit', order()))),
      ['save', 'submit', 'unpost', 'void', 'close', 'delete', 'amend'],
    ],
    [
      'voided',
      async () => run('void', at(await run('submit', order()))),
      ['save', 'submit', 'unpost', 'void', 'close', 'reopen', 'delete', 'amend'],
    ],
  ]
  it.each(refused.flatMap(([from, make, verbs]) => verbs.map((verb) => [from, verb, make] as const)))(
    '%s refuses %s',
    async (_from, verb, make) => {
      const record = await make()
      const contents = await workspace.contents()
      expect(await workspace.refusal(verb, at(record))).toMatchObject({ code: 'illegal-transition' })
      expect(await workspace.contents()).toBe(contents)
    },
  )

  it('refuses to delete what was posted once', async () => {
    const record = await run('unpost', at(await run('submit', order())))
    expect(await workspace.refusal('delete', at(record))).toMatchObject({ code: 'illegal-transition' })
  })

  it('amends only what is amendable, and leaves formulas alone that read nothing of it', async () => {
    const posted = await run('submit', order())
    expect(await run('amend', { ...at(posted), changes: { values: { remark: 'later' } } })).toMatchObject({ status: 'posted', version: 2 })
    expect(await workspace.refusal('amend', { ...at(posted), version: 2, changes: { values: { discount: '0.5' } } })).toMatchObject({
      code: 'field-not-writable',
      path: 'discount',
    })
    expect(await workspace.refusal('amend', { ...at(posted), version: 2, changes: { lines: { lines: [line()] } } })).toMatchObject({
      code: 'field-not-writable',
      path: 'lines',
    })
  })

  it('copies into a new draft', async () => {
    const posted = await run('submit', order(['2', '3']))
    const copy = await run('copy', { entity: 'order', id: posted.id })
    expect(copy).toMatchObject({ status: 'draft', version: 1 })
    expect(copy.number).not.toBe(posted.number)
    const record = await load('order', copy.id)
    expect(record.lines.lines!.map((row) => String(row.values.quantity))).toEqual(['2.000', '3.000'])
    expect(String(record.values.total)).toBe('10.00')
  })
})

describe('with a process bound', () => {
  let bound: TestWorkspace
  let record: StoredRecord
  beforeAll(async () => {
    bound = await TestWorkspace.open({
      ...trade,
      processes: [
        { kind: 'process', name: 'approval', bpmn: 'process.bpmn', entity: 'order', elements: {} },
        { kind: 'process', name: 'later', bpmn: 'later.bpmn', entity: 'receipt', start: 'manual', elements: {} },
      ],
    })
  })
  afterAll(() => bound.close())
  beforeEach(async () => {
    const name = (await bound.save('party', { name: 'P', region: 'north' })).id
    const code = (await bound.save('item', { code: `T${bound.now++}` })).id
    const body = {
      entity: 'order',
      changes: {
        values: { party: name },
        lines: { lines: [{ do: 'insert' as const, values: { item: code, quantity: '1', price: '1' } }] },
      },
    }
    record = await bound.inUnit(async (unit) => (await saveRecord(unit, body, 'submit')).record)
  })

  it('waits submitted until the process posts it', async () => {
    expect(record.header).toMatchObject({ status: 'submitted', version: 1 })
    expect(hasApproval(bound.store.model, 'receipt')).toBe(false)
    const posted = await bound.inUnit((unit) => postRecord(unit, 'order', record.header.id))
    expect(posted.header).toMatchObject({ status: 'posted', version: 2 })
    await expect(bound.inUnit((unit) => postRecord(unit, 'order', record.header.id))).rejects.toMatchObject({ code: 'illegal-transition' })
  })

  it('comes back as a draft with its outcome, and loses it at the next submit', async () => {
    const returned = await bound.inUnit((unit) => returnRecord(unit, 'order', record.header.id, 'rejected'))
    expect(returned.header).toMatchObject({ status: 'draft', outcome: 'rejected' })
    const again = await bound.inUnit(
      async (unit) => (await saveRecord(unit, { entity: 'order', id: String(record.header.id), version: 2 }, 'submit')).record,
    )
    expect(again.header).toMatchObject({ status: 'submitted', outcome: null })
  })

  it('lets a node write exactly what it opens, and formulas follow', async () => {
    const line = record.lines.lines![0]!.id
    const id = record.header.id
    const write = (changes: Changes, open: string[]) =>
      bound.inUnit((unit) => writeNodeChanges(unit, { entity: 'order', id, changes, open: new Set(open) }))
    const update = (quantity: string) => ({ lines: { lines: [{ do: 'update' as const, id: String(line), values: { quantity } }] } })
    expect(String((await write(update('4'), ['lines.quantity'])).values.total)).toBe('4.00')
    await expect(write(update('5'), ['remark'])).rejects.toMatchObject({ code: 'field-not-writable' })
    await expect(write({ values: { discount: '0.5' } }, ['remark'])).rejects.toMatchObject({ code: 'field-not-writable', path: 'discount' })
    await expect(write({ lines: { lines: [{ do: 'remove', id: String(line) }] } }, ['lines.quantity'])).rejects.toMatchObject({
      code: 'field-not-writable',
      path: 'lines',
    })
    await expect(write({ values: { total: '1' } }, ['total'])).rejects.toMatchObject({ code: 'field-not-writable', path: 'total' })
    expect(
      await write({ lines: { lines: [{ do: 'remove', id: String(line) }] } }, ['lines']).catch((error: { code: string }) => error.code),
    ).toBe('rule-refused')
  })
})

describe('numbers', () => {
  it('are drawn by year of the date, without gaps where that is asked, at posting', async () => {
    const earlier = await run('save', { entity: 'order', changes: { values: { party, date: '2024-03-01' } } })
    expect(earlier.number).toBe('OR2024-001')
    const receipt = () => ({
      entity: 'receipt',
      changes: { values: { party }, lines: { lines: [{ do: 'insert', values: { item, quantity: '1' } }] } },
    })
    const draft = await run('save', receipt())
    expect(draft.number).toBeNull()
    const attempts = Array.from({ length: 12 }, (_, index) =>
      index % 3 === 2 ? workspace.refusal('submit', { ...receipt(), changes: { values: { party: null } } }) : run('submit', receipt()),
    )
    const numbers = (await Promise.all(attempts)).flatMap((answer) => ('number' in answer ? [answer.number] : []))
    expect([...numbers].sort()).toEqual(Array.from({ length: 8 }, (_, index) => `R${String(index + 1).padStart(5, '0')}`))
    expect((await run('submit', at(draft, 'receipt'))).number).toBe('R00009')
    const dry = await workspace.run('submit', receipt(), { dryRun: true })
    expect(dry.number).toBeNull()
    expect((await run('submit', receipt())).number).toBe('R00010')
  })

  it('keep their number through unpost', async () => {
    const posted = await run('submit', order())
    const draft = await run('unpost', at(posted))
    expect((await run('submit', at(draft))).number).toBe(posted.number)
  })
})

describe('idempotency', () => {
  it('gives the stored answer, once', async () => {
    const body = order()
    const first = await run('submit', body, { key: 'k1' })
    const contents = await workspace.contents()
    expect(await run('submit', body, { key: 'k1' })).toEqual(first)
    expect(await run('submit', { changes: body.changes, entity: 'order' }, { key: 'k1' })).toEqual(first)
    expect(await workspace.contents()).toBe(contents)
    expect(await workspace.refusal('submit', order(['3']), { key: 'k1' })).toMatchObject({ code: 'key-reused' })
    expect(await workspace.refusal('save', body, { key: 'k1' })).toMatchObject({ code: 'key-reused' })
  })

  it('holds under concurrency', async () => {
    const body = order()
    const answers = await Promise.all(Array.from({ length: 20 }, () => run('save', body, { key: 'k2' })))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  })

  it('keeps nothing of a refused command', async () => {
    expect(await workspace.refusal('save', { entity: 'order', changes: { values: { party: null } } }, { key: 'k3' })).toMatchObject({
      code: 'required',
    })
    expect(await run('save', order(), { key: 'k3' })).toMatchObject({ version: 1 })
  })
})
