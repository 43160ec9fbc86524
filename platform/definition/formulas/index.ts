import type { RuleContext } from '../rule.ts'
import { alertFormulas } from './alert-formulas.ts'
import { conversionFormulas } from './conversion-formulas.ts'
import { entityFormulas } from './entity-formulas.ts'
import type { FormulaSite } from './formula-site.ts'
import { ledgerFormulas, postingFormulas } from './ledger-formulas.ts'
import { processFormulas } from './process-formulas.ts'
import { listFormulas, reportFormulas, roleFormulas } from './reading-formulas.ts'
import { automationFormulas, matchFormulas } from './service-formulas.ts'

export { isFormula, type FormulaSite } from './formula-site.ts'

/** Every formula whose scope is known, in the order of kinds. */
export function* formulasOf(context: RuleContext): Iterable<FormulaSite> {
  const { collection } = context
  for (const source of collection.of('entity').values()) yield* entityFormulas(context, source)
  for (const source of collection.of('list').values()) yield* listFormulas(context, source)
  for (const source of collection.of('ledger').values()) yield* ledgerFormulas(context, source)
  for (const source of collection.of('posting').values()) yield* postingFormulas(context, source)
  for (const source of collection.of('conversion').values()) yield* conversionFormulas(context, source)
  for (const source of collection.of('process').values()) yield* processFormulas(context, source)
  for (const source of collection.of('alert').values()) yield* alertFormulas(context, source)
  for (const source of collection.of('automation').values()) yield* automationFormulas(context, source)
  for (const source of collection.of('match').values()) yield* matchFormulas(context, source)
  for (const source of collection.of('report').values()) yield* reportFormulas(context, source)
  for (const source of collection.of('roles').values()) yield* roleFormulas(context, source)
}
