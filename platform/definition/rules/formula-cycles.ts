import { localize, type Language } from '../../error/index.ts'
import { orderFormulas } from '../formula-order.ts'
import { problemFromError, toPointer } from '../problem.ts'
import type { Rule } from '../rule.ts'
import type { EntityDefinition } from '../types.ts'

/** Formulas of an entity never read themselves, directly or through others. */
export const formulaCycles: Rule = {
  name: 'formula-cycles',
  *check({ collection, model, registry }) {
    for (const { definition, file } of collection.of('entity').values()) {
      const { cycle } = orderFormulas(model.entities.get(definition.name) ?? definition, registry)
      if (cycle === undefined) continue
      const inWords = (language: Language): string => cycle.map((key) => labelOf(definition, key, language)).join(' → ')
      yield problemFromError(
        file,
        { code: 'formula-cycle', parameters: { cycle: { zh: inWords('zh'), en: inWords('en') } } },
        pointerOf(definition, cycle[0] ?? ''),
      )
    }
  },
}

function labelOf(entity: EntityDefinition, key: string, language: Language): string {
  const [first = '', second] = key.split('/')
  const field = entity.fields.find(({ name }) => name === first)
  const inner = field?.fields?.find(({ name }) => name === second)
  return [field, inner]
    .filter((each) => each !== undefined)
    .map(({ label, name }) => (label === undefined ? name : localize(label, language)))
    .join(' › ')
}

function pointerOf(entity: EntityDefinition, key: string): string {
  const [first = '', second] = key.split('/')
  const index = entity.fields.findIndex((field) => field.name === first)
  if (index < 0) return '/fields'
  const inner = entity.fields[index]?.fields?.findIndex((field) => field.name === second) ?? -1
  return inner < 0 ? toPointer('/fields', index) : toPointer('/fields', index, 'fields', inner)
}
