import type { TypeScope } from '../../expression/type.ts'
import type { Source } from '../collect.ts'
import { toPointer } from '../problem.ts'
import type { RuleContext } from '../rule.ts'
import { visitDefinition } from '../schema/visit-definition.ts'
import type { ProcessDefinition } from '../types.ts'
import { siteOf, type FormulaSite } from './formula-site.ts'

/** Formulas of a process see the `record`, the `initiator` and variables that nobody declares. */
export function* processFormulas(context: RuleContext, { definition, file }: Source<ProcessDefinition>): Iterable<FormulaSite> {
  const scope = processScope(context, definition)
  const elements = toPointer('', 'elements')
  for (const { value, pointer } of visitDefinition(definition, context.registry)) {
    if (pointer.startsWith(elements)) yield* siteOf(value, { file, pointer, scope, isOpen: true })
  }
}

/** What every process can name: its record, who began it, who acts. */
export function processScope({ types }: Pick<RuleContext, 'types'>, definition: ProcessDefinition): TypeScope {
  return { record: types.record(definition.entity), initiator: types.record('person'), user: types.user() }
}
