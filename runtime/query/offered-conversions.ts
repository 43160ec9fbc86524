import type { ConversionDefinition } from '@formwork/platform/definition/types.ts'
import type { LocalizedText } from '@formwork/platform/error/index.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import { compileFormula, holds } from '../engine/record/formula.ts'
import { recordContext } from '../engine/record/record-context.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import { openLines } from './open-lines.ts'
import type { QueryContext } from './query.ts'
import { withMatchedFacts } from './matched-facts.ts'
import { factBookOf } from './read-facts.ts'

interface OfferedConversion {
  readonly name: string
  readonly label: LocalizedText | undefined
  readonly to: string
  readonly aside?: true
}

/** What a posted record may be made into now, by who asks: the usual next steps first, then what stands aside or is done. */
export async function conversionsOf(context: QueryContext, entity: string, id: number): Promise<OfferedConversion[]> {
  const authority = authorityOf(context.model, context.organisation, context.actor)
  const known = [...context.model.conversions.values()].filter(({ from, to }) => from === entity && authority.may('create', to))
  const stored = known.length === 0 ? undefined : await context.store.records.load(context.reading, entity, id)
  if (stored === undefined) return []
  const offered: OfferedConversion[] = []
  for (const conversion of await holdingNow(context, stored, known)) {
    const { name, label, to, aside } = conversion
    const isAside = aside === true || (await isDone(context, conversion, stored))
    offered.push({ name, label, to, ...(isAside ? { aside: true } : {}) })
  }
  return offered.toSorted((left, right) => Number(left.aside ?? false) - Number(right.aside ?? false))
}

/** All lines are taken: more may still be possible within a tolerance, but it is no longer the usual next step. */
async function isDone(context: QueryContext, conversion: ConversionDefinition, stored: StoredRecord): Promise<boolean> {
  const { lines } = conversion
  return lines !== undefined && lines.consume !== false && (await openLines(context, conversion, lines, stored)).size === 0
}

/** Those whose condition holds, judged as the conversion itself does. */
async function holdingNow(
  context: QueryContext,
  stored: StoredRecord,
  known: readonly ConversionDefinition[],
): Promise<readonly ConversionDefinition[]> {
  if (known.every(({ when }) => when === undefined)) return known
  const facts = factBookOf(context)
  const scope = { record: recordContext(facts, stored) }
  return withMatchedFacts(context, facts, () =>
    known.filter(({ when, label, name }) => {
      if (when === undefined) return true
      return holds(compileFormula(when, label ?? name, context.registry), scope, facts)
    }),
  )
}
