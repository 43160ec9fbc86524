import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { compileBpmn, type ProcessSettings } from '@formwork/platform/definition/bpmn/index.ts'
import { functionsOf } from '@formwork/platform/plugin/index.ts'
import type { ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { ProcessState, SeatState } from '@formwork/platform/plugin/contracts/process-state.ts'
import { createProcessEngine } from './engine.ts'
import type { ProcessEvent } from './event.ts'
import type { ProcessFacts, ProcessPerson } from './facts.ts'
import { newState } from './new-state.ts'
import { completeStep, type StepResult } from './step.ts'

const registry = createBuiltInRegistry()
export const engine = createProcessEngine(registry.elements, functionsOf(registry))

/** Process XML around the given elements: `<sequenceFlow>`s are written as `a -> b`, with `[condition]` and `*` for the default. */
export async function graphOf(body: string, settings: ProcessSettings = {}, globals = ''): Promise<ProcessGraph> {
  return (await compileBpmn(bpmn(body, globals), settings)).main
}

export function bpmn(body: string, globals = ''): string {
  let count = 0
  const flows = body.replace(/^\s*(\w+) -> (\w+)(?: \[(.*)\])?\s*$/gm, (_, from: string, to: string, condition?: string) => {
    const inner = condition === undefined ? '' : `<conditionExpression>${condition.replaceAll('<', '&lt;')}</conditionExpression>`
    return `<sequenceFlow id="f${++count}_${from}_${to}" sourceRef="${from}" targetRef="${to}">${inner}</sequenceFlow>`
  })
  return `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:flowable="http://flowable.org/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions">${globals}<process id="p" isExecutable="true">${flows}</process></definitions>`
}

function person(
  id: number,
  name: string,
  department: number | null,
  roles: string[] = [],
  more: Partial<ProcessPerson> = {},
): ProcessPerson {
  return { id, name, login: name, department, superior: null, roles, disabled: false, ...more }
}

/** Anna works in sales under Ben; Cora heads the company; Dan and Eve are finance; Fred has left; Root administrates. */
export const people = new Map(
  [
    person(1, 'anna', 11),
    person(2, 'ben', 11),
    person(3, 'cora', 10),
    person(4, 'dan', 12, ['finance']),
    person(5, 'eve', 12, ['finance']),
    person(6, 'fred', 12, ['finance', 'leaver'], { disabled: true }),
    person(7, 'gina', 12, ['board']),
    person(9, 'root', null, ['administrator']),
  ].map((entry) => [entry.id, entry]),
)

export const departments = new Map([
  [10, { id: 10, name: 'company', parent: null, head: 3 }],
  [11, { id: 11, name: 'field', parent: 10, head: 2 }],
  [12, { id: 12, name: 'office', parent: 10, head: null }],
])

export const START = Date.UTC(2026, 0, 5, 1)

export const facts: ProcessFacts = {
  now: START,
  timeZone: 'Asia/Shanghai',
  people: { people, departments },
  process: 'p',
  decisions: new Map(),
  proxies: [],
  random: 0.5,
  administrators: [9],
}

/** A running instance for tests: each call is one step. */
export class Instance {
  state: ProcessState
  readonly graph: ProcessGraph
  facts: ProcessFacts
  last!: StepResult

  constructor(graph: ProcessGraph, more: Partial<ProcessFacts> = {}) {
    this.graph = graph
    this.state = newState(graph)
    this.facts = { ...facts, ...more }
  }

  step(event: ProcessEvent): this {
    const before = JSON.stringify(this.state)
    const result = completeStep(engine, this.graph, this.state, event, this.facts)
    if (JSON.stringify(this.state) !== before) throw new Error('The state given to a step was changed')
    this.state = result.state
    this.last = result
    return this
  }

  start(variables: Record<string, unknown> = {}, person: number | null = 1, node?: string): this {
    return this.step({ type: 'start', person, variables, node })
  }

  verb(verb: string, person: number, input: Partial<Extract<ProcessEvent, { type: 'verb' }>['input']> = {}, node?: string): this {
    return this.step({ type: 'verb', verb, seat: this.seatOf(person, node).key, person, input })
  }

  seatOf(person: number, node?: string): SeatState {
    const seats = Object.values(this.state.seats).filter((seat) => seat.person === person && (node === undefined || seat.node === node))
    const seat = seats.find((candidate) => candidate.status === 'open') ?? seats[0]
    if (seat === undefined) throw new Error(`${person} has no seat; seats: ${JSON.stringify(this.seats)}`)
    return seat
  }

  /** `node:person` of every open seat. */
  get open(): string[] {
    return Object.values(this.state.seats)
      .filter((seat) => seat.status === 'open')
      .map((seat) => `${seat.node}:${people.get(seat.person)?.name ?? seat.person}`)
      .sort()
  }

  get seats(): string[] {
    return Object.values(this.state.seats).map((seat) => `${seat.node}:${seat.person}:${seat.status}`)
  }

  /** Elements where tokens rest, waiting at joins included. */
  get active(): string[] {
    return Object.values(this.state.tokens)
      .filter((token) => token.rest !== null && token.rest.kind !== 'passes' && token.rest.kind !== 'scope')
      .map((token) => token.node)
      .sort()
  }

  done(node: string, variables: Record<string, unknown> = {}): this {
    const token = Object.values(this.state.tokens).find(
      (candidate) => candidate.node === node && candidate.rest !== null && candidate.rest.kind !== 'passes',
    )
    if (token === undefined) throw new Error(`${node} is not active; ${this.active.join(', ')}`)
    return this.step({ type: 'done', token: token.key, person: null, variables })
  }

  event(kind: 'message' | 'signal', name: string, variables: Record<string, unknown> = {}): this {
    const subscription = Object.values(this.state.subscriptions).find((candidate) => candidate.kind === kind && candidate.name === name)
    if (subscription === undefined) throw new Error(`Nobody waits for ${name}`)
    return this.step({ type: kind, subscription: subscription.key, variables })
  }

  /** Moves the clock and fires what is due, in order. */
  at(now: number): this {
    for (;;) {
      const due = Object.values(this.state.subscriptions)
        .filter((subscription) => subscription.due !== null && subscription.due <= now)
        .sort((left, right) => left.due! - right.due!)[0]
      if (due === undefined) break
      this.facts = { ...this.facts, now: due.due! }
      this.step({ type: 'due', subscription: due.key })
    }
    this.facts = { ...this.facts, now }
    return this
  }

  get variables(): Readonly<Record<string, unknown>> {
    return this.state.scopes[1]!.variables
  }
}
