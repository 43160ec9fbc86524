import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Row } from '@formwork/platform/plugin/contracts/dialect.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { processTemplate } from '../bench/process-template.ts'
import { createWorkspace } from '../host/create-workspace.ts'
import { openDatabase, type DatabaseLocation } from '../host/database-location.ts'
import { LoadedWorkspace } from '../host/loaded-workspace.ts'
import { sandboxWorkspace } from '../host/sandbox/sandbox-workspace.ts'
import { WorkspaceJobs } from './workspace-jobs.ts'

const MINUTE = 60_000
const DAY = 86_400_000

const registry = createServerRegistry()
let folder: string
let location: DatabaseLocation
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'formwork-timers-'))
  location = { dialect: 'sqlite', location: join(folder, 'timers.db') }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A task that a timer opens, and on it a cycle that counts. */
const model = (before: string, cycle: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="https://formwork.example/timers">
  <process id="approval" isExecutable="true">
    <startEvent id="start"/>
    <intermediateCatchEvent id="wait"><timerEventDefinition>${before}</timerEventDefinition></intermediateCatchEvent>
    <userTask id="step1"/>
    <boundaryEvent id="tick" attachedToRef="step1" cancelActivity="false"><timerEventDefinition><timeCycle>${cycle}</timeCycle></timerEventDefinition></boundaryEvent>
    <scriptTask id="count" scriptFormat="feel" camunda:resultVariable="ticks"><script>if ticks = null then 1 else ticks + 1</script></scriptTask>
    <sequenceFlow id="f1" sourceRef="start" targetRef="wait"/>
    <sequenceFlow id="f2" sourceRef="wait" targetRef="step1"/>
    <sequenceFlow id="f3" sourceRef="tick" targetRef="count"/>
  </process>
</definitions>
`

async function begin(now: string, before: string, cycle: string): Promise<void> {
  const files = processTemplate(1).map((file) => (file.path.endsWith('.bpmn') ? { ...file, text: model(before, cycle) } : file))
  await createWorkspace({ location, registry, files, now: Date.parse(now) })
  await at(now, async (run) => {
    await run('save', { entity: 'person', changes: { values: { name: 'Checker', roles: ['checker'] } } })
    await run('submit', { entity: 'request', changes: { values: { subject: 'x', amount: '1' } } })
  })
}

type RunCommand = (name: string, body: unknown) => Promise<unknown>

/** A server that is started at this moment, runs what is due, does something, and stops. */
async function at(now: string, work: (run: RunCommand) => Promise<void> = () => Promise.resolve()): Promise<void> {
  const workspace = new LoadedWorkspace(await openDatabase(registry, location), registry, () => Date.parse(now))
  try {
    const host = sandboxWorkspace(workspace)
    const jobs = new WorkspaceJobs(host, 'runner-one', (_line, error) => {
      throw error
    })
    await jobs.prepare()
    for (let round = 0; round < 20 && (await jobs.runDue(() => false)) > 0; round++);
    await work((name, body) => host.execute({ do: name, person: null, language: 'en', channel: 'api', requestId: 'r', body }))
  } finally {
    await workspace.database.close()
  }
}

async function rows(sql: string): Promise<Row[]> {
  const database = await openDatabase(registry, location)
  try {
    return await database.read((reading) => Promise.resolve(reading.all({ sql }, [])))
  } finally {
    await database.close()
  }
}

const seats = async (): Promise<number> => (await rows('select id from seat')).length
const fired = async (node: string): Promise<number> =>
  (await rows(`select sequence from process_history where action = 'triggered' and node = '${node}'`)).length
const dueTimers = async (): Promise<number[]> =>
  (await rows("select due from job where kind = 'fire-timer' order by due")).map((row) => Number(row.due))

describe('timers of a workspace, the server started anew each time', () => {
  it.each([
    ['60 days', '2026-01-01T00:00:00Z', '<timeDuration>P60D</timeDuration>', '2026-03-01T23:59:59Z', '2026-03-02T00:00:00Z'],
    [
      'a month that ends on a leap day',
      '2028-01-31T00:00:00Z',
      '<timeDuration>P1M</timeDuration>',
      '2028-02-28T23:59:59Z',
      '2028-02-29T00:00:00Z',
    ],
    ['a leap year', '2028-02-29T00:00:00Z', '<timeDuration>P1Y</timeDuration>', '2029-02-27T23:59:59Z', '2029-02-28T00:00:00Z'],
    ['a date', '2026-01-01T00:00:00Z', '<timeDate>2031-12-31T16:00:00+08:00</timeDate>', '2031-12-31T07:59:59Z', '2031-12-31T08:00:00Z'],
  ])('%s: not a second early, once', async (_name, start, timer, before, due) => {
    await begin(start, timer, 'R3/PT10M')
    await at(before)
    expect(await seats()).toBe(0)
    await at(due)
    await at(due)
    expect(await seats()).toBe(1)
    expect(await fired('wait')).toBe(1)
  })

  it('a cycle fires as often as it says, one time after another, also when the server slept through all of them', async () => {
    await begin('2026-01-01T00:00:00Z', '<timeDuration>PT0S</timeDuration>', 'R3/PT10M')
    await at('2026-01-01T00:00:00Z')
    expect(await dueTimers()).toEqual([Date.parse('2026-01-01T00:00:00Z') + 10 * MINUTE])
    await at('2026-01-01T00:10:00Z')
    expect(await fired('tick')).toBe(1)
    await at('2026-02-01T00:00:00Z')
    expect(await fired('tick')).toBe(3)
    await at('2026-03-01T00:00:00Z')
    expect(await fired('tick')).toBe(3)
    expect(await dueTimers()).toEqual([])
  })

  it('an endless cycle that slept fires once and goes on with the next time to come', async () => {
    await begin('2026-01-01T00:00:00Z', '<timeDuration>PT0S</timeDuration>', 'R/P1D')
    await at('2026-01-01T00:00:00Z')
    await at('2026-01-10T12:00:00Z')
    expect(await fired('tick')).toBe(1)
    expect(await dueTimers()).toEqual([Date.parse('2026-01-11T00:00:00Z')])
  })

  it('a clock that jumps back fires nothing twice and loses nothing', async () => {
    await begin('2026-01-01T00:00:00Z', '<timeDuration>P1D</timeDuration>', 'R2/P1D')
    await at('2026-01-02T00:00:00Z')
    await at('2026-01-01T00:00:00Z')
    expect([await seats(), await fired('tick')]).toEqual([1, 0])
    expect(await dueTimers()).toEqual([Date.parse('2026-01-02T00:00:00Z') + DAY])
    await at('2026-01-05T00:00:00Z')
    expect(await fired('tick')).toBe(2)
  })
})
