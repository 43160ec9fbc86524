import {
  freeId,
  goesOn,
  idsOf,
  type Branch,
  type ForkStep,
  type ProcessStep,
  type ProcessTree,
} from '@formwork/platform/definition/bpmn/tree/index.ts'

/** What can be put into a process. */
export type NewStep = 'approve' | 'handle' | 'copy' | 'choice' | 'parallel' | 'sub' | 'service'

/** Where a step goes: behind a step, or to the beginning of a branch, of a sub-process, or (no owner) of the whole. */
export type Place = { readonly behind: string } | { readonly inside: string | null }

type Steps = readonly ProcessStep[]

const PREFIX: Readonly<Record<NewStep, string>> = {
  approve: 'approve',
  handle: 'handle',
  copy: 'copy',
  choice: 'choice',
  parallel: 'parallel',
  sub: 'sub',
  service: 'service',
}

/** A new step with ids that nothing has; a fork comes with two ways, a sub-process with a beginning and an end. */
export function makeStep(kind: NewStep, name: string, tree: ProcessTree, others: readonly string[] = []): ProcessStep {
  const taken = new Set([...idsOf(tree), ...others])
  const id = freeId(PREFIX[kind], taken)
  if (kind === 'choice' || kind === 'parallel') return makeFork(kind, id, taken)
  if (kind === 'sub') {
    const inner = {
      start: { id: freeId(`${id}-start`, taken), name: '' },
      steps: [{ kind: 'end' as const, id: freeId(`${id}-end`, taken), name: '' }],
    }
    return { kind: 'sub', id, name, type: 'bpmn:SubProcess', tree: inner }
  }
  const type = kind === 'copy' ? 'bpmn:IntermediateThrowEvent' : kind === 'service' ? 'bpmn:ServiceTask' : 'bpmn:UserTask'
  return { kind: 'activity', id, name, type }
}

function makeFork(kind: 'choice' | 'parallel', id: string, taken: Set<string>): ForkStep {
  const branch = (): Branch => ({ id: freeId(`${id}-way`, taken), name: '', condition: null, steps: [] })
  const branches = [branch(), branch()]
  const isChoice = kind === 'choice'
  return {
    kind: 'fork',
    id,
    name: '',
    type: isChoice ? 'bpmn:ExclusiveGateway' : 'bpmn:ParallelGateway',
    join: null,
    default: isChoice ? branches[1]!.id : null,
    branches,
  }
}

export function insertStep(tree: ProcessTree, place: Place, step: ProcessStep): ProcessTree {
  return changeLists(tree, null, (steps, owner) => {
    if ('inside' in place) return owner === place.inside ? [step, ...steps] : steps
    const index = steps.findIndex((each) => each.id === place.behind)
    return index < 0 ? steps : steps.toSpliced(index + 1, 0, step)
  })
}

export function removeStep(tree: ProcessTree, id: string): ProcessTree {
  return changeLists(tree, null, (steps) => steps.filter((step) => step.id !== id))
}

/** One step up or down among those beside it; ends stay last. */
export function shiftStep(tree: ProcessTree, id: string, by: -1 | 1): ProcessTree {
  return changeLists(tree, null, (steps) => {
    const index = steps.findIndex((step) => step.id === id)
    const other = steps[index + by]
    const step = steps[index]
    if (step === undefined || other === undefined || !goesOn([step]) || !goesOn([other])) return steps
    return steps.with(index, other).with(index + by, step)
  })
}

/** Another place for a step that exists; into itself it cannot go. */
export function moveStep(tree: ProcessTree, id: string, place: Place): ProcessTree {
  const step = findStep(tree, id)
  if (step === undefined || step.kind === 'end') return tree
  const without = removeStep(tree, id)
  const moved = insertStep(without, place, step)
  return moved === without || findStep(moved, id) === undefined ? tree : moved
}

export function changeStep<S extends ProcessStep>(tree: ProcessTree, id: string, change: (step: S) => S): ProcessTree {
  return changeLists(tree, null, (steps) =>
    steps.some((step) => step.id === id) ? steps.map((step) => (step.id === id ? change(step as S) : step)) : steps,
  )
}

export function changeBranch(tree: ProcessTree, id: string, change: Partial<Branch>): ProcessTree {
  const fork = forkOf(tree, id)
  if (fork === undefined) return tree
  return changeStep<ForkStep>(tree, fork.id, (step) => ({
    ...step,
    branches: step.branches.map((branch) => (branch.id === id ? { ...branch, ...change } : branch)),
  }))
}

/** A further way, judged before the default one. */
export function addBranch(tree: ProcessTree, fork: string, others: readonly string[] = []): ProcessTree {
  const id = freeId(`${fork}-way`, new Set([...idsOf(tree), ...others]))
  return changeStep<ForkStep>(tree, fork, (step) => {
    const last = step.branches.findIndex((branch) => branch.id === step.default)
    return {
      ...step,
      branches: step.branches.toSpliced(last < 0 ? step.branches.length : last, 0, { id, name: '', condition: null, steps: [] }),
    }
  })
}

/** The second last branch takes its fork with it: its steps stand where the fork stood. */
export function removeBranch(tree: ProcessTree, id: string): ProcessTree {
  const fork = forkOf(tree, id)
  if (fork === undefined) return tree
  const branches = fork.branches.filter((branch) => branch.id !== id)
  if (branches.length > 1) {
    const other = fork.default === id ? (branches.at(-1)?.id ?? null) : fork.default
    return changeStep<ForkStep>(tree, fork.id, (step) => ({
      ...step,
      branches,
      default: step.type === 'bpmn:ParallelGateway' ? null : other,
    }))
  }
  return changeLists(tree, null, (steps) => {
    const index = steps.findIndex((step) => step.id === fork.id)
    return index < 0 ? steps : steps.toSpliced(index, 1, ...(branches[0]?.steps ?? []))
  })
}

/** One way earlier or later: the first condition that holds decides. */
export function shiftBranch(tree: ProcessTree, id: string, by: -1 | 1): ProcessTree {
  const fork = forkOf(tree, id)
  if (fork === undefined) return tree
  const index = fork.branches.findIndex((branch) => branch.id === id)
  const [branch, other] = [fork.branches[index]!, fork.branches[index + by]]
  if (other === undefined) return tree
  return changeStep<ForkStep>(tree, fork.id, (step) => ({ ...step, branches: step.branches.with(index, other).with(index + by, branch) }))
}

export function findStep(tree: ProcessTree, id: string): ProcessStep | undefined {
  return everyStep(tree.steps).find((step) => step.id === id)
}

export function forkOf(tree: ProcessTree, branch: string): ForkStep | undefined {
  return everyStep(tree.steps).find((step): step is ForkStep => step.kind === 'fork' && step.branches.some((each) => each.id === branch))
}

function everyStep(steps: Steps): ProcessStep[] {
  return steps.flatMap((step) => {
    if (step.kind === 'fork') return [step, ...step.branches.flatMap((branch) => everyStep(branch.steps))]
    return step.kind === 'sub' ? [step, ...everyStep(step.tree.steps)] : [step]
  })
}

/** Changes lists of steps wherever they stand; what is untouched stays the same object. */
function changeLists(tree: ProcessTree, owner: string | null, change: (steps: Steps, owner: string | null) => Steps): ProcessTree {
  const steps = changeWithin(change(tree.steps, owner), change)
  return steps === tree.steps ? tree : { ...tree, steps }
}

function changeWithin(steps: Steps, change: (steps: Steps, owner: string | null) => Steps): Steps {
  const next = steps.map((step): ProcessStep => {
    if (step.kind === 'sub') {
      const tree = changeLists(step.tree, step.id, change)
      return tree === step.tree ? step : { ...step, tree }
    }
    if (step.kind !== 'fork') return step
    const branches = step.branches.map((branch) => {
      const inner = changeWithin(change(branch.steps, branch.id), change)
      return inner === branch.steps ? branch : { ...branch, steps: inner }
    })
    return branches.every((branch, index) => branch === step.branches[index]) ? step : { ...step, branches }
  })
  return next.every((step, index) => step === steps[index]) ? steps : next
}
