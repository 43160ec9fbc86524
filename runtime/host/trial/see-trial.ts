import { formatId } from '@formwork/platform/value/index.ts'
import { latestInstanceOf } from '../../store/process/instances.ts'
import { seatsOfInstance, type SeatRow } from '../../store/process/seats.ts'
import { compiledVersion } from '../../query/process-version.ts'
import type { QueryContext } from '../../query/query.ts'
import { findQuery, readAsSystem, runQuery } from '../run-query.ts'
import type { KeptRecord } from '../sandbox/kept-records.ts'
import type { StepRunner } from '../sandbox/step-runner.ts'
import type { TrialProcess, TrialSeat, TrialStep } from './trial-report.ts'

type Language = 'zh' | 'en'

/** Where the record and its process stand now, through the product's own queries. */
export async function seeTrial(
  runner: StepRunner,
  record: KeptRecord,
  language: Language,
): Promise<Pick<TrialStep, 'now' | 'record' | 'process'>> {
  const shown = (await readAsSystem(runner.workspace, (context) =>
    findQuery('record').run(context, { entity: record.entity, id: formatId(record.id) } as never),
  )) as TrialStep['record']
  const { status, outcome, number, title } = shown
  return { now: runner.clock.now(), record: { status, outcome, number, title }, process: await seeProcess(runner, record, language) }
}

interface Instance {
  readonly status: string
  readonly outcome: string | null
  readonly process: string
  readonly active: readonly { readonly element: string }[]
  readonly passed: readonly string[]
  readonly timers: TrialProcess['timers']
}

async function seeProcess(runner: StepRunner, { entity, id }: KeptRecord, language: Language): Promise<TrialProcess | null> {
  const found = await readAsSystem(runner.workspace, async (context) => {
    const row = await latestInstanceOf(context.reading, entity, id)
    if (row === undefined) return undefined
    const instance = (await findQuery('process').run(context, { instance: formatId(row.id) } as never)) as Instance
    const seats = (await seatsOfInstance(context.reading, row.id)).filter((seat) => seat.kind === 'decide')
    return { instance, seats, rules: await rulesOf(context, row.definition) }
  })
  if (found === undefined) return null
  const { instance, rules } = found
  const seats: TrialSeat[] = []
  let forecast: readonly unknown[] = []
  for (const row of found.seats) {
    const { seat, foreseen } = await seeSeat(runner, row, rules.get(row.node) ?? null, language)
    seats.push(seat)
    if (seat.isOpen && forecast.length === 0) forecast = foreseen
  }
  const { status, outcome, passed, timers } = instance
  const active = [...new Set(instance.active.map((each) => each.element))]
  return { name: instance.process, status, outcome, active, passed, seats, timers, forecast }
}

async function rulesOf(context: QueryContext, definition: number): Promise<ReadonlyMap<string, string>> {
  const { graph } = await compiledVersion(context.reading, definition)
  return new Map([...graph.nodes.values()].flatMap((node) => (node.settings.assign === undefined ? [] : [[node.id, node.settings.assign]])))
}

interface Task {
  readonly node: { readonly label: unknown }
  readonly why: unknown
  readonly verbs: readonly string[]
  readonly returns: TrialSeat['returns']
  readonly edit: readonly string[]
  readonly opinion: string
  readonly forecast: readonly unknown[]
}

/** A task as its holder finds it. */
async function seeSeat(
  { workspace }: StepRunner,
  row: SeatRow,
  rule: string | null,
  language: Language,
): Promise<{ seat: TrialSeat; foreseen: readonly unknown[] }> {
  const { people } = (await workspace.database.read(async (reading) => workspace.current(reading))).organisation
  const person = people.get(row.person)
  const isOpen = row.box === 'todo'
  const request = { seat: formatId(row.id) }
  const task = (
    isOpen && person?.disabled === false
      ? await runQuery(workspace, findQuery('task'), { person: row.person, language, arguments: request })
      : await readAsSystem(workspace, (context) => findQuery('task').run(context, request as never))
  ) as Task
  const { node, round, status, opinion, due } = row
  return {
    seat: {
      seat: request.seat,
      node,
      label: task.node.label,
      round,
      login: person?.login ?? null,
      person: person?.name ?? `#${row.person}`,
      status,
      isOpen,
      opinion,
      due,
      why: task.why,
      rule,
      verbs: task.verbs,
      returns: task.returns,
      edit: task.edit,
      opinionRule: task.opinion,
    },
    foreseen: task.forecast,
  }
}
