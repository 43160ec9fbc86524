import type { GraphNode, ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'

/** What a model leaves to its data: written beside the model, so that the simulator needs no expressions. */
export interface Sizes {
  /** Passes of a multi-instance activity, or of a loop. */
  readonly passes?: Readonly<Record<string, number>>
  /** Finished passes that complete a multi-instance activity early. */
  readonly enough?: Readonly<Record<string, number>>
  /** Flows that make a complex gateway fire. */
  readonly fires?: Readonly<Record<string, number>>
  /** Name of the one variable that conditional events and ad-hoc sub-processes wait for. */
  readonly switch?: string
}

/** A token on a flow, or in an element with what runs there. */
interface Token {
  readonly flow?: string
  readonly in?: string
  readonly scope?: Scope
  /** Passes: those running (a scope, or nothing inside) and how many are still to come. */
  readonly passes?: { readonly running: readonly (Scope | null)[]; readonly left: number; readonly done: number }
  /** Boundary events that have fired already and do so only once. */
  readonly fired?: readonly string[]
}

interface Scope {
  readonly id: string
  readonly tokens: readonly Token[]
  /** Complex gateways that fired: flows used. */
  readonly resets: Readonly<Record<string, readonly string[]>>
}

interface State {
  readonly root: Scope | null
  readonly on: boolean
}

interface Move<T> {
  readonly to: T
  /** Somebody does something; else the net moves by itself. */
  readonly act: boolean
}

const ENDED: Scope = { id: '', tokens: [], resets: {} }

/**
 * Every way in which tokens can rest after at most `depth` acts, found by trying every move in every order: written as
 * sorted `element` and `>flow` (waiting at a join). Knows nothing of the engine and shares no code with it.
 */
export function exploreNet(graph: ProcessGraph, sizes: Sizes, depth: number, on = false): Set<string> {
  const net = new Net(graph, sizes)
  const markings = new Set<string>()
  const seen = new Map<string, number>()
  const open: [State, number][] = [[{ root: net.open(graph.id), on }, 0]]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [state, acts] = next
    const key = JSON.stringify(state)
    if (acts > depth || (seen.get(key) ?? Infinity) <= acts) continue
    seen.set(key, acts)
    const moves = net.moves(state)
    const silent = moves.filter((move) => !move.act)
    if (silent.length === 0) markings.add(net.marking(state))
    for (const move of silent.length > 0 ? silent : moves) open.push([move.to, acts + (move.act ? 1 : 0)])
  }
  return markings
}

class Net {
  readonly #graph: ProcessGraph
  readonly #sizes: Sizes

  constructor(graph: ProcessGraph, sizes: Sizes) {
    this.#graph = graph
    this.#sizes = sizes
  }

  open(id: string): Scope {
    const scope = this.#graph.scopes.get(id)!
    const isAdHoc = this.#graph.nodes.get(id)?.type === 'bpmn:AdHocSubProcess'
    const starts = scope.starts.length > 0 ? scope.starts : scope.triggeredStarts
    return { id, tokens: isAdHoc ? [] : starts.map((start) => this.#arrive(start)), resets: {} }
  }

  marking(state: State): string {
    const places = (scope: Scope | null): string[] => (scope === null ? [] : scope.tokens.flatMap(placesOf))
    const placesOf = (token: Token): string[] => {
      if (token.flow !== undefined) return [`>${token.flow}`]
      if (token.passes !== undefined) return token.passes.running.flatMap((each) => (each === null ? [token.in!] : places(each)))
      return token.scope === undefined ? [token.in!] : places(token.scope)
    }
    return places(state.root).sort().join(' ')
  }

  moves(state: State): Move<State>[] {
    if (state.root === null) return []
    const moves: Move<State>[] = this.#inScope(state.root, state.on).map(({ to, act }) => ({ to: { ...state, root: to }, act }))
    const isEnd = state.root.tokens.length === 0
    if (isEnd) return [{ to: { ...state, root: null }, act: false }]
    if (this.#sizes.switch !== undefined && !state.on) moves.push({ to: { ...state, on: true }, act: true })
    return moves
  }

  #inScope(scope: Scope, on: boolean): Move<Scope>[] {
    const moves: Move<Scope>[] = []
    scope.tokens.forEach((token, index) => {
      const rest = scope.tokens.filter((_, other) => other !== index)
      const found = token.flow === undefined ? this.#inside(scope, token, rest, on) : this.#enter(scope, token.flow)
      moves.push(...found)
    })
    return [...moves, ...this.#adHoc(scope), ...this.#interruptions(scope), ...this.#complexResets(scope)]
  }

  /** What one token that lies in an element may do next. */
  #inside(scope: Scope, token: Token, rest: readonly Token[], on: boolean): Move<Scope>[] {
    const node = this.#graph.nodes.get(token.in!)!
    const leave = (act: boolean): Move<Scope>[] => this.#leave(node).map((tokens) => ({ to: withTokens(scope, [...rest, ...tokens]), act }))
    const stay = (next: Partial<Token>, act: boolean): Move<Scope> => ({ to: withTokens(scope, [...rest, { ...token, ...next }]), act })
    if (node.type === 'bpmn:EventBasedGateway') {
      const events = node.outgoing.map((flow) => this.#graph.nodes.get(this.#graph.flows.get(flow)!.to)!)
      return events.flatMap((event) => this.#leave(event).map((tokens) => ({ to: withTokens(scope, [...rest, ...tokens]), act: true })))
    }
    const events = this.#boundary(scope, token, rest, node, on)
    if (token.passes !== undefined) return [...events, ...this.#passes(token, node, on, leave, stay)]
    if (token.scope === undefined) return [...events, ...leave(true)]
    const isOver = token.scope.tokens.length === 0 && (node.type !== 'bpmn:AdHocSubProcess' || on)
    if (isOver) return leave(false)
    return [...events, ...this.#inScope(token.scope, on).map((move) => stay({ scope: move.to }, move.act))]
  }

  #passes(
    token: Token,
    node: GraphNode,
    on: boolean,
    leave: (act: boolean) => Move<Scope>[],
    stay: (next: Partial<Token>, act: boolean) => Move<Scope>,
  ): Move<Scope>[] {
    const { running, left, done } = token.passes!
    return running.flatMap((body, index) => {
      const others = running.filter((_, other) => other !== index)
      if (body !== null && body.tokens.length > 0) {
        return this.#inScope(body, on).map((move) => stay({ passes: { running: [...others, move.to], left, done } }, move.act))
      }
      const isAct = body === null
      const isOver = done + 1 === this.#sizes.enough?.[node.id] || (others.length === 0 && left === 0)
      if (isOver) return leave(isAct)
      const more = left > 0 ? [this.#body(node)] : []
      return [stay({ passes: { running: [...others, ...more], left: left - more.length, done: done + 1 } }, isAct)]
    })
  }

  #boundary(scope: Scope, token: Token, rest: readonly Token[], node: GraphNode, on: boolean): Move<Scope>[] {
    return node.attached.flatMap((id) => {
      const event = this.#graph.nodes.get(id)!
      const type = event.events[0]!.type
      const isConditional = type === 'bpmn:ConditionalEventDefinition'
      const isOnce = isConditional || type === 'bpmn:TimerEventDefinition'
      if (token.fired?.includes(id) === true || (isConditional && !on)) return []
      const left = event.interrupting ? [] : [isOnce ? { ...token, fired: [...(token.fired ?? []), id] } : token]
      return this.#leave(event).map((tokens) => ({ to: withTokens(scope, [...rest, ...left, ...tokens]), act: !isConditional }))
    })
  }

  /** A token goes from a flow into its element; joins wait for theirs. */
  #enter(scope: Scope, flow: string): Move<Scope>[] {
    const node = this.#graph.nodes.get(this.#graph.flows.get(flow)!.to)!
    const waiting = new Set(
      scope.tokens.flatMap((token) => (token.flow !== undefined && node.incoming.includes(token.flow) ? [token.flow] : [])),
    )
    if (node.type === 'bpmn:ParallelGateway' && waiting.size < node.incoming.length) return []
    if (node.type === 'bpmn:InclusiveGateway' && node.incoming.length > 1 && this.#mayArrive(scope, node, waiting)) return []
    if (node.type === 'bpmn:ComplexGateway' && node.incoming.length > 1) return this.#complex(scope, node, waiting)
    const isJoin = (node.type === 'bpmn:ParallelGateway' || node.type === 'bpmn:InclusiveGateway') && node.incoming.length > 1
    const rest = without(scope.tokens, isJoin ? [...waiting] : [flow])
    if (node.type === 'bpmn:EndEvent' && node.events.some((event) => event.type === 'bpmn:TerminateEventDefinition')) {
      return [{ to: { ...ENDED, id: scope.id }, act: false }]
    }
    if (/Gateway$/.test(node.type) && node.type !== 'bpmn:EventBasedGateway') {
      return this.#leave(node).map((tokens) => ({ to: withTokens(scope, [...rest, ...tokens]), act: false }))
    }
    const tokens = node.type === 'bpmn:EndEvent' ? [] : [this.#arrive(node.id)]
    return [{ to: withTokens(scope, [...rest, ...tokens]), act: false }]
  }

  #complex(scope: Scope, node: GraphNode, waiting: ReadonlySet<string>): Move<Scope>[] {
    if (scope.resets[node.id] !== undefined || waiting.size < (this.#sizes.fires?.[node.id] ?? node.incoming.length)) return []
    const resets = waiting.size < node.incoming.length ? { ...scope.resets, [node.id]: [...waiting].sort() } : scope.resets
    return this.#leave(node).map((tokens) => ({
      to: { ...withTokens(scope, [...without(scope.tokens, [...waiting]), ...tokens]), resets },
      act: false,
    }))
  }

  /** A complex gateway that fired takes the tokens that come late, and begins anew when none can come any more. */
  #complexResets(scope: Scope): Move<Scope>[] {
    return Object.entries(scope.resets).flatMap(([id, used]) => {
      const node = this.#graph.nodes.get(id)!
      const late = new Set(
        scope.tokens.flatMap(({ flow }) => (flow !== undefined && node.incoming.includes(flow) && !used.includes(flow) ? [flow] : [])),
      )
      if (this.#mayArrive(scope, node, new Set([...used, ...late]))) return []
      const { [id]: _, ...resets } = scope.resets
      return [{ to: { ...withTokens(scope, without(scope.tokens, [...late])), resets }, act: false }]
    })
  }

  #adHoc(scope: Scope): Move<Scope>[] {
    const owner = this.#graph.nodes.get(scope.id)
    if (owner?.type !== 'bpmn:AdHocSubProcess' || (owner.options.ordering === 'sequential' && scope.tokens.length > 0)) return []
    return this.#graph.scopes.get(scope.id)!.starts.map((id) => ({ to: withTokens(scope, [...scope.tokens, this.#arrive(id)]), act: true }))
  }

  #interruptions(scope: Scope): Move<Scope>[] {
    if (scope.tokens.length === 0) return []
    return this.#graph.scopes.get(scope.id)!.eventSubprocesses.flatMap((id) => {
      if (scope.tokens.some((token) => token.in === id)) return []
      const inside = this.#graph.scopes.get(id)!
      const start = this.#graph.nodes.get(inside.triggeredStarts[0]!)!
      const tokens = this.#leave(start)[0]!
      const handler: Token = { in: id, scope: { id, tokens, resets: {} } }
      return [{ to: withTokens(scope, start.interrupting ? [handler] : [...scope.tokens, handler]), act: true }]
    })
  }

  #arrive(id: string): Token {
    const node = this.#graph.nodes.get(id)!
    if (node.type === 'bpmn:StartEvent') return { flow: node.outgoing[0]! }
    const size = this.#sizes.passes?.[id]
    if (size === undefined) return { in: id, ...(this.#graph.scopes.has(id) ? { scope: this.open(id) } : {}) }
    const first = node.loop!.sequential || node.loop!.kind === 'standard' ? 1 : size
    return { in: id, passes: { running: Array.from({ length: first }, () => this.#body(node)), left: size - first, done: 0 } }
  }

  #body(node: GraphNode): Scope | null {
    return this.#graph.scopes.has(node.id) ? this.open(node.id) : null
  }

  /** Every set of outgoing flows that may take a token; conditions may turn out either way. */
  #leave(node: GraphNode): Token[][] {
    const put = (flows: readonly string[]): Token[] => flows.map((flow) => ({ flow }))
    if (node.outgoing.length === 0) return [[]]
    if (node.type === 'bpmn:ExclusiveGateway') return node.outgoing.map((flow) => put([flow]))
    const maybe = node.outgoing.filter((flow) => this.#graph.flows.get(flow)!.condition !== null)
    const always = node.outgoing.filter((flow) => !maybe.includes(flow) && flow !== node.default)
    const sets = maybe.reduce<string[][]>((found, flow) => [...found, ...found.map((each) => [...each, flow])], [[]])
    return sets.map((chosen) => put(chosen.length === 0 && node.default !== null ? [...always, node.default] : [...always, ...chosen]))
  }

  /** A token elsewhere in the scope can still come along a flow that has none, and along none that has one. */
  #mayArrive(scope: Scope, join: GraphNode, full: ReadonlySet<string>): boolean {
    return scope.tokens.some((token) => {
      if (token.flow !== undefined && join.incoming.includes(token.flow)) return false
      const ways = this.#ways(token.flow === undefined ? token.in! : this.#graph.flows.get(token.flow)!.to, join.id)
      return (
        join.incoming.some((flow) => !full.has(flow) && ways.has(flow)) && !join.incoming.some((flow) => full.has(flow) && ways.has(flow))
      )
    })
  }

  #ways(from: string, except: string): Set<string> {
    const flows = new Set<string>()
    const open = [from]
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (id === except) continue
      const node = this.#graph.nodes.get(id)!
      for (const flow of [...node.outgoing, ...node.attached.flatMap((event) => this.#graph.nodes.get(event)!.outgoing)]) {
        if (flows.has(flow)) continue
        flows.add(flow)
        open.push(this.#graph.flows.get(flow)!.to)
      }
    }
    return flows
  }
}

function withTokens(scope: Scope, tokens: readonly Token[]): Scope {
  const texts = new Map(tokens.map((token) => [token, JSON.stringify(token)]))
  return { ...scope, tokens: [...tokens].sort((one, other) => (texts.get(one)! < texts.get(other)! ? -1 : 1)) }
}

/** The tokens without one on each of these flows. */
function without(tokens: readonly Token[], flows: readonly string[]): Token[] {
  const rest = [...tokens]
  for (const flow of flows) {
    rest.splice(
      rest.findIndex((token) => token.flow === flow),
      1,
    )
  }
  return rest
}
