import type { LocalizedText } from '@formwork/platform/error/index.ts'
import type { GraphNode, ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { Compensable, ProcessState, ScopeState, SubscriptionState, Token } from '@formwork/platform/plugin/contracts/process-state.ts'

/** Element ids of the old version and what they are called in the new one; absent: the same. */
export type NodeMapping = Readonly<Record<string, string>>

export interface MigrationProblem {
  readonly element: string
  readonly reason: LocalizedText
}

export interface Migration {
  readonly state: ProcessState
  readonly problems: readonly MigrationProblem[]
}

/**
 * Moves an instance to another version of its process: every token, seat and timer keeps standing where the mapping
 * says. Nothing is passed over: what has no place in the new version is a problem, and then nothing moves.
 * Boundary events and event sub-processes that are new begin to listen with the next `arm` event.
 */
export function migrateState(state: ProcessState, from: ProcessGraph, to: ProcessGraph, mapping: NodeMapping): Migration {
  const move = new Mover(state, from, to, mapping)
  const tokens = mapValues(state.tokens, (token) => move.token(token))
  const scopes = mapValues(state.scopes, (scope) => move.scope(scope))
  const seats = mapValues(state.seats, (seat) => ({ ...seat, node: move.name(seat.node) }))
  const subscriptions = Object.fromEntries(
    Object.entries(state.subscriptions)
      .filter(([, subscription]) => move.keeps(subscription))
      .map(([key, subscription]) => [key, { ...subscription, node: move.name(subscription.node) }]),
  )
  const byNode = <T>(values: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(values).map(([node, value]) => [move.name(node), value]))
  const decided = state.decided.map((entry) => ({ ...entry, node: move.name(entry.node) }))
  const acted = (state.acted ?? []).map((deed) => ({ ...deed, node: move.name(deed.node) }))
  const failures = Object.fromEntries(Object.entries(state.failures ?? {}).filter(([key]) => subscriptions[key] !== undefined))
  return {
    state: {
      ...state,
      tokens,
      scopes,
      seats,
      subscriptions,
      decided,
      acted,
      rounds: byNode(state.rounds),
      verdicts: byNode(state.verdicts),
      ...(state.picks === undefined ? {} : { picks: byNode(state.picks) }),
      ...(state.failures === undefined ? {} : { failures }),
    },
    problems: move.problems,
  }
}

class Mover {
  readonly problems: MigrationProblem[] = []
  readonly #state: ProcessState
  readonly #from: ProcessGraph
  readonly #to: ProcessGraph
  readonly #mapping: NodeMapping

  constructor(state: ProcessState, from: ProcessGraph, to: ProcessGraph, mapping: NodeMapping) {
    this.#state = state
    this.#from = from
    this.#to = to
    this.#mapping = mapping
  }

  name(node: string): string {
    if (node === this.#from.id) return this.#to.id
    return Object.hasOwn(this.#mapping, node) ? this.#mapping[node]! : node
  }

  token(token: Token): Token {
    const node = this.name(token.node)
    const old = this.#from.nodes.get(token.node)
    const target = this.#to.nodes.get(node)
    if (target === undefined) return this.#refuse(token, { zh: `新版本中没有“${node}”`, en: `the new version has no "${node}"` })
    if (old !== undefined && old.type !== target.type) {
      return this.#refuse(token, { zh: `“${node}”在新版本中是另一种元素`, en: `"${node}" is another kind of element in the new version` })
    }
    if ((old?.loop?.kind ?? null) !== (target.loop?.kind ?? null) && token.rest?.kind === 'passes') {
      return this.#refuse(token, { zh: `“${node}”不再是多实例`, en: `"${node}" has no passes any more` })
    }
    const scope = this.#state.scopes[token.scope]
    if (scope !== undefined && scope.kind !== 'pass' && this.name(scope.node) !== target.scope) {
      return this.#refuse(token, {
        zh: `“${node}”在新版本中位于另一个子流程`,
        en: `"${node}" lies in another sub-process in the new version`,
      })
    }
    const via = token.via === null ? null : this.#flow(token, target)
    return { ...token, node, via, ...(token.resume === undefined ? {} : { resume: this.#resume(token) }) }
  }

  /** Where a straight-back return goes on must be there too. */
  #resume(token: Token): Token['resume'] {
    return (token.resume ?? []).map((point) => {
      const node = this.name(point.node)
      if (!this.#to.nodes.has(node)) this.#refuse(token, { zh: `新版本中没有“${node}”`, en: `the new version has no "${node}"` })
      return { ...point, node }
    })
  }

  scope(scope: ScopeState): ScopeState {
    const compensable = scope.compensable.map((record) => this.#compensable(record)).filter((record) => record !== null)
    return { ...scope, node: this.name(scope.node), compensable }
  }

  /** Timers, messages and so on of events that the new version still has, on the same activity. */
  keeps(subscription: SubscriptionState): boolean {
    const node = this.#to.nodes.get(this.name(subscription.node))
    if (node === undefined) return false
    if (subscription.kind === 'reminder') return true
    return node.host === null || node.host === this.name(this.#from.nodes.get(subscription.node)?.host ?? '')
  }

  /** A token that waits at a join counts for the flow it came by; renamed flows are found by where they begin. */
  #flow(token: Token, target: GraphNode): string | null {
    if (this.#to.flows.get(token.via!)?.to === target.id) return token.via
    const begin = this.#from.flows.get(token.via!)?.from
    const renamed = begin === undefined ? undefined : target.incoming.find((id) => this.#to.flows.get(id)?.from === this.name(begin))
    if (renamed === undefined && token.rest?.kind === 'join') {
      this.#refuse(token, { zh: `“${target.id}”缺少等待中的连线`, en: `"${target.id}" has no flow for what waits there` })
    }
    return renamed ?? target.incoming[0] ?? null
  }

  #compensable(record: Compensable): Compensable | null {
    const handler = record.handler === '' ? '' : this.name(record.handler)
    if (!this.#to.nodes.has(this.name(record.activity)) || (handler !== '' && !this.#to.nodes.has(handler))) return null
    return {
      ...record,
      activity: this.name(record.activity),
      handler,
      inside: record.inside.map((inner) => this.#compensable(inner)).filter((inner) => inner !== null),
    }
  }

  #refuse(token: Token, reason: LocalizedText): Token {
    this.problems.push({ element: token.node, reason })
    return token
  }
}

function mapValues<T>(values: Record<string, T>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]))
}
