import { planOf } from '../engine/record/entity-plan.ts'
import { evaluateFormula } from '../engine/record/formula.ts'
import { referenceContext } from '../engine/record/record-context.ts'
import { withFacts } from './load-facts.ts'
import type { Unit } from './unit.ts'

/** What a record is called: the title's formula, else number, name or code, else its id. Hidden parts are left out. */
export async function titleOf(unit: Unit, entity: string, id: number): Promise<string> {
  const plan = planOf(unit.model, unit.registry, entity)
  const { hidden } = unit.authority.fields(entity)
  const { title } = plan
  if (title !== undefined && !title.paths.some(([name]) => hidden.has(name!))) {
    const { value } = await withFacts(unit, () => evaluateFormula(title, referenceContext(unit.facts, entity, id), unit.facts))
    if (typeof value === 'string' && value !== '') return value
  }
  const record = await unit.loadHeader(entity, id)
  const natural = [record?.header.number, ...['name', 'code'].filter((name) => !hidden.has(name)).map((name) => record?.values[name])]
  return (natural.find((value) => typeof value === 'string' && value !== '') as string | undefined) ?? `#${id}`
}
