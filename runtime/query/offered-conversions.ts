import type { ConversionDefinition } from '@formwork/platform/definition/types.ts'
import type { LocalizedText } from '@formwork/platform/error/index.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import { compileFormula, holds } from '../engine/record/formula.ts'
import { recordContext } from '../engine/record/record-context.ts'
import type { QueryContext } from './query.ts'
import { factBookOf, withReadFacts } from './read-facts.ts'

interface OfferedConversion {
  readonly name: string
  readonly label: LocalizedText | undefined
  readonly to: string
  readonly aside?: true
}

/** What a posted record may be made into now, by who asks: the usual next steps first, then what stands aside. */
export async function conversionsOf(context: QueryContext, entity: string, id: number): Promise<OfferedConversion[]> {
  const authority = authorityOf(context.model, context.organisation, context.actor)
  const known = [...context.model.conversions.values()].filter(({ from, to }) => from === entity && authority.may('create', to))
  const offered = known.some(({ when }) => when !== undefined) ? await holdingNow(context, entity, id, known) : known
  return offered
    .toSorted((left, right) => Number(left.aside ?? false) - Number(right.aside ?? false))
    .map(({ name, label, to, aside }) => ({ name, label, to, ...(aside === true ? { aside } : {}) }))
}

/** Those whose condition holds, judged as the conversion itself does. */
async function holdingNow(
  context: QueryContext,
  entity: string,
  id: number,
  known: readonly ConversionDefinition[],
): Promise<readonly ConversionDefinition[]> {
  const stored = await context.store.records.load(context.reading, entity, id)
  if (stored === undefined) return []
  const facts = factBookOf(context)
  const scope = { record: recordContext(facts, stored) }
  return withReadFacts(context, facts, 'all', () =>
    known.filter(({ when, label, name }) => {
      if (when === undefined) return true
      return holds(compileFormula(when, label ?? name, context.registry), scope, facts)
    }),
  )
}
