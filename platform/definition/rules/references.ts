import { problemFromError, type Problem } from '../problem.ts'
import { visitDefinition } from '../schema/visit-definition.ts'
import { suggestion } from '../suggestion.ts'
import type { Rule, RuleContext } from '../rule.ts'
import type { DefinitionKind } from '../types.ts'

/** Every name of another definition (the schemas say which property names which kind) belongs to one that exists. */
export const references: Rule = {
  name: 'references',
  *check(context) {
    for (const { definition, file } of context.collection.all()) {
      for (const { value, pointer, schema } of visitDefinition(definition, context.registry)) {
        const kind = schema['x-refers-to']
        if (typeof kind === 'string' && typeof value === 'string') yield* checkName(context, kind, value, file, pointer)
      }
    }
  },
}

function* checkName(context: RuleContext, kind: string, name: string, file: string, pointer: string): Iterable<Problem> {
  const names = namesOf(context, kind)
  if (names.has(name)) return
  yield problemFromError(file, { code: 'unknown-name', parameters: { name, suggestion: suggestion(name, names) } }, pointer)
}

/** The names that exist of a kind, those of the system included. */
function namesOf({ model, collection }: RuleContext, kind: string): ReadonlySet<string> {
  if (kind === 'entity') return new Set(model.entities.keys())
  if (kind === 'dictionary') return new Set(model.dictionaries.keys())
  if (kind === 'role') return new Set(model.roles.roles.map((role) => role.name))
  return new Set(collection.of(kind as DefinitionKind).keys())
}
