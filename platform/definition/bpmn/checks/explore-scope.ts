import type { GraphNode, ProcessGraph } from '../../../plugin/contracts/process-graph.ts'

/**
 * Every way in which tokens can lie in one scope, found by trying all moves: a token on a flow, or in an activity.
 * Conditions may turn out either way, events may happen or not, sub-processes count as one activity.
 */
export interface Exploration {
  /** Markings as sorted texts: `flow`, `in:activity`, each as often as there are tokens. */
  readonly markings: ReadonlySet<string>
  /** Markings from which nothing moves although tokens are left. */
  readonly stuck: readonly (readonly string[])[]
  readonly entered: ReadonlySet<string>
  /** False when there are more markings than were looked at: nothing may be concluded from what is absent. */
  readonly complete: boolean
}

/** Markings looked at; block-structured models of fifty steps have a few hundred. */
const MOST_MARKINGS = 5_000
/** Tokens at once; more is a loop that keeps splitting. */
const MOST_TOKENS = 30
/** Ways out of one splitting node that are tried in every combination. */
const MOST_BRANCHES = 6

export function exploreScope(graph: ProcessGraph, scopeId: string): Exploration {
  const net = new Net(graph, scopeId)
  const entered = new Set<string>()
  const seen = new Map<string, readonly string[]>()
  const open = net.beginnings()
  const stuck: (readonly string[])[] = []
  let complete = true
  for (let marking = open.pop(); marking !== undefined; marking = open.pop()) {
    const key = keyOf(marking)
    if (seen.has(key)) continue
    if (seen.size >= MOST_MARKINGS || marking.length > MOST_TOKENS) {
      complete = false
      continue
    }
    seen.set(key, marking)
    const next = net.moves(marking, entered)
    if (next.length === 0 && marking.length > 0) stuck.push(marking)
    open.push(...next)
  }
  return { markings: new Set(seen.keys()), stuck, entered, complete: complete && !net.isApproximate }
}

export function keyOf(marking: readonly string[]): string {
  return [...marking].sort().join(' ')
}

class Net {
  readonly #graph: ProcessGraph
  readonly #nodes: readonly GraphNode[]
  readonly #scope: string
  readonly #reach = new Map<string, ReadonlySet<string>>()
  isApproximate = false

  constructor(graph: ProcessGraph, scope: string) {
    this.#graph = graph
    this.#scope = scope
    this.#nodes = graph.scopes.get(scope)!.nodes.map((id) => graph.nodes.get(id)!)
  }

  /** One marking per trigger; all untriggered starts begin together. */
  beginnings(): string[][] {
    const scope = this.#graph.scopes.get(this.#scope)!
    const plain = scope.starts.map((id) => `at:${id}`)
    const triggered = scope.triggeredStarts.map((id) => [`at:${id}`])
    return plain.length > 0 ? [plain, ...triggered] : triggered
  }

  /** Markings one move further. */
  moves(marking: readonly string[], entered: Set<string>): string[][] {
    const next: string[][] = []
    for (const place of new Set(marking)) {
      if (place.startsWith('at:') || place.startsWith('in:')) next.push(...this.#leave(marking, place, entered))
    }
    for (const node of this.#nodes) next.push(...this.#enter(marking, node, entered))
    return next
  }

  #enter(marking: readonly string[], node: GraphNode, entered: Set<string>): string[][] {
    const full = node.incoming.filter((flow) => marking.includes(flow))
    if (full.length === 0) return []
    if (node.type === 'bpmn:ParallelGateway' && full.length < node.incoming.length) return []
    if (node.type === 'bpmn:InclusiveGateway' && node.incoming.length > 1 && this.#mayArrive(marking, node, full)) return []
    if (node.type === 'bpmn:ComplexGateway') this.isApproximate = true
    const joins = node.type === 'bpmn:ParallelGateway' || node.type === 'bpmn:InclusiveGateway'
    entered.add(node.id)
    const consumed = joins ? [full] : full.map((flow) => [flow])
    return consumed.flatMap((flows) => this.#arrive(without(marking, flows), node))
  }

  #arrive(marking: readonly string[], node: GraphNode): string[][] {
    if (node.type === 'bpmn:EndEvent') {
      return [node.events.some((event) => event.type === 'bpmn:TerminateEventDefinition') ? [] : [...marking]]
    }
    if (node.type.endsWith('Gateway') && node.type !== 'bpmn:EventBasedGateway') {
      return this.#split(node).map((flows) => [...marking, ...flows])
    }
    const link =
      node.type === 'bpmn:IntermediateThrowEvent' ? node.events.find((event) => event.type === 'bpmn:LinkEventDefinition') : undefined
    if (link !== undefined) return [[...marking, ...this.#linked(link.name).map((id) => `at:${id}`)]]
    return [[...marking, `in:${node.id}`]]
  }

  #linked(name: string | null): string[] {
    return this.#nodes
      .filter(
        (node) =>
          node.type === 'bpmn:IntermediateCatchEvent' &&
          node.events.some((event) => event.type === 'bpmn:LinkEventDefinition' && event.name === name),
      )
      .map((node) => node.id)
  }

  #leave(marking: readonly string[], place: string, entered: Set<string>): string[][] {
    const node = this.#graph.nodes.get(place.slice(3))!
    entered.add(node.id)
    const rest = without(marking, [place])
    const ways = this.#split(node).map((flows) => [...rest, ...flows])
    for (const id of node.attached) {
      const boundary = this.#graph.nodes.get(id)!
      if (boundary.events.some((event) => event.type === 'bpmn:CompensateEventDefinition')) continue
      const base = boundary.interrupting ? rest : [...marking]
      ways.push(...this.#split(boundary).map((flows) => [...base, ...flows]))
    }
    return ways
  }

  /** Every set of outgoing flows that may take a token. */
  #split(node: GraphNode): string[][] {
    const { outgoing } = node
    if (outgoing.length === 0) return [[]]
    if (node.type === 'bpmn:ParallelGateway') return [[...outgoing]]
    if (node.type === 'bpmn:ExclusiveGateway' || node.type === 'bpmn:EventBasedGateway') return outgoing.map((flow) => [flow])
    const always = outgoing.filter((flow) => flow !== node.default && this.#graph.flows.get(flow)!.condition === null)
    const maybe = outgoing.filter((flow) => flow !== node.default && this.#graph.flows.get(flow)!.condition !== null)
    if (maybe.length > MOST_BRANCHES) this.isApproximate = true
    const chosen = subsets(maybe.slice(0, MOST_BRANCHES)).map((flows) =>
      flows.length === 0 && node.default !== null ? [...always, node.default] : [...always, ...flows],
    )
    return chosen.filter((flows) => flows.length > 0)
  }

  /** Inclusive join: some token can reach an empty incoming flow without passing the join, and none that is full. */
  #mayArrive(marking: readonly string[], join: GraphNode, full: readonly string[]): boolean {
    const empty = join.incoming.filter((flow) => !full.includes(flow))
    return marking.some((place) => {
      if (join.incoming.includes(place)) return false
      const reached = this.#reachable(place, join.id)
      return empty.some((flow) => reached.has(flow)) && !full.some((flow) => reached.has(flow))
    })
  }

  /** Flows that a token lying here may still come along, not passing `except`. */
  #reachable(place: string, except: string): ReadonlySet<string> {
    const key = `${place} ${except}`
    const known = this.#reach.get(key)
    if (known !== undefined) return known
    const reached = new Set<string>()
    const open: string[] = place.includes(':') ? [place.slice(3)] : [this.#graph.flows.get(place)!.to]
    const passed = new Set<string>()
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (id === except || passed.has(id)) continue
      passed.add(id)
      const node = this.#graph.nodes.get(id)!
      for (const flow of [...node.outgoing, ...node.attached.flatMap((event) => this.#graph.nodes.get(event)!.outgoing)]) {
        reached.add(flow)
        open.push(this.#graph.flows.get(flow)!.to)
      }
      const link = node.events.find((event) => event.type === 'bpmn:LinkEventDefinition')
      if (node.type === 'bpmn:IntermediateThrowEvent' && link !== undefined) open.push(...this.#linked(link.name))
    }
    this.#reach.set(key, reached)
    return reached
  }
}

function without(marking: readonly string[], places: readonly string[]): string[] {
  const rest = [...marking]
  for (const place of places) rest.splice(rest.indexOf(place), 1)
  return rest
}

function subsets(items: readonly string[]): string[][] {
  return items.reduce<string[][]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [[]])
}
