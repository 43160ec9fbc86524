import { goesOn, stepsOf, type ForkStep, type ProcessStep, type ProcessTree } from './process-tree.ts'

/**
 * The one form in which a tree is written and read: every way ends, ways meet at a gateway of their own where a plain
 * meeting would mean something else (a parallel gateway waits for each of its incoming flows), and what follows the only
 * way that goes on stands inside it.
 */
export function normalTree(tree: ProcessTree): ProcessTree {
  return normal(tree, new Set([...idsOf(tree)]))
}

function normal(tree: ProcessTree, taken: Set<string>): ProcessTree {
  const steps = goesOn(tree.steps) ? [...tree.steps, { kind: 'end' as const, id: freeId('end', taken), name: '' }] : tree.steps
  return { ...tree, steps: normalSteps(steps, false, taken) }
}

/** `meetsWaiting`: what comes behind waits for all of its incoming flows. */
function normalSteps(steps: readonly ProcessStep[], meetsWaiting: boolean, taken: Set<string>): ProcessStep[] {
  const [first, ...rest] = steps
  if (first === undefined) return []
  if (first.kind === 'sub') return [{ ...first, tree: normal(first.tree, taken) }, ...normalSteps(rest, meetsWaiting, taken)]
  if (first.kind !== 'fork') return [first, ...normalSteps(rest, meetsWaiting, taken)]
  const going = first.branches.filter((branch) => goesOn(branch.steps))
  if (going.length <= 1) {
    const branches = first.branches.map((branch) => ({
      ...branch,
      steps: normalSteps(branch === going[0] ? [...branch.steps, ...rest] : branch.steps, meetsWaiting, taken),
    }))
    return [{ ...first, join: null, branches }]
  }
  return [joined(first, rest[0], meetsWaiting, taken), ...normalSteps(rest, meetsWaiting, taken)]
}

function joined(fork: ForkStep, next: ProcessStep | undefined, meetsWaiting: boolean, taken: Set<string>): ForkStep {
  const isWaiting = fork.type !== 'bpmn:ExclusiveGateway'
  const waitsBehind = next === undefined ? meetsWaiting : next.kind === 'fork' && next.type !== 'bpmn:ExclusiveGateway'
  const join = fork.join ?? (isWaiting || waitsBehind ? freeId(`${fork.id}-join`, taken) : null)
  const branches = fork.branches.map((branch) => ({
    ...branch,
    steps: normalSteps(branch.steps, join === null ? waitsBehind : isWaiting, taken),
  }))
  return { ...fork, join, branches }
}

export function idsOf(tree: ProcessTree): string[] {
  return [
    tree.start.id,
    ...[...stepsOf(tree.steps)].flatMap((step) => {
      if (step.kind === 'fork') return [step.id, ...(step.join === null ? [] : [step.join]), ...step.branches.map((branch) => branch.id)]
      return step.kind === 'sub' ? [step.id, step.tree.start.id] : [step.id]
    }),
  ]
}

/** An id that nothing has, remembered as taken. */
export function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted
  for (let number = 2; taken.has(id); number++) id = `${wanted}-${number}`
  taken.add(id)
  return id
}
