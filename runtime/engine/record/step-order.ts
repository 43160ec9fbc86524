import { fail } from '@formwork/platform/error/index.ts'
import { isCompiled, type FieldPlan } from './field-plan.ts'
import type { GroupPlan } from './group-plan.ts'

/** One field to compute: of the header, or of every row of a group. */
export interface Step {
  readonly group: GroupPlan
  readonly field: FieldPlan
  /** References of the same group that fill this field when they are chosen. */
  readonly filledBy: readonly FieldPlan[]
  /** Keys of the fields it reads, `''/total` and `lines/price`. */
  readonly key: string
  readonly reads: readonly string[]
}

/**
 * Every field with a default, a fill or a formula, each after what it reads: a header formula over lines after the
 * lines' formula, a line formula with `record` after the header's. Errors: `formula-cycle` names the circle.
 */
export function orderSteps(header: GroupPlan, lines: readonly GroupPlan[]): Step[] {
  const groups = [header, ...lines]
  const steps = new Map<string, Step>()
  for (const group of groups) for (const step of stepsOf(group, header, lines)) steps.set(step.key, step)
  return sortByDependency(steps)
}

export function stepKey(lines: string | null, field: string): string {
  return `${lines ?? ''}/${field}`
}

function stepsOf(group: GroupPlan, header: GroupPlan, lines: readonly GroupPlan[]): Step[] {
  return group.fields.flatMap((field) => {
    const filledBy = group.fields.filter((other) => other.fill.some((fill) => fill.name === field.name))
    const isMeasured = group.standIns.has(field.name) || group.measured.has(field.name)
    const isProduced = (field.formula ?? field.whenFilled ?? field.default) !== undefined || filledBy.length > 0 || isMeasured
    if (!isProduced || field.live) return []
    return [{ group, field, filledBy, key: stepKey(group.lines, field.name), reads: readsOf(field, filledBy, group, header, lines) }]
  })
}

function readsOf(
  field: FieldPlan,
  filledBy: readonly FieldPlan[],
  group: GroupPlan,
  header: GroupPlan,
  lines: readonly GroupPlan[],
): string[] {
  const formulas = [field.formula, field.whenFilled?.formula, isCompiled(field.default) ? field.default : undefined]
  const paths = formulas.flatMap((formula) => formula?.paths ?? [])
  const own = stepKey(group.lines, field.name)
  const reads = paths.flatMap((path) => (isAbove(path, group) ? aboveKeys(path, group, own) : ownKeys(path, group, header, lines)))
  const measure = group.standIns.get(field.name)?.definition.enteredAs?.by
  const beside = [...filledBy.map((reference) => reference.name), field.whenFilled?.field, measure].filter((name) => name !== undefined)
  return [...new Set([...reads, ...beside.map((name) => stepKey(group.lines, name))])]
}

function isAbove([first]: readonly string[], group: GroupPlan): boolean {
  return group.lines !== null && first === 'above' && !group.byName.has('above')
}

/** What is read of the rows above; the field itself is computed from the first row to the last, so that it may read itself there. */
function aboveKeys([, second]: readonly string[], group: GroupPlan, own: string): string[] {
  return second === undefined ? [] : throughLive(group, second).filter((key) => key !== own)
}

/** What a path reads of the record itself; how it goes on behind a reference is a fact. Live fields read through others. */
function ownKeys(path: readonly string[], group: GroupPlan, header: GroupPlan, lines: readonly GroupPlan[]): string[] {
  const [first, ...rest] = path
  if (first === undefined) return []
  if (first === 'record') return rest.length === 0 ? [] : ownHeaderKeys(rest, header, lines)
  if (group.lines === null) return ownHeaderKeys(path, header, lines)
  return throughLive(group, first)
}

function ownHeaderKeys(path: readonly string[], header: GroupPlan, lines: readonly GroupPlan[]): string[] {
  const [first, second] = path
  const group = lines.find((candidate) => candidate.lines === first)
  if (group === undefined) return throughLive(header, first!)
  return second === undefined ? [] : throughLive(group, second)
}

function throughLive(group: GroupPlan, name: string): string[] {
  const field = group.byName.get(name)
  if (field?.live !== true) return [stepKey(group.lines, name)]
  const coordinates = field.where.flatMap(({ formula }) =>
    formula.paths.map((path) => (path[0] === 'record' ? stepKey(null, path[1]!) : stepKey(group.lines, path[0]!))),
  )
  return field.definition.through === undefined ? coordinates : [stepKey(group.lines, field.definition.through)]
}

function sortByDependency(steps: ReadonlyMap<string, Step>): Step[] {
  const sorted: Step[] = []
  const state = new Map<string, 'open' | 'done'>()
  const visit = (step: Step, trail: readonly Step[]): void => {
    if (state.get(step.key) === 'done') return
    if (state.get(step.key) === 'open') throw cycle([...trail, step])
    state.set(step.key, 'open')
    for (const key of step.reads) {
      const read = steps.get(key)
      if (read !== undefined) visit(read, [...trail, step])
    }
    state.set(step.key, 'done')
    sorted.push(step)
  }
  for (const step of steps.values()) visit(step, [])
  return sorted
}

function cycle(trail: readonly Step[]): Error {
  const start = trail.findIndex((step) => step.key === trail.at(-1)!.key)
  return fail('formula-cycle', {
    cycle: trail
      .slice(start)
      .map((step) => step.field.name)
      .join(' → '),
  })
}
