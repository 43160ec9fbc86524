import { checkNames, unknownName } from '../check-path.ts'
import { toPointer, type Problem } from '../problem.ts'
import type { Rule, RuleContext } from '../rule.ts'
import type { AutomationDefinition, EntityDefinition } from '../types.ts'
import { visitDefinition } from '../schema/visit-definition.ts'

type Action = AutomationDefinition['actions'][number]

/** Actions fill fields that are there, and formulas everywhere ask for matches that exist. */
export const automations: Rule = {
  name: 'automations',
  *check(context) {
    for (const { definition, file } of context.collection.of('automation').values()) {
      for (const [index, action] of definition.actions.entries()) {
        yield* checkAction(filledBy(context, definition, action), action, file, toPointer('/actions', index))
      }
    }
    yield* checkMatches(context)
  },
}

/** What an action writes; nothing where its formula says which record. */
function filledBy({ model }: RuleContext, definition: AutomationDefinition, action: Action): EntityDefinition | undefined {
  if (action.do === 'create') return model.entities.get(action.entity ?? '')
  return action.do === 'update' && action.record === undefined ? model.entities.get(definition.on.entity ?? '') : undefined
}

function* checkAction(entity: EntityDefinition | undefined, action: Action, file: string, pointer: string): Iterable<Problem> {
  if (entity === undefined) return
  const names = entity.fields.map(({ name }) => name)
  for (const name of Object.keys(action.values ?? {})) {
    if (!names.includes(name)) yield unknownName(name, names, file, toPointer(pointer, 'values', name))
  }
  const { lines } = action
  if (lines === undefined) return
  const target = entity.fields.find((field) => field.name === lines.to && field.type === 'lines')
  if (target === undefined) return yield* checkNames([lines.to], names, file, `${pointer}/lines/to`)
  const rows = (target.fields ?? []).map(({ name }) => name)
  for (const name of Object.keys(lines.fields)) {
    if (!rows.includes(name)) yield unknownName(name, rows, file, toPointer(pointer, 'lines', 'fields', name))
  }
}

/** `match("name", …)` in any formula. */
function* checkMatches({ collection, registry }: RuleContext): Iterable<Problem> {
  const known = [...collection.of('match').keys()]
  for (const { definition, file } of collection.all()) {
    for (const { value, pointer } of visitDefinition(definition, registry)) {
      if (typeof value !== 'string' || !value.startsWith('=')) continue
      for (const [, name = ''] of value.matchAll(/(?<![\p{L}\p{N}_])match\(\s*"([^"]+)"/gu)) {
        if (!known.includes(name)) yield unknownName(name, known, file, pointer)
      }
    }
  }
}
