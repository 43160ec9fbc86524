import { AppError, type ErrorCode, type ErrorParameters } from '@formwork/platform/error/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { toStorable } from '../../engine/process/codec.ts'
import type { Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import type { RunPeople } from './people.ts'
import type { Instance, World } from './world.ts'

/** Numbers that JSON can hold exactly are numbers; longer ones stay text, so that no digit is lost. */
export function plainJson(value: unknown): unknown {
  if (value instanceof Decimal) {
    const text = value.strip().toString()
    return String(Number(text)) === text ? Number(text) : value.toString()
  }
  if (Array.isArray(value)) return value.map(plainJson)
  if (typeof value !== 'object' || value === null) return value
  if (Object.getPrototypeOf(value) !== Object.prototype) {
    const kept = toStorable(value)
    return kept === value || typeof kept !== 'object' ? String(value as { toString(): string }) : plainJson(kept)
  }
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, plainJson(entry)]))
}

/** One instance as the run prints it. */
function describeInstance(instance: Instance, people: RunPeople): Record<string, unknown> {
  const { state } = instance
  const resting = Object.values(state.tokens).filter((token) => token.rest !== null)
  const leaves = resting.filter((token) => isLeaf(instance, token))
  return {
    instance: instance.id,
    process: instance.graph.id,
    status: state.status,
    outcome: state.outcome,
    ...(state.error === null ? {} : { error: state.error }),
    active: leaves.map((token) => token.node).sort(),
    scopes: resting
      .filter((token) => token.rest!.kind === 'scope')
      .map((token) => token.node)
      .sort(),
    joins: resting.filter((token) => token.rest!.kind === 'join').map((token) => ({ element: token.node, by: token.via })),
    seats: describeSeats(instance, people),
    waits: describeWaits(instance),
    incidents: [...leaves.flatMap(describeIncident), ...describeFailures(instance)],
    variables: plainJson(state.scopes[1]?.variables ?? {}),
    locals: describeLocals(instance),
  }
}

/** Tokens that somebody has to move: not those that stand for what runs inside; an ad-hoc sub-process waits to be filled. */
function isLeaf({ graph, state }: Instance, { node, rest }: Token): boolean {
  if (rest?.kind !== 'scope') return rest?.kind !== 'passes' && rest?.kind !== 'join'
  if (graph.nodes.get(node)?.type !== 'bpmn:AdHocSubProcess') return false
  return Object.values(state.tokens).every((token) => token.scope !== rest.scope)
}

function describeSeats(instance: Instance, people: RunPeople): Record<string, unknown>[] {
  return Object.values(instance.state.seats)
    .filter((seat) => seat.status === 'open' || seat.status === 'planned' || seat.status === 'waiting')
    .map((seat) => ({
      element: seat.node,
      person: people.nameOf(seat.person),
      ...(seat.principal === null ? {} : { onBehalfOf: people.nameOf(seat.principal) }),
      status: seat.status,
      round: seat.round,
      ...(seat.due === null ? {} : { due: new Date(seat.due).toISOString() }),
    }))
}

function describeWaits(instance: Instance): Record<string, unknown>[] {
  return Object.values(instance.state.subscriptions).map((subscription) => ({
    element: subscription.node,
    kind: subscription.kind,
    ...(subscription.name === null ? {} : { name: subscription.name }),
    ...(subscription.correlation === null ? {} : { correlation: subscription.correlation }),
    ...(subscription.due === null ? {} : { due: new Date(subscription.due).toISOString() }),
  }))
}

function describeIncident({ node, rest }: Token): Record<string, unknown>[] {
  if (rest?.kind !== 'incident') return []
  const { code, parameters } = rest
  return [{ element: node, code, message: new AppError(code as ErrorCode, { parameters: parameters as ErrorParameters }).describe('en') }]
}

/** Timers whose step was refused: nothing of it has happened, and a retry fires them again. */
function describeFailures({ state }: Instance): Record<string, unknown>[] {
  return Object.values(state.failures ?? {})
    .filter(({ subscription }) => state.subscriptions[subscription.key] !== undefined)
    .map(({ subscription, message }) => ({ element: subscription.node, code: 'timer-failed', message }))
}

/** Variables of inner scopes: of sub-processes and of single passes. */
function describeLocals(instance: Instance): Record<string, unknown>[] {
  return Object.values(instance.state.scopes)
    .filter((scope) => scope.kind !== 'process' && Object.keys(scope.variables).length > 0)
    .map((scope) => ({ element: scope.node, variables: plainJson(scope.variables) }))
}

/** The whole world after a step; the first instance is spread at the top, since most runs have one. */
export function describeWorld(world: World, people: RunPeople): Record<string, unknown> {
  const [first, ...others] = world.instances.map((instance) => describeInstance(instance, people))
  return {
    now: new Date(world.now).toISOString(),
    ended: world.instances.length > 0 && world.instances.every((instance) => instance.state.status === 'ended'),
    ...(first ?? { status: 'not started', active: [] }),
    ...(others.length === 0 ? {} : { others }),
  }
}
