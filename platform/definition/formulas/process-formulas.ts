import type { Source } from '../collect.ts'
import { toPointer } from '../problem.ts'
import type { RuleContext } from '../rule.ts'
import { visitDefinition } from '../schema/visit-definition.ts'
import type { ProcessDefinition } from '../types.ts'
import { siteOf, type FormulaSite } from './formula-site.ts'

/** Formulas of a process see the `record`, the `initiator` and variables that nobody declares. */
export function* processFormulas(context: RuleContext, { definition, file }: Source<ProcessDefinition>): Iterable<FormulaSite> {
  const scope = { record: context.types.record(definition.entity), initiator: context.types.record('person'), user: context.types.user() }
  const elements = toPointer('', 'elements')
  for (const { value, pointer } of visitDefinition(definition, context.registry)) {
    if (pointer.startsWith(elements)) yield* siteOf(value, { file, pointer, scope, isOpen: true })
  }
}
