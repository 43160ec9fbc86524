/**
 * A process as business people read it: steps from top to bottom, branches side by side. It is BPMN underneath: every
 * step is one BPMN element, every branch one sequence flow; a tree holds only what a tree can show, everything else
 * about an element (events, loops, extensions) stays at the element in the diagram.
 */
export interface ProcessTree {
  readonly start: { readonly id: string; readonly name: string }
  readonly steps: readonly ProcessStep[]
}

export type ProcessStep = ActivityStep | ForkStep | SubStep | EndStep

/** A task, an event that is waited for: one way in, one way out. */
export interface ActivityStep {
  readonly kind: 'activity'
  readonly id: string
  readonly name: string
  /** A BPMN element type, e.g. `bpmn:UserTask`. */
  readonly type: string
}

export type ForkType = 'bpmn:ExclusiveGateway' | 'bpmn:ParallelGateway' | 'bpmn:InclusiveGateway'

/** Ways that part here. In normal form what follows a fork of which one way at most goes on stands inside that way. */
export interface ForkStep {
  readonly kind: 'fork'
  readonly id: string
  readonly name: string
  readonly type: ForkType
  /** The gateway at which the ways meet again; null: they run straight into the next step, or end. */
  readonly join: string | null
  /** The way that is taken when no condition holds. */
  readonly default: string | null
  readonly branches: readonly Branch[]
}

export interface Branch {
  /** Of the sequence flow that leaves the gateway. */
  readonly id: string
  readonly name: string
  /** As the diagram has it, with or without a leading `=`. */
  readonly condition: string | null
  readonly steps: readonly ProcessStep[]
}

export interface SubStep {
  readonly kind: 'sub'
  readonly id: string
  readonly name: string
  readonly type: string
  readonly tree: ProcessTree
}

/** Where a way ends. */
export interface EndStep {
  readonly kind: 'end'
  readonly id: string
  readonly name: string
}

/** Whether the way behind these steps goes on. */
export function goesOn(steps: readonly ProcessStep[]): boolean {
  const last = steps.at(-1)
  if (last === undefined) return true
  if (last.kind === 'end') return false
  return last.kind !== 'fork' || last.branches.length === 0 || last.branches.some((branch) => goesOn(branch.steps))
}

/** Every step, forks before their branches. */
export function* stepsOf(steps: readonly ProcessStep[]): Iterable<ProcessStep> {
  for (const step of steps) {
    yield step
    if (step.kind === 'fork') for (const branch of step.branches) yield* stepsOf(branch.steps)
    if (step.kind === 'sub') yield* stepsOf(step.tree.steps)
  }
}
