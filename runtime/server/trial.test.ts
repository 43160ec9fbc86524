import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ScenarioStep } from '@formwork/platform/definition/types.ts'
import { newDiagram } from '@formwork/platform/definition/bpmn/tree/index.ts'
import type { TrialReport, TrialStep } from '../host/trial/trial-report.ts'
import { notesTemplate } from './fixture/notes-template.fixture.ts'
import type { TestClient } from './fixture/test-client.fixture.ts'
import { STARTING, startTestServer, type TestServer } from './fixture/test-server.fixture.ts'

const process_ = {
  kind: 'process',
  name: 'note-approval',
  label: { zh: '便笺审批', en: 'Approval of a note' },
  bpmn: 'process.bpmn',
  entity: 'note',
  start: 'submitted',
  elements: {
    check: { assign: '=role("clerk")', decide: 'any', edit: ['remark'], empty: 'admin', opinion: 'required-on-reject' },
    chief: {
      assign: '=person("admin")',
      due: 'P2D',
      timeouts: [{ name: 'late', after: '1', do: 'approve' }],
      empty: 'admin',
      self: 'self',
    },
  },
}
const tree = {
  start: { id: 'start', name: '' },
  steps: [
    { kind: 'activity' as const, id: 'initiator', name: '', type: 'bpmn:UserTask' },
    { kind: 'activity' as const, id: 'check', name: 'Check', type: 'bpmn:UserTask' },
    { kind: 'activity' as const, id: 'chief', name: 'Chief', type: 'bpmn:UserTask' },
    { kind: 'end' as const, id: 'end', name: '' },
  ],
}

let test: TestServer
let admin: TestClient
let note: string
let seed: { given: ScenarioStep[]; when: ScenarioStep[] }
beforeAll(async () => {
  test = await startTestServer({ files: notesTemplate, sample: 'people' })
  admin = await test.signedIn('admin')
  note = ((await admin.get('records/note')).json as { rows: { id: string }[] }).rows[0]!.id
  const files = [
    { path: 'note/process.json', text: JSON.stringify(process_), revision: 0 },
    { path: 'note/process.bpmn', text: await newDiagram('note-approval', '', tree), revision: 0 },
  ]
  expect((await admin.command('save-definitions', { release: 1, files })).status).toBe(200)
  seed = (await admin.get(`design/trial/seed?entity=note&id=${note}`)).json as typeof seed
}, STARTING)
afterAll(() => test.close())

const act = (name: string, as: string, verb: string, more: Partial<ScenarioStep> = {}): ScenarioStep => ({
  name,
  as,
  do: verb,
  record: 'the record',
  ...more,
})

async function drive(...acts: ScenarioStep[]): Promise<TrialReport> {
  const { status, json } = await admin.post('design/trial', { given: seed.given, when: [...seed.when, ...acts] })
  expect({ status, json }).toMatchObject({ status: 200 })
  return json as TrialReport
}
const seats = ({ process }: TrialStep) => process?.seats.map((seat) => `${seat.node}:${seat.login}:${seat.status}`)

describe('a test drive of the working copy', () => {
  it('takes a record through every step as each person, and says who was asked and by which rule', async () => {
    const { failure, steps } = await drive(act('one', 'clerk', 'approve', { values: { remark: 'seen' } }), act('two', 'admin', 'approve'))
    expect(failure).toBeNull()
    expect(steps.map(({ record }) => record.status)).toEqual(['submitted', 'submitted', 'posted'])
    expect(steps.map(seats)).toEqual([
      ['check:clerk:open'],
      ['check:clerk:approved', 'chief:admin:open'],
      ['check:clerk:approved', 'chief:admin:approved'],
    ])
    const [first] = steps[0]!.process!.seats
    expect(first).toMatchObject({ rule: '=role("clerk")', edit: ['remark'], opinionRule: 'required-on-reject' })
    expect(JSON.stringify(first!.why)).toContain('文员')
    expect(first!.verbs).toContain('return-to-initiator')
    expect(steps[0]!.process!.forecast.map((each) => (each as { node: { id: string } }).node.id)).toEqual(['check', 'chief'])
  }, 60_000)

  it('a refused act is told and changes nothing; time passes, and what is due happens', async () => {
    const later = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
    const { steps } = await drive(act('wrong', 'admin', 'approve'), act('silent', 'clerk', 'reject'), act('one', 'clerk', 'approve'), {
      name: 'later',
      do: 'wait',
      on: later,
    })
    expect(steps.map(({ refused }) => refused?.code ?? null)).toEqual([null, 'not-your-seat', 'opinion-required', null, null])
    expect(steps.at(-1)!.record.status).toBe('posted')
  })

  it('tasks are returned and given to others, as the screen does', async () => {
    const { steps } = await drive(
      act('one', 'clerk', 'approve'),
      act('back', 'admin', 'return', { opinion: 'look again', values: { to: 'check' } }),
      act('other', 'clerk', 'transfer', { values: { people: ['visitor'] } }),
    )
    expect(steps.map(({ refused }) => refused)).toEqual([null, null, null, null])
    expect(seats(steps.at(-1)!)!.filter((seat) => seat.endsWith(':open'))).toEqual(['check:visitor:open'])
  })

  it('writes nothing into the workspace', async () => {
    const before = (await admin.get('records/note')).json as { rows: unknown[] }
    await drive(act('one', 'clerk', 'approve'))
    expect((await admin.get('records/note')).json).toEqual(before)
    expect(((await admin.get('tasks')).json as { rows: unknown[] }).rows).toEqual([])
  })

  it('is for designers, with steps that are steps', async () => {
    const clerk = await test.signedIn('clerk')
    expect((await clerk.get(`design/trial/seed?entity=note&id=${note}`)).json).toMatchObject({ code: 'not-permitted' })
    expect((await clerk.post('design/trial', { when: seed.when })).json).toMatchObject({ code: 'not-permitted' })
    expect((await admin.post('design/trial', { when: [{ do: 7 }] })).json).toMatchObject({ code: 'definition-invalid' })
    const report = (
      await admin.post('design/trial', { given: [{ name: 'x', do: 'save', entity: 'nothing', values: {} }], when: seed.when })
    ).json as TrialReport
    expect(report.failure).toMatchObject({ step: 'x' })
  })
})

describe('a file of another tool', () => {
  const dmn = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="M" namespace="n"><decision id="fee" name="Fee"><decisionTable><input><inputExpression><text>amount</text></inputExpression></input><output name="fee"/><rule><inputEntry><text>&gt; 10</text></inputEntry><outputEntry><text>1</text></outputEntry></rule></decisionTable></decision></definitions>`
  it('is taken into the working copy', async () => {
    expect((await admin.post('design/import', { name: 'fee', text: dmn })).json).toMatchObject({
      kind: 'decision',
      files: ['decisions/fee.json'],
    })
    const { files } = (await admin.get('design')).json as { files: { path: string; text: string }[] }
    expect(JSON.parse(files.find((file) => file.path === 'decisions/fee.json')!.text)).toMatchObject({ kind: 'decision', name: 'fee' })
  })
  it('is refused with the element when it cannot run, and nobody else may', async () => {
    const text = (await newDiagram('x', '', tree)).replace('id="end"', 'id="check"')
    expect((await admin.post('design/import', { name: 'x', text })).json).toMatchObject({ code: 'bpmn-invalid' })
    const doctype = `<!DOCTYPE x [<!ENTITY a "aaaa">]>${dmn}`
    expect((await admin.post('design/import', { name: 'x', text: doctype })).json).toMatchObject({ code: 'bpmn-doctype' })
    const clerk = await test.signedIn('clerk')
    expect((await clerk.post('design/import', { name: 'fee', text: dmn })).json).toMatchObject({ code: 'not-permitted' })
  })
})

describe('a saved case', () => {
  const scenario = (status: string): object => ({
    kind: 'scenario',
    name: 'both-agree',
    label: 'Both agree',
    onPublish: true,
    given: seed.given,
    when: [...seed.when, act('one', 'clerk', 'approve'), act('two', 'admin', 'approve')],
    then: [{ name: 'end', record: 'the record', values: { status } }],
  })
  async function saveCase(status: string, revision: number): Promise<void> {
    const file = { path: 'note/scenarios/both-agree.json', text: JSON.stringify(scenario(status)), revision }
    expect((await admin.command('save-definitions', { release: 1, files: [file] })).status).toBe(200)
  }
  const publish = async () => {
    const { release, revision } = (await admin.get('design')).json as { release: number; revision: number }
    return admin.command('publish', { release, revision, comment: 'with a case' })
  }

  it('stands before every publish: what differs refuses, by name and in words', async () => {
    await saveCase('voided', 0)
    const { changes } = (await admin.get('design')).json as { changes: { path: string; revision: number }[] }
    const cases = (await admin.post('design/cases', {})).json as { cases: { name: string; difference: string | null }[] }
    expect(cases.cases).toMatchObject([{ name: 'both-agree', difference: expect.stringContaining('voided') }])
    const refused = await publish()
    expect(refused.json).toMatchObject({ code: 'case-failed', path: 'both-agree' })
    expect((refused.json as { message: string }).message).toContain('Both agree')
    await saveCase('posted', changes.find((each) => each.path.endsWith('both-agree.json'))!.revision)
    expect((await publish()).json).toMatchObject({ release: 2 })
  })
})
