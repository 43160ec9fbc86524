import type { Model } from '@formwork/platform/definition/model.ts'
import type { EntityPlan } from '../../engine/record/entity-plan.ts'
import type { Formula } from '../../engine/record/formula.ts'

export interface JudgedFormula {
  /** Name of the lines field whose rows it is computed for; null for the header. */
  readonly lines: string | null
  readonly formula: Formula
}

const found = new WeakMap<EntityPlan, readonly JudgedFormula[]>()

/**
 * Stored formulas of an entity that decide something: read by its rules or by its processes, directly or through each other.
 * By name: a diagram that mentions a field counts as reading it.
 */
export function judgedFormulas(model: Model, plan: EntityPlan): readonly JudgedFormula[] {
  let formulas = found.get(plan)
  if (formulas === undefined) found.set(plan, (formulas = findFormulas(model, plan)))
  return formulas
}

function findFormulas(model: Model, plan: EntityPlan): JudgedFormula[] {
  const wanted = new Set([...plan.rules.flatMap(({ formula }) => formula.paths.flat()), ...namesInProcesses(model, plan.name)])
  const judged: JudgedFormula[] = []
  // Each step comes after what it reads: from the end on, whoever reads a field is known before it.
  for (const { group, field } of plan.steps.toReversed()) {
    if (field.formula === undefined || !wanted.has(field.name)) continue
    for (const name of field.formula.paths.flat()) wanted.add(name)
    judged.push({ lines: group.lines, formula: field.formula })
  }
  return judged
}

function namesInProcesses(model: Model, entity: string): string[] {
  const texts = [...model.processes.values()]
    .filter((process) => process.entity === entity)
    .flatMap((process) => [JSON.stringify(process), model.bpmn.get(process.name) ?? ''])
  return texts.flatMap((text) => text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [])
}
