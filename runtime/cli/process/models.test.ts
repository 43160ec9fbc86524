import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { errors, messages, signals, timers } from './models/events.fixture.ts'
import { gateways, multiples } from './models/gateways.fixture.ts'
import { writeModel, type Model } from './models/model.fixture.ts'
import { combinations } from './models/combinations.fixture.ts'
import { compensations, subprocesses } from './models/scopes.fixture.ts'
import { assignments, conditions, refusals, services } from './models/vendors.fixture.ts'
import { corners, failures, toolRefusals, tools } from './models/tools.fixture.ts'
import { readScript } from './read-script.ts'
import { runScript, type StepReport } from './run-script.ts'

const folder = mkdtempSync(join(tmpdir(), 'formwork-models-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let count = 0
async function runModel(model: Model): Promise<readonly StepReport[]> {
  const file = join(folder, `${++count}.bpmn`)
  writeFileSync(file, writeModel(model))
  return runScript([file], readScript({ ...model.script, steps: model.steps ?? [] }), folder)
}

describe.each([
  ['timers', timers],
  ['messages', messages],
  ['signals and conditions', signals],
  ['errors, escalations, ends, links', errors],
  ['compensation and transactions', compensations],
  ['sub-processes, calls, loops', subprocesses],
  ['gateways', gateways],
  ['multi-instance', multiples],
  ['conditions of other tools', conditions],
  ['people of other tools', assignments],
  ['services of other tools', services],
  ['corners', corners],
  ['failures', failures],
  ['combinations', combinations],
  ['files of many tools', tools],
])('%s', (_group, models) => {
  it.each(models)('$name', async (model) => {
    const reports = await runModel(model)
    expect(
      reports.filter((report) => !report.ok).map(({ step, do: verb, differences, refused }) => ({ step, verb, differences, refused })),
    ).toEqual([])
    expect(reports).toHaveLength(model.steps!.length)
  })
})

it('a task of a called process and the call itself have one id, in two files: somebody’s task is meant', async () => {
  const files = [
    '<startEvent id="s"/><callActivity id="k" calledElement="sub"/><userTask id="z"/>\n s -> k\n k -> z',
    '<startEvent id="s"/><userTask id="k"/>\n s -> k',
  ].map((body, index) => {
    const file = join(folder, `two-${index}.bpmn`)
    writeFileSync(file, index === 0 ? writeModel({ body }) : writeModel({ body }).replace('id="main"', 'id="sub"'))
    return file
  })
  const reports = await runScript(files, readScript(['start', { complete: 'k' }]), folder)
  expect(reports.map((report) => report.active)).toEqual([['k'], ['z']])
})

describe('what cannot run is refused by id and name', () => {
  it.each([...refusals, ...toolRefusals])('$name', async (model) => {
    const [report] = await runModel(model)
    expect(report).toMatchObject({ step: 0, do: 'load', ok: false })
    expect((report!.refused as { message: string }).message).toMatch(model.refused!)
  })
})
