import { bodyOf, elementOf, elementsOf, type ModdleElement } from '../moddle-element.ts'
import { boxAt, FORK_GAP, GAP, LINE_GAP, PADDING, ROW, route, type Box, type Drawing } from './drawing.ts'
import { freeId } from './normal-tree.ts'
import type { Branch, ForkStep, ProcessStep, ProcessTree, SubStep } from './process-tree.ts'

export type MutableElement = { -readonly [Key in keyof ModdleElement]: ModdleElement[Key] }

/** What the writers of a process and of the sub-processes inside share. */
export interface Draft {
  readonly make: (type: string, properties?: object) => MutableElement
  /** Elements by id: those that were there, and those made on the way. */
  readonly known: Map<string, MutableElement>
  readonly taken: Set<string>
  readonly drawing: Drawing
}

/** A way that waits for what comes next: where it comes from, on which line, by which branch. */
interface OpenEnd {
  readonly from: string
  readonly y: number
  readonly branch?: Branch
}

interface Extent {
  readonly ends: readonly OpenEnd[]
  /** Where the next step may begin. */
  readonly x: number
  /** The lowest edge of what was drawn. */
  readonly bottom: number
}

/** Puts the steps of a tree into a process or sub-process: known elements are kept, others made, the rest goes. */
export class ScopeWriter {
  readonly #draft: Draft
  readonly #owner: MutableElement
  readonly #before: readonly ModdleElement[]
  readonly #nodes: MutableElement[] = []
  readonly #flows: MutableElement[] = []
  readonly #forks: ForkStep[] = []

  constructor(draft: Draft, owner: MutableElement) {
    this.#draft = draft
    this.#owner = owner
    this.#before = elementsOf(owner, 'flowElements').filter((element) => element.$type === 'bpmn:SequenceFlow')
  }

  write(tree: ProcessTree, origin = { x: 160, y: 160 }): Extent {
    const start = boxAt('bpmn:StartEvent', origin.x, origin.y)
    this.#put({ ...tree.start, type: 'bpmn:StartEvent' }, start)
    const extent = this.#sequence(tree.steps, [{ from: tree.start.id, y: origin.y }], start.x + start.width + GAP, origin.y)
    for (const fork of this.#forks) this.#finish(fork)
    this.#owner.flowElements = [...this.#nodes, ...this.#flows]
    return extent
  }

  #sequence(steps: readonly ProcessStep[], before: readonly OpenEnd[], left: number, y: number): Extent {
    let extent: Extent = { ends: before, x: left, bottom: y + ROW / 2 }
    for (const step of steps) {
      const next = this.#step(step, extent.ends, extent.x, y)
      extent = { ...next, bottom: Math.max(extent.bottom, next.bottom) }
    }
    return extent
  }

  #step(step: ProcessStep, before: readonly OpenEnd[], x: number, y: number): Extent {
    if (step.kind === 'fork') return this.#fork(step, before, x, y)
    if (step.kind === 'sub') return this.#sub(step, before, x, y)
    const type = step.kind === 'end' ? 'bpmn:EndEvent' : step.type
    const box = this.#draft.drawing.boxes.get(step.id) ?? boxAt(type, x, y)
    this.#put({ ...step, type }, box)
    this.#connect(before, step.id)
    return { ends: step.kind === 'end' ? [] : [{ from: step.id, y }], x: box.x + box.width + GAP, bottom: y + ROW / 2 }
  }

  #fork(fork: ForkStep, before: readonly OpenEnd[], x: number, y: number): Extent {
    const box = boxAt(fork.type, x, y)
    this.#put(fork, box)
    this.#forks.push(fork)
    this.#connect(before, fork.id)
    const first = box.x + box.width + FORK_GAP
    const ends: OpenEnd[] = []
    let [line, right, bottom] = [y, first, y]
    for (const branch of fork.branches) {
      const way = this.#sequence(branch.steps, [{ from: fork.id, y: line, branch }], first, line)
      ends.push(...way.ends)
      right = Math.max(right, way.x)
      bottom = Math.max(bottom, way.bottom)
      line = bottom + LINE_GAP + ROW / 2
    }
    if (fork.join === null) return { ends, x: right, bottom }
    const join = boxAt(fork.type, right, y)
    this.#put({ id: fork.join, name: this.#draft.known.get(fork.join)?.name ?? '', type: fork.type }, join)
    this.#connect(ends, fork.join)
    return { ends: [{ from: fork.join, y }], x: join.x + join.width + GAP, bottom }
  }

  #sub(step: SubStep, before: readonly OpenEnd[], x: number, y: number): Extent {
    const top = y - ROW / 2 - PADDING
    const inside = new ScopeWriter(this.#draft, this.#put(step, { x, y: top, width: 0, height: ROW + PADDING * 2 }))
    const { x: right, bottom: lowest } = inside.write(step.tree, { x: x + PADDING, y })
    const box: Box = { x, y: top, width: right - GAP + PADDING - x, height: lowest + PADDING - top }
    this.#draft.drawing.boxes.set(step.id, { ...box, height: box.height })
    this.#connect(before, step.id)
    return { ends: [{ from: step.id, y }], x: box.x + box.width + GAP, bottom: box.y + box.height }
  }

  #put({ id, name, type }: { id: string; name: string; type: string }, box: Box): MutableElement {
    const { known, taken, drawing, make } = this.#draft
    drawing.boxes.set(id, box)
    const found = known.get(id)
    const element = found?.$type === type ? found : make(type, { id })
    if (this.#nodes.includes(element)) return element
    known.set(id, element)
    taken.add(id)
    Object.assign(element, { name: name === '' ? undefined : name, incoming: undefined, outgoing: undefined, $parent: this.#owner })
    this.#nodes.push(element)
    return element
  }

  #connect(ends: readonly OpenEnd[], to: string): void {
    const { known, drawing } = this.#draft
    const target = known.get(to)!
    for (const { from, y, branch } of ends) {
      const source = known.get(from)!
      const flow = branch === undefined ? this.#plainFlow(from, to) : this.#branchFlow(branch)
      Object.assign(flow, { sourceRef: source, targetRef: target, $parent: this.#owner })
      Object.assign(source, { outgoing: [...elementsOf(source, 'outgoing'), flow] })
      Object.assign(target, { incoming: [...elementsOf(target, 'incoming'), flow] })
      this.#flows.push(flow)
      drawing.lines.set(flow.id ?? '', route(drawing.boxes.get(from)!, drawing.boxes.get(to)!, y))
    }
  }

  /** The flow that connected the two before, else a new one. */
  #plainFlow(from: string, to: string): MutableElement {
    const { make, taken } = this.#draft
    const isSame = (flow: ModdleElement): boolean =>
      elementOf(flow, 'sourceRef')?.id === from && elementOf(flow, 'targetRef')?.id === to && !this.#flows.includes(flow as MutableElement)
    const flow = this.#before.find(isSame) as MutableElement | undefined
    if (flow !== undefined) flow.conditionExpression = undefined
    return flow ?? make('bpmn:SequenceFlow', { id: freeId(`to-${to}`, taken) })
  }

  #branchFlow({ id, name, condition }: Branch): MutableElement {
    const { known, taken, make } = this.#draft
    const found = known.get(id)
    const flow = found?.$type === 'bpmn:SequenceFlow' ? found : make('bpmn:SequenceFlow', { id })
    known.set(id, flow)
    taken.add(id)
    flow.name = name === '' ? undefined : name
    if ((bodyOf(elementOf(flow, 'conditionExpression')) ?? null) !== condition) {
      flow.conditionExpression = condition === null ? undefined : make('bpmn:FormalExpression', { body: condition, $parent: flow })
    }
    return flow
  }

  /** The order of the branches decides which condition is judged first; empty branches are connected last. */
  #finish({ id, branches, default: other }: ForkStep): void {
    const { known } = this.#draft
    const gateway = known.get(id)!
    gateway.outgoing = branches.map((branch) => known.get(branch.id))
    gateway.default = other === null ? undefined : known.get(other)
  }
}
