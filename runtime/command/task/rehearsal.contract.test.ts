import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Model } from '@formwork/platform/definition/model.ts'
import type { ProcessDefinition } from '@formwork/platform/definition/types.ts'
import { rehearse } from '../../query/rehearse.ts'
import { describeEachDatabase } from '../../store/contract/databases.fixture.ts'
import { ApprovalWorkspace, codeOf } from './approval-workspace.fixture.ts'

interface Rehearsal {
  instances: number
  reproduced: number
  same: number
  otherPeople: number
  otherEnd: number
  moreSteps: number
  fewerSteps: number
  rows: { record: { number: string }; reproduced: boolean; assumed: number; differences: Record<string, unknown>[] }[]
}

await describeEachDatabase('rehearsal on history', ({ open }) => {
  let world: ApprovalWorkspace
  beforeEach(async () => {
    world = await ApprovalWorkspace.open(await open())
  })
  afterEach(() => world.close())

  /** The model with another approval process: settings and diagram. */
  const changed = (change: Partial<ProcessDefinition>, diagram?: (text: string) => string): Model => {
    const { model } = world.workspace.store
    const process = model.processes.get('approval')!
    const text = model.bpmn.get('approval')!
    return {
      ...model,
      processes: new Map([...model.processes, ['approval', { ...process, ...change }]]),
      bpmn: new Map([...model.bpmn, ['approval', diagram === undefined ? text : diagram(text)]]),
    }
  }
  const elements = (change: ProcessDefinition['elements']): Partial<ProcessDefinition> => ({
    elements: { ...world.workspace.store.model.processes.get('approval')!.elements, ...change },
  })
  const rehearsed = (model?: Model): Promise<Rehearsal> =>
    world.ask<Rehearsal>(rehearse, 'root', { process: 'approval', against: 'current' }, model)

  /** Approvals with every turn: straight, rejected, returned, taken back, timed out, transferred, with a message, a called process. */
  const history = async (): Promise<void> => {
    await world.submit()
    await world.act('head', 'approve')
    await world.act('dan', 'approve')
    const { id } = await world.submit('', { amount: '5000' })
    await world.act('head', 'approve')
    await world.act('eve', 'reject', { opinion: 'too much' })
    await world.run('submit', { entity: 'request', id, version: 3 }, 'anna').catch(() => undefined)
    await world.submit()
    await world.act('head', 'approve')
    const [done] = await world.box('head', 'done')
    await world.run('take-back', { seat: done!.seat }, 'head')
    await world.act('head', 'transfer', { people: [String(world.ids.dan)] })
    await world.submit('slow')
    await world.act('head', 'approve')
    await world.runDue(world.workspace.now + 2 * 3_600_000)
    await world.submit('call')
    await world.act('head', 'approve')
  }

  it('the unchanged process reproduces every decision, line by line', async () => {
    await history()
    const found = await rehearsed()
    expect(found).toMatchObject({ instances: 5, reproduced: 5, same: 5, moreSteps: 0, fewerSteps: 0 })
  })

  it('facts are those of then: people who left since, values changed since', async () => {
    await history()
    const head = String(world.ids.head)
    await world.workspace.run('save', { entity: 'person', id: head, version: 1, changes: { values: { disabled: true } } }, { person: null })
    expect(await rehearsed()).toMatchObject({ reproduced: 5, same: 5 })
  })

  it('tells who would be asked instead', async () => {
    await history()
    const found = await rehearsed(changed(elements({ head: { assign: '=person("root")', empty: 'admin' } })))
    expect(found.reproduced).toBe(5)
    expect(found.otherPeople).toBe(5)
    expect(found.rows.at(-1)!.differences).toContainEqual(
      expect.objectContaining({
        kind: 'other-people',
        node: expect.objectContaining({ id: 'head' }) as unknown,
        before: [{ id: String(world.ids.head), name: 'head' }],
        after: [{ id: String(world.ids.root), name: 'root' }],
      }),
    )
  })

  it('steps that are new are taken to agree, and counted', async () => {
    await world.submit()
    await world.act('head', 'approve')
    await world.act('dan', 'approve')
    const withLegal = (text: string): string =>
      text
        .replace('<userTask id="head"', '<userTask id="legal" name="Legal"/><userTask id="head"')
        .replace(/(<sequenceFlow id="f2_initiator_head" sourceRef="initiator" targetRef=)"head"/, '$1"legal"')
        .replace('</process>', '<sequenceFlow id="fx" sourceRef="legal" targetRef="head"/></process>')
    const found = await rehearsed(changed(elements({ legal: { assign: '=person("root")' } }), withLegal))
    expect(found).toMatchObject({ reproduced: 1, same: 0, moreSteps: 1, otherEnd: 0 })
    expect(found.rows[0]).toMatchObject({ assumed: 1, differences: [{ kind: 'step-added', people: [{ name: 'root' }] }] })
  })

  it('tells what would no longer be approved, and what would be shorter', async () => {
    await world.submit('', { amount: '5000' })
    await world.act('head', 'approve')
    await world.act('dan', 'approve')
    const strict = await rehearsed(changed(elements({ finance: { assign: '=role("finance")', decide: 'all' } })))
    expect(strict).toMatchObject({ otherEnd: 1, otherPeople: 0 })
    expect(strict.rows[0]!.differences).toContainEqual({ kind: 'other-end', before: 'completed', after: 'running' })
    const short = (text: string): string =>
      text.replace(/(<sequenceFlow id="f4_which_finance" sourceRef="which" targetRef=)"finance"/, '$1"end"')
    const found = await rehearsed(changed({}, short))
    expect(found).toMatchObject({ fewerSteps: 1, otherEnd: 0 })
    expect(found.rows[0]!.differences).toMatchObject([{ kind: 'step-removed', node: { id: 'finance' } }])
  })

  it('is for designers', async () => {
    expect(await codeOf(world.ask(rehearse, 'dan', { process: 'approval', against: 'current' }))).toBe('not-permitted')
    expect(await codeOf(world.ask(rehearse, 'root', { process: 'approval', against: 'yesterday' }))).toBe('not-an-option')
  })

  it('an instance that moved to another version is reproduced too', async () => {
    const { id } = await world.submit()
    const model = changed(elements({ finance: { assign: '=person("eve")' } }))
    Object.assign(world.workspace.store, { model })
    await world.run('migrate-process', { process: 'approval' }, 'root')
    await world.act('head', 'approve')
    await world.act('eve', 'approve')
    expect(await world.statusOf(id)).toBe('posted')
    expect(await rehearsed(model)).toMatchObject({ instances: 1, reproduced: 1, same: 1 })
  })
})
