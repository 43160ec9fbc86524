import { fail } from '@formwork/platform/error/index.ts'
import { addDuration, readInstant } from '@formwork/platform/definition/bpmn/timer.ts'
import type { ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'
import { migrateState } from '../../engine/process/migrate.ts'
import type { ProcessEvent, VerbInput } from '../../engine/process/event.ts'
import { readVariables } from './read-variables.ts'
import type { RunPeople } from './people.ts'
import { waitingAt, type Instance, type World } from './world.ts'

/** One step of the script, as it stands in the file. */
export interface ScriptStep {
  readonly do: string
  readonly process?: string
  /** Number of the instance, as printed; absent: the first where the step is possible. */
  readonly instance?: number
  readonly element?: string
  readonly node?: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly decision?: string
  readonly person?: string
  readonly all?: boolean
  readonly error?: string
  readonly name?: string
  readonly correlation?: string | number
  readonly by?: string
  readonly to?: string
  readonly from?: string
  readonly people?: readonly string[]
  readonly where?: VerbInput['where']
  readonly decide?: VerbInput['decide']
  readonly resubmit?: VerbInput['resubmit']
  readonly opinion?: string
  readonly reason?: string
  readonly asDone?: boolean
  readonly mapping?: Readonly<Record<string, string>>
  readonly model?: string
}

export interface ScriptContext {
  readonly world: World
  readonly people: RunPeople
  readonly main: ProcessGraph
  readonly timeZone: string
  readonly loadModel: (path: string) => Promise<ProcessGraph>
}

type Run = (context: ScriptContext, step: ScriptStep) => void | Promise<void>

/** Errors: whatever the engine refuses; the world is then as before the step. */
export async function runScriptStep(context: ScriptContext, step: ScriptStep): Promise<void> {
  const run = Object.hasOwn(actions, step.do) ? actions[step.do] : undefined
  if (run === undefined) throw fail('process-unknown-verb', { verb: step.do })
  await run(context, step)
}

const actions: Readonly<Record<string, Run>> = {
  deploy: ({ world, main }, step) => world.deploy(step.process ?? main.id),
  start: ({ world, people, main }, step) =>
    void world.start(step.process ?? main.id, {
      person: personOf(people, step),
      variables: readVariables(step.variables),
      node: step.node ?? step.element,
    }),
  complete,
  fail: ({ world }, step) => {
    const { instance, token } = requireWaiting(world, step)
    world.step(instance, { type: 'failed', token, code: step.error ?? null, message: '', variables: readVariables(step.variables) })
  },
  advance: ({ world, timeZone }, step) =>
    world.advance(step.to === undefined ? addDuration(world.now, step.by ?? 'PT0S', timeZone) : readInstant(step.to, timeZone)),
  message: ({ world }, step) =>
    world.message(required(step, 'name'), step.correlation === undefined ? null : String(step.correlation), readVariables(step.variables)),
  signal: ({ world }, step) => world.signal(required(step, 'name'), readVariables(step.variables)),
  set: (context, step) => onInstance(context, step, () => ({ type: 'set', variables: readVariables(step.variables) })),
  activate: (context, step) =>
    onInstance(context, step, () => ({ type: 'activate', node: required(step, 'element'), person: personOf(context.people, step) })),
  move: (context, step) =>
    onInstance(context, step, () => ({
      type: 'move',
      person: personOf(context.people, step),
      from: step.from ?? null,
      to: required(step, 'to'),
      reason: step.reason ?? 'script',
    })),
  retry: ({ world, people }, step) => {
    const failed = failedTimer(world, step)
    if (failed !== undefined) {
      world.step(failed.instance, { type: 'retry-timer', subscription: failed.subscription, person: personOf(people, step) })
      return world.advance(world.now)
    }
    const { instance, token } = requireWaiting(world, step)
    world.step(instance, { type: 'retry', token, person: personOf(people, step) })
  },
  cancel: (context, step) =>
    onInstance(context, step, (instance) => ({
      type: 'cancel',
      person: personOf(context.people, step) ?? instance.state.initiator,
      reason: step.reason ?? null,
    })),
  end: (context, step) =>
    onInstance(context, step, () => ({ type: 'end', person: personOf(context.people, step), reason: step.reason ?? 'script' })),
  resubmit: (context, step) =>
    onInstance(context, step, (instance) => ({
      type: 'resubmit',
      person: instance.state.initiator,
      variables: readVariables(step.variables),
    })),
  migrate: async (context, step) => {
    const graph = await context.loadModel(required(step, 'model'))
    const instance = instanceOf(context.world, step)
    const migrated = migrateState(instance.state, instance.graph, graph, step.mapping ?? {})
    if (migrated.problems.length > 0) {
      throw fail('process-migration-refused', { id: instance.id, reason: migrated.problems.map((problem) => problem.reason)[0]! })
    }
    Object.assign(instance, { graph, state: migrated.state })
    context.world.step(instance, { type: 'arm', person: personOf(context.people, step) })
  },
  ...Object.fromEntries(
    ['approve', 'reject', 'abstain', 'hand-in', 'return', 'transfer', 'delegate', 'add-sign', 'remove-sign', 'claim', 'urge'].map(
      (verb): [string, Run] => [verb, (context, step) => runVerb(context, step, verb)],
    ),
  ),
}

/** Completes a task: a seat by a decision (default approve), any other waiting element by its end. */
function complete(context: ScriptContext, step: ScriptStep): void {
  const { world } = context
  const element = required(step, 'element')
  const first = withOpenSeat(world, step) ?? requireWaiting(world, step)
  const hasSeats = Object.values(first.instance.state.seats).some((seat) => seat.node === element)
  if (!hasSeats) {
    const count = step.all === true ? waitingAt(first.instance, element).length : 1
    for (let done = 0; done < count; done++) finish(context, step, element)
    return
  }
  const verb = verbOf(step.decision)
  if (step.all !== true) return runVerb(context, step, verb)
  for (let count = 0; count < 10_000 && hasOpenSeat(first.instance, element); count++) runVerb(context, step, verb)
}

function finish({ world, people }: ScriptContext, step: ScriptStep, element: string): void {
  const { instance, token } = requireWaiting(world, { ...step, element })
  const subscription = Object.values(instance.state.subscriptions).find(
    (candidate) => candidate.token === token && candidate.node === element && candidate.kind !== 'timer',
  )
  const variables = readVariables(step.variables)
  if (subscription?.kind === 'message' || subscription?.kind === 'signal') {
    return world.step(instance, { type: subscription.kind, subscription: subscription.key, variables })
  }
  world.step(instance, { type: 'done', token, person: personOf(people, step), variables })
}

function verbOf(decision: string | undefined): string {
  if (decision === undefined || /^(approve|approved|agree|submit|complete|yes|true)$/i.test(decision)) return 'approve'
  return /^(reject|rejected|refuse|no|false)$/i.test(decision) ? 'reject' : decision
}

function runVerb({ world, people }: ScriptContext, step: ScriptStep, verb: string): void {
  const person = step.person === undefined ? undefined : people.find(step.person).id
  const found = findSeat(world, step, person)
  const input: VerbInput = {
    opinion: step.opinion ?? null,
    variables: readVariables(step.variables),
    to: step.to,
    where: step.where,
    decide: step.decide,
    resubmit: step.resubmit,
    asDone: step.asDone,
    people: step.people?.map((name) => people.find(name).id),
  }
  world.step(found.instance, { type: 'verb', verb, seat: found.seat, person: person ?? null, input })
}

function findSeat(world: World, step: ScriptStep, person: number | undefined): { instance: Instance; seat: number } {
  for (const instance of instancesFor(world, step)) {
    const seats = Object.values(instance.state.seats).filter(
      (seat) => (step.element === undefined || seat.node === step.element) && (person === undefined || seat.person === person),
    )
    const seat = seats.find((candidate) => candidate.status === 'open') ?? seats[0]
    if (seat !== undefined) return { instance, seat: seat.key }
  }
  throw fail('process-not-active', { element: step.element ?? step.person ?? '' })
}

function hasOpenSeat(instance: Instance, element: string): boolean {
  return Object.values(instance.state.seats).some((seat) => seat.node === element && seat.status === 'open')
}

function requireWaiting(world: World, step: ScriptStep): { instance: Instance; token: number } {
  const element = required(step, 'element')
  for (const instance of instancesFor(world, step)) {
    const token = waitingAt(instance, element).find((each) => !world.isCalling(instance, each.key))
    if (token !== undefined) return { instance, token: token.key }
  }
  throw fail('process-not-active', { element })
}

/** Models call elements of several processes by one id: somebody's open task is meant rather than the call that leads to it. */
function withOpenSeat(world: World, step: ScriptStep): { instance: Instance } | undefined {
  const instance = instancesFor(world, step).find((each) => hasOpenSeat(each, required(step, 'element')))
  return instance === undefined ? undefined : { instance }
}

function failedTimer(world: World, step: ScriptStep): { instance: Instance; subscription: number } | undefined {
  for (const instance of instancesFor(world, step)) {
    for (const { subscription } of Object.values(instance.state.failures ?? {})) {
      if (subscription.node === step.element) return { instance, subscription: subscription.key }
    }
  }
  return undefined
}

function onInstance({ world }: ScriptContext, step: ScriptStep, eventOf: (instance: Instance) => ProcessEvent): void {
  const instance = instanceOf(world, step)
  world.step(instance, eventOf(instance))
}

function instanceOf(world: World, step: ScriptStep): Instance {
  const [instance] = instancesFor(world, step)
  if (instance === undefined) throw fail('process-unknown-instance', { id: step.instance ?? 1 })
  return instance
}

function instancesFor(world: World, step: ScriptStep): readonly Instance[] {
  return step.instance === undefined ? world.instances : world.instances.filter((instance) => instance.id === step.instance)
}

function personOf(people: RunPeople, step: ScriptStep): number | null {
  return step.person === undefined ? null : people.find(step.person).id
}

function required(step: ScriptStep, name: 'element' | 'name' | 'to' | 'model'): string {
  const value = step[name]
  if (typeof value !== 'string' || value === '') throw fail('required', { label: name }, name)
  return value
}
