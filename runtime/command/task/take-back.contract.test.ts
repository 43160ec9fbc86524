import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Changes } from '../../engine/record/merge-changes.ts'
import type { ProcessDefinition } from '@formwork/platform/definition/types.ts'
import { bpmn } from '../../engine/process/testing.fixture.ts'
import { consequences as consequencesQuery } from '../../query/consequences.ts'
import { describeEachDatabase } from '../../store/contract/databases.fixture.ts'
import type { TestDefinitions } from '../command-workspace.fixture.ts'
import { ApprovalWorkspace, codeOf } from './approval-workspace.fixture.ts'
import { processModel } from './process-model.fixture.ts'

const approval: ProcessDefinition = {
  kind: 'process',
  name: 'approval',
  bpmn: 'process.bpmn',
  entity: 'request',
  start: 'submitted',
  elements: {
    head: { assign: '=leader(record.department)', edit: ['remark', 'lines'] },
    finance: { assign: '=role("finance")', decide: 'any', edit: ['remark', 'mode', 'lines'] },
    board: { assign: '=leader(record.department)', edit: ['remark'] },
  },
}
const model: TestDefinitions = {
  ...processModel,
  processes: [approval],
  bpmn: {
    approval: bpmn(
      `<startEvent id="start"/><parallelGateway id="fork"/><userTask id="head" name="Head"/><userTask id="finance" name="Finance"/><parallelGateway id="join"/><userTask id="board" name="Board"/><endEvent id="end"/>
  start -> fork
  fork -> head
  fork -> finance
  head -> join
  finance -> join
  join -> board
  board -> end`,
    ).replace('id="p"', 'id="approval"'),
  },
}

await describeEachDatabase('a decision that changed fields is taken back', ({ open }) => {
  let approvals: ApprovalWorkspace
  let record: { id: string }
  beforeEach(async () => {
    approvals = await ApprovalWorkspace.open(await open(), model)
    const lines = [
      { do: 'insert', values: { what: 'one' } },
      { do: 'insert', values: { what: 'two' } },
      { do: 'insert', values: { what: 'three' } },
    ]
    const values = { department: approvals.department, amount: '100', remark: 'first' }
    record = (await approvals.run('submit', { entity: 'request', changes: { values, lines: { lines } } }, 'anna')) as never
  })
  afterEach(() => approvals.close())

  const load = () =>
    approvals.workspace.database.read(async (reading) => approvals.workspace.store.records.load(reading, 'request', Number(record.id)))
  const content = async () => {
    const found = (await load())!
    return { remark: found.values.remark, mode: found.values.mode, rows: found.lines.lines!.map((row) => [row.id, row.values.what]) }
  }
  const rowIds = async () => (await load())!.lines.lines!.map((row) => String(row.id))
  const done = async (person: string) => (await approvals.box(person, 'done'))[0]!.seat
  const takeBack = async (person: string) => approvals.run('take-back', { seat: await done(person) }, person)

  it('values, rows and their order are what they were, and what others changed elsewhere stays', async () => {
    const before = await content()
    const [one, two, three] = await rowIds()
    await approvals.act('head', 'approve', {
      changes: {
        values: { remark: 'second' },
        lines: {
          lines: [
            { do: 'update', id: one!, values: { what: 'uno' } },
            { do: 'remove', id: two },
            { do: 'move', id: three, before: one },
            { do: 'insert', values: { what: 'four' } },
          ],
        },
      },
    })
    expect((await content()).rows.map(([, what]) => what)).toEqual(['three', 'uno', 'four'])
    await approvals.act('dan', 'approve', { changes: { values: { mode: 'quick' } } }, 'finance')
    const refused = await codeOf(takeBack('head'))
    expect(refused).toBe('process-take-back-refused')
    await takeBack('dan')
    expect(await content()).toMatchObject({ remark: 'second', mode: null })
    await takeBack('head')
    expect(await content()).toEqual(before)
    expect(await approvals.box('head')).toMatchObject([{ node: { id: 'head' } }])
    await approvals.act('head', 'approve')
  })

  it('what others changed elsewhere meanwhile stays', async () => {
    const [one] = await rowIds()
    await approvals.act('head', 'approve', {
      changes: { values: { remark: 'second' }, lines: { lines: [{ do: 'update', id: one!, values: { what: 'uno' } }] } },
    })
    await change({ values: { mode: 'quick' }, lines: { lines: [{ do: 'insert', before: one, values: { what: 'zero' } }] } })
    await takeBack('head')
    const after = await content()
    expect(after).toMatchObject({ remark: 'first', mode: 'quick' })
    expect(after.rows.map(([, what]) => what)).toEqual(['zero', 'one', 'two', 'three'])
  })

  it('a value that somebody has changed since refuses, with who and what, and nothing is written', async () => {
    await approvals.act('head', 'approve', { changes: { values: { remark: 'second' } } })
    await change({ values: { remark: 'third' } })
    const before = await load()
    const { ids, workspace } = approvals
    const refusal = await workspace.refusal('take-back', { seat: await done('head') }, { person: ids.head! })
    expect(refusal).toMatchObject({ code: 'process-take-back-refused' })
    expect(refusal.message).toContain('dan')
    expect(refusal.message).toContain('remark')
    expect(await load()).toEqual(before)
  })

  it('so does a row that somebody has changed or removed since', async () => {
    const [one] = await rowIds()
    await approvals.act('head', 'approve', { changes: { lines: { lines: [{ do: 'update', id: one!, values: { what: 'uno' } }] } } })
    await change({ lines: { lines: [{ do: 'remove', id: one! }] } })
    expect(await codeOf(takeBack('head'))).toBe('process-take-back-refused')
  })

  it('what would be put back is shown before', async () => {
    await approvals.act('head', 'approve', { changes: { values: { remark: 'second' } } })
    const shown = await approvals.ask<{ fields: unknown[] }>(consequencesQuery, 'head', { seat: await done('head'), verb: 'take-back' })
    expect(shown.fields).toEqual([{ field: 'remark', before: 'second', after: 'first' }])
  })

  /** Dan changes the record outside of his decision, as a step of another process would let him. */
  async function change(changes: Changes): Promise<void> {
    const { workspace, ids } = approvals
    await workspace.inUnit(async (unit) => {
      const { writeNodeChanges } = await import('../write-node-changes.ts')
      const { appendAudit } = await import('../../store/audit/append-audit.ts')
      await writeNodeChanges(unit, { entity: 'request', id: Number(record.id), changes, open: new Set(['remark', 'mode', 'lines']) })
      const from = { at: workspace.now, person: ids.dan!, channel: 'web', request: 'x' } as const
      await appendAudit(unit.transaction, workspace.store.dialect, from, unit.auditEntries)
    }, ids.dan!)
  }
})
