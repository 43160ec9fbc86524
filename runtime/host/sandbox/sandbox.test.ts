import { loadDefinitions } from '@formwork/platform/definition/index.ts'
import type { ScenarioDefinition, ScenarioExpectation, ScenarioStep } from '@formwork/platform/definition/types.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { afterAll, describe, expect, it } from 'vitest'
import { notesTemplate } from '../../server/fixture/notes-template.fixture.ts'
import { openSandbox } from './open-sandbox.ts'
import { runScenario } from './run-scenario.ts'
import { runSample } from './run-sample.ts'
import { SandboxMoulds } from './sandbox-moulds.ts'
import { StepRunner } from './step-runner.ts'

const registry = createServerRegistry()
const { model } = loadDefinitions(notesTemplate, registry, { release: 1 })
const moulds = new SandboxMoulds(model!, { registry })

afterAll(() => moulds.close())

/** What the scenario says when it fails; undefined when all holds. */
function run(when: Omit<ScenarioStep, 'name'>[], then: Omit<ScenarioExpectation, 'name'>[]): Promise<string | undefined> {
  const steps = when.map((step, index) => ({ name: `s${index + 1}`, ...step })) as ScenarioStep[]
  const expectations = then.map((each, index) => ({ name: `e${index + 1}`, ...each })) as ScenarioExpectation[]
  const scenario: ScenarioDefinition = { kind: 'scenario', name: 'test', sample: 'people', when: steps, then: expectations }
  return runScenario(scenario, { moulds })
}

const note = (values: Record<string, unknown>, more: Partial<ScenarioStep> = {}) => ({
  as: 'admin',
  do: 'submit',
  entity: 'note',
  values: { party: 'Northern', ...values },
  ...more,
})
const two = [{ article: 'I1', quantity: '2' }]

describe('steps', () => {
  it('name records by kept name, code and name, and compute formulas on their own day', async () => {
    const outcome = await run(
      [
        note(
          { lines: [{ article: 'ink', quantity: '1' }, ...two, { article: 'Ink', quantity: '3' }], remark: '=string(today())' },
          { on: '2026-03-05', keep: 'n' },
        ),
      ],
      [
        { record: 'n', values: { status: 'posted', date: '2026-03-05', remark: '2026-03-05', wholeSum: '466.62', party: 'north' } },
        { record: 'n', values: { lines: [{ quantity: '1', article: 'I1' }, { quantity: '2' }, { quantity: '3', linePrice: '77.7701' }] } },
        { ledger: 'holding', where: { article: 'I1' }, measures: { quantity: '8', value: '622.16' }, entries: 4 },
      ],
    )
    expect(outcome).toBeUndefined()
  })

  it('change lines by their row, and replace them all by a list without rows', async () => {
    const outcome = await run(
      [
        { ...note({ lines: [...two, { article: 'I1', quantity: '5' }] }), do: 'save', keep: 'n' },
        {
          as: 'admin',
          do: 'save',
          record: 'n',
          values: {
            lines: [
              { row: 2, quantity: '7' },
              { row: 1, remove: true },
            ],
          },
        },
        { as: 'admin', do: 'save', record: 'n', values: { remark: 'kept' } },
      ],
      [{ record: 'n', values: { status: 'draft', remark: 'kept', lines: [{ quantity: '7' }] } }],
    )
    expect(outcome).toBeUndefined()
    const replaced = await run(
      [
        { ...note({ lines: two }), do: 'save', keep: 'n' },
        { as: 'admin', do: 'submit', record: 'n', values: { lines: [{ article: 'I1', quantity: '9' }] } },
      ],
      [{ record: 'n', values: { lines: [{ quantity: '9' }], status: 'posted' } }],
    )
    expect(replaced).toBeUndefined()
  })

  it('are refused as expected, with code and place', async () => {
    const tooSmall = { lines: [{ article: 'I1', quantity: '0' }] }
    expect(
      await run([note(tooSmall, { refused: 'too-small', at: 'lines/0/quantity' })], [{ ledger: 'holding', entries: 1 }]),
    ).toBeUndefined()
    expect(await run([note(tooSmall, { refused: 'required' })], [{ ledger: 'holding', entries: 1 }])).toMatch(
      /^step s1: expected to be refused with required, but: .*\(too-small at lines\/0\/quantity\)$/,
    )
    expect(await run([note(tooSmall, { refused: 'too-small', at: 'lines/1/quantity' })], [{ ledger: 'holding', entries: 1 }])).toMatch(
      /^step s1: expected to be refused at lines\/1\/quantity/,
    )
    expect(await run([note({ lines: two }, { refused: 'out-of-range' })], [{ ledger: 'holding', entries: 1 }])).toBe(
      'step s1: expected to be refused with out-of-range, but it was done',
    )
    expect(await run([note(tooSmall)], [{ ledger: 'holding', entries: 1 }])).toMatch(/^step s1: refused: /)
  })

  it('act under the rights of the person', async () => {
    expect(
      await run([{ ...note({ lines: two }), as: 'visitor', refused: 'not-permitted' }], [{ ledger: 'holding', entries: 1 }]),
    ).toBeUndefined()
    expect(await run([{ ...note({ lines: two }), as: 'stranger' }], [{ ledger: 'holding', entries: 1 }])).toMatch(
      /^step s1: refused: There is no "stranger": nobody signs in under this name/,
    )
  })

  it('say the same request again under the same key', async () => {
    const step = note({ lines: two }, { key: 'once', keep: 'n' })
    expect(await run([step, step], [{ ledger: 'holding', where: { article: 'I1' }, entries: 2 }])).toBeUndefined()
    const other = note({ lines: [{ article: 'I1', quantity: '3' }] }, { key: 'once', refused: 'key-reused' })
    expect(await run([step, other], [{ ledger: 'holding', where: { article: 'I1' }, entries: 2 }])).toBeUndefined()
  })

  it('name what they do not know', async () => {
    expect(await run([note({ party: 'Nobody', lines: two })], [{ ledger: 'holding', entries: 1 }])).toMatch(
      /There is no "Nobody": no record of party is called so/,
    )
    expect(await run([{ as: 'admin', do: 'unpost', record: 'lost' }], [{ ledger: 'holding', entries: 1 }])).toMatch(
      /There is no "lost"; no earlier step keeps it/,
    )
  })
})

describe('expectations', () => {
  const made = note({ lines: two }, { keep: 'n' })

  it.each<[string, Omit<ScenarioExpectation, 'name'>, string]>([
    ['a value', { record: 'n', values: { wholeSum: '155.55' } }, 'e1: wholeSum: expected "155.55", it is "155.54"'],
    ['a status', { record: 'n', values: { status: 'draft' } }, 'e1: status: expected "draft", it is "posted"'],
    ['a line', { record: 'n', values: { lines: [{ quantity: '3' }] } }, 'e1: lines/1/quantity: expected "3", it is "2.000"'],
    ['the number of lines', { record: 'n', values: { lines: [] } }, 'e1: lines: expected 0 lines, there are 1'],
    [
      'a balance',
      { ledger: 'holding', where: { article: 'I1' }, measures: { quantity: '5' } },
      'e1: quantity: expected "5", it is "4.000"',
    ],
    ['the number of entries', { ledger: 'holding', entries: 9 }, 'e1: entries: expected 9, it is 2'],
    [
      'a cell of a report',
      { report: 'held', as: 'admin', rows: [{ article: 'Ink', quantity: '5' }] },
      'e1: row 1, quantity: expected "5", it is "4.000"',
    ],
    ['the rows of a report', { report: 'held', as: 'admin', rows: [] }, 'e1: expected 0 rows, the report has 1'],
    ['an unknown ledger', { ledger: 'other', entries: 1 }, 'e1: There is no ledger named "other" (unknown-ledger)'],
    ['an unknown look-up', { match: { as: 'admin', name: 'other', values: [] } }, 'e1: There is no match definition named "other"'],
    ['nothing at all', {}, 'e1: it names neither a record nor a ledger, a report or tasks'],
  ])('say the difference: %s', async (_what, expectation, difference) => {
    expect((await run([made], [expectation]))?.slice(0, difference.length)).toBe(difference)
  })

  it('read a report as its reader: what is hidden is not there', async () => {
    expect(await run([made], [{ report: 'held', as: 'clerk', rows: [{ article: 'Ink', quantity: '4', value: null }] }])).toBeUndefined()
    expect(await run([made], [{ report: 'held', as: 'clerk', rows: [{ article: 'Ink', value: '311.08' }] }])).toBeDefined()
  })
})

describe('a sandbox', () => {
  it('is alike every time, and leaves nothing behind', async () => {
    const contents = async (): Promise<unknown> => {
      const sandbox = await openSandbox({ files: notesTemplate, registry })
      try {
        await runSample(new StepRunner(sandbox.workspace, sandbox.clock, 'people'), sandbox.model, 'people')
        return await sandbox.workspace.database.read(async (reading) => [
          await reading.all({ sql: 'select * from r_note order by id' }, []),
          await reading.all({ sql: 'select id, at, person, channel, request, action, entity, record from audit order by id' }, []),
        ])
      } finally {
        await sandbox.close()
      }
    }
    expect(await contents()).toEqual(await contents())
  })
})
