import { unknownName } from '@formwork/platform/definition/check-path.ts'
import { toPointer, type Problem } from '@formwork/platform/definition/problem.ts'
import type { FieldDefinition, ScenarioStep } from '@formwork/platform/definition/types.ts'
import type { ScenarioContext } from './check-one.ts'

/** Commands whose values are fields of the record; those of others are the command's own. */
const TYPED: ReadonlySet<string> = new Set(['save', 'submit', 'amend', 'convert'])
/** What a line says beside its cells: which one it changes, or that it goes. */
const LINE_WORDS = ['row', 'remove']

/** Fields that a step types into exist. */
export function* checkStepValues(context: ScenarioContext, step: ScenarioStep, pointer: string): Iterable<Problem> {
  if (!TYPED.has(step.do)) return
  const { model, cast } = context
  const name = model.conversions.get(step.conversion ?? '')?.to ?? step.entity ?? cast.records.get(step.record ?? '')
  const entity = model.entities.get(name ?? '')
  if (entity !== undefined) yield* checkValues(context, entity.fields, step.values ?? {}, LINE_WORDS, pointer)
}

/** Names of values are fields; rows of lines are checked with their cells. `words`: what a row may say besides. */
export function* checkValues(
  context: ScenarioContext,
  fields: readonly FieldDefinition[],
  values: Readonly<Record<string, unknown>>,
  words: readonly string[],
  pointer: string,
): Iterable<Problem> {
  for (const [name, value] of Object.entries(values)) {
    const field = fields.find((each) => each.name === name)
    if (field === undefined) {
      yield unknownName(name, [...fields.map((each) => each.name), ...words], context.file, toPointer(pointer, name))
    } else if (field.type === 'lines' && Array.isArray(value)) {
      for (const [index, row] of (value as Record<string, unknown>[]).entries()) {
        const cells = Object.fromEntries(Object.entries(row).filter(([cell]) => !words.includes(cell)))
        yield* checkValues(context, field.fields ?? [], cells, words, toPointer(pointer, name, index))
      }
    }
  }
}
