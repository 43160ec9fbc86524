import { bodyOf, elementOf, elementsOf, type ModdleElement } from '../moddle-element.ts'
import { readBpmn } from '../read-bpmn.ts'
import { TreeObstacle, type Obstacle } from './obstacle.ts'
import { goesOn, stepsOf, type Branch, type ForkStep, type ForkType, type ProcessStep, type ProcessTree } from './process-tree.ts'
import { scopeGraph, type Flow, type ScopeGraph } from './scope-graph.ts'

export type LiftedTree = { readonly tree: ProcessTree } | { readonly obstacle: Obstacle }

/** A diagram as a tree, when it is block-structured; else what prevents it. Errors: those of `readBpmn`. */
export async function readTree(text: string): Promise<LiftedTree> {
  const definitions = await readBpmn(text)
  try {
    return { tree: liftScope(onlyProcess(definitions)) }
  } catch (error) {
    if (!(error instanceof TreeObstacle)) throw error
    return { obstacle: error.obstacle }
  }
}

/** The one process that a tree shows. Throws `TreeObstacle`. */
export function onlyProcess(definitions: ModdleElement): ModdleElement {
  const roots = elementsOf(definitions, 'rootElements')
  const processes = roots.filter((element) => element.$type === 'bpmn:Process')
  if (processes.length !== 1) {
    throw new TreeObstacle(processes[1] ?? definitions, '文件里不是恰好一个流程', 'the file does not hold exactly one process')
  }
  const pool = roots.find((element) => element.$type === 'bpmn:Collaboration')
  if (pool !== undefined) throw new TreeObstacle(pool, '有多个参与方', 'there are several participants')
  return processes[0]!
}

function liftScope(owner: ModdleElement): ProcessTree {
  const graph = scopeGraph(owner)
  const reader = new ScopeReader(graph)
  const steps = reader.readFrom(reader.next(graph.start), null)
  const missed = [...graph.nodes.values()].find((node) => !reader.seen.has(node.id ?? ''))
  if (missed !== undefined) throw new TreeObstacle(missed, '从开始走不到', 'it cannot be reached from the start')
  return { start: { id: graph.start.id ?? '', name: graph.start.name ?? '' }, steps }
}

class ScopeReader {
  readonly #graph: ScopeGraph
  readonly seen = new Set<string>()

  constructor(graph: ScopeGraph) {
    this.#graph = graph
    this.seen.add(graph.start.id ?? '')
  }

  /** Steps from a node to the one at which the ways around meet (null: to the end). */
  readFrom(first: string, stop: string | null): ProcessStep[] {
    const steps: ProcessStep[] = []
    let at: string | null = first
    while (at !== null && at !== stop) {
      const node: ModdleElement = this.#graph.nodes.get(at)!
      const isEnd = node.$type === 'bpmn:EndEvent'
      if (this.seen.has(at) && !isEnd) throw new TreeObstacle(node, '几条分支在这里交叉', 'branches cross here')
      this.seen.add(at)
      if (isEnd) return [...steps, { kind: 'end', id: at, name: node.name ?? '' }]
      const flows: readonly Flow[] = this.#graph.outgoing.get(at) ?? []
      if (flows.length > 1) {
        const { step, behind } = this.#readFork(node, flows, stop)
        steps.push(step)
        at = behind
      } else {
        steps.push(leafOf(node))
        at = this.next(node)
      }
    }
    return steps
  }

  next(node: ModdleElement): string {
    const [flow, second] = this.#graph.outgoing.get(node.id ?? '') ?? []
    if (flow === undefined) throw new TreeObstacle(node, '后面没有连线', 'nothing follows it')
    if (second !== undefined) throw new TreeObstacle(node, '没有用网关就分开了', 'ways part here without a gateway')
    if (elementOf(flow.element, 'conditionExpression') !== undefined) {
      throw new TreeObstacle(flow.element, '条件不在分支上', 'there is a condition where no ways part')
    }
    return flow.to
  }

  #readFork(node: ModdleElement, flows: readonly Flow[], stop: string | null): { step: ForkStep; behind: string | null } {
    if (!/(Exclusive|Parallel|Inclusive)Gateway$/.test(node.$type)) {
      throw new TreeObstacle(node, '没有用网关就分开了', 'ways part here without a gateway')
    }
    const meeting = this.#meetingOf(flows, stop)
    const branches = flows.map((flow): Branch => ({
      id: flow.element.id ?? '',
      name: flow.element.name ?? '',
      condition: bodyOf(elementOf(flow.element, 'conditionExpression')) ?? null,
      steps: this.readFrom(flow.to, meeting ?? stop),
    })) // prettier-ignore
    const fork = { kind: 'fork' as const, id: node.id ?? '', name: node.name ?? '', type: node.$type as ForkType, join: null, default: elementOf(node, 'default')?.id ?? null, branches } // prettier-ignore
    if (!branches.some((branch) => goesOn(branch.steps))) return { step: fork, behind: null }
    const behind = meeting ?? stop
    if (behind === null || behind === stop) return { step: this.#unjoined(fork, node), behind: stop }
    return this.#closed(fork, node, behind)
  }

  /** The meeting is a gateway made for it, or just the next step. */
  #closed(fork: ForkStep, node: ModdleElement, behind: string): { step: ForkStep; behind: string | null } {
    const meeting = this.#graph.nodes.get(behind)!
    const inside = new Set([fork.id, ...this.#inside(fork)])
    const isOwn = (this.#graph.incoming.get(behind) ?? []).every((flow) => inside.has(flow.from))
    const isJoin = meeting.$type === fork.type && (this.#graph.outgoing.get(behind) ?? []).length === 1 && isOwn
    if (!isJoin) return { step: this.#unjoined(fork, node), behind }
    this.seen.add(behind)
    return { step: { ...fork, join: behind }, behind: this.next(meeting) }
  }

  #unjoined(fork: ForkStep, node: ModdleElement): ForkStep {
    const going = fork.branches.filter((branch) => goesOn(branch.steps)).length
    if (fork.type === 'bpmn:ExclusiveGateway' || going <= 1) return fork
    throw new TreeObstacle(node, '并行的分支没有用同类网关汇合', 'parallel ways do not meet at a gateway of the same kind')
  }

  #inside(fork: ForkStep): string[] {
    return [...stepsOf([fork])].flatMap((step) => (step.kind === 'fork' && step.join !== null ? [step.id, step.join] : [step.id]))
  }

  /** The first node that every way reaches which reaches anything of another way; the ways around end at `stop`. */
  #meetingOf(flows: readonly Flow[], stop: string | null): string | null {
    const reached = flows.map((flow) => this.#reach(flow.to, stop))
    const count = new Map<string, number>()
    for (const set of reached) for (const id of set) count.set(id, (count.get(id) ?? 0) + 1)
    const meeting = reached.filter((set) => [...set].some((id) => count.get(id)! > 1))
    const common = [...(meeting[0] ?? [])].filter((id) => meeting.every((set) => set.has(id)))
    const { order } = this.#graph
    return common.toSorted((left, right) => order.get(left)! - order.get(right)!)[0] ?? null
  }

  #reach(first: string, stop: string | null): Set<string> {
    const reached = new Set([first])
    for (const id of reached) if (id !== stop) for (const flow of this.#graph.outgoing.get(id) ?? []) reached.add(flow.to)
    return reached
  }
}

function leafOf(node: ModdleElement): ProcessStep {
  const [id, name, type] = [node.id ?? '', node.name ?? '', node.$type]
  const isScope = /(SubProcess|Transaction)$/.test(type)
  return isScope ? { kind: 'sub', id, name, type, tree: liftScope(node) } : { kind: 'activity', id, name, type }
}
