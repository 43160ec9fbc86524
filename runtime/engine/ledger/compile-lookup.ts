import { figureTerms } from '@formwork/platform/definition/figure-terms.ts'
import type { LedgerDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { LedgerShape, LookupShape } from './shape.ts'

type Lookup = NonNullable<LedgerDefinition['lookups']>[number]

/** Resolves what balances are found by. Errors: `unknown-measure`, also of a figure that is no sum of measures. */
export function compileLookup(
  { by, figure }: Lookup,
  definition: LedgerDefinition,
  { dimensions, attributes, measures }: Pick<LedgerShape, 'dimensions' | 'attributes' | 'measures'>,
): LookupShape {
  const positionsIn = (parts: readonly { readonly name: string }[]): number[] =>
    by.flatMap((name) => parts.flatMap((part, position) => (part.name === name ? [position] : [])))
  const terms = figureTerms(definition, figure)
  if (terms === undefined) throw fail('unknown-measure', { ledger: definition.name, measure: figure })
  return {
    dimensions: positionsIn(dimensions),
    attributes: positionsIn(attributes),
    figure,
    terms: [...terms].map(([name, factor]) => ({ measure: measures.findIndex((measure) => measure.name === name), factor })),
  }
}
