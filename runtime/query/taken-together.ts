import type { Model } from '@formwork/platform/definition/model.ts'
import type { ConversionDefinition } from '@formwork/platform/definition/types.ts'
import type { Reading } from '../store/database.ts'
import { listTaken, type Taken } from '../store/links/fulfilment.ts'
import type { Store } from '../store/store.ts'

/**
 * What living targets take of the lines of a source record, a row a target line: those of the conversion itself, and of
 * every other one that uses up the same open quantity (`together`), such as goods that are picked first or sent at once.
 * Nothing where the conversion uses nothing up.
 */
export async function listTakenTogether(
  reading: Reading,
  { store, model }: { readonly store: Store; readonly model: Model },
  definition: ConversionDefinition,
  source: number,
): Promise<Taken[]> {
  const taken: Taken[] = []
  for (const { name, to, lines } of takersWith(model, definition)) {
    if (lines === undefined || lines.consume === false) continue
    const target = { entity: to, lines: lines.to, field: lines.targetQuantity ?? lines.quantity }
    taken.push(...(await listTaken(reading, store, name, source, target)))
  }
  return taken
}

/** The conversion itself first. */
function takersWith(model: Model, definition: ConversionDefinition): ConversionDefinition[] {
  const { from, lines } = definition
  if (lines?.together === undefined || lines.consume === false) return [definition]
  const others = [...model.conversions.values()].filter(
    (other) =>
      other.name !== definition.name &&
      other.from === from &&
      other.lines?.from === lines.from &&
      other.lines.together === lines.together &&
      model.entities.has(other.to),
  )
  return [definition, ...others]
}
