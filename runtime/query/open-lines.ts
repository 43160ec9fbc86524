import type { ConversionDefinition } from '@formwork/platform/definition/types.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import { isCounted, listTaken } from '../store/links/fulfilment.ts'
import type { QueryContext } from './query.ts'

type Lines = NonNullable<ConversionDefinition['lines']>

/** What is left of each line, by line id; lines with nothing left are not in it. */
export async function openLines(
  context: QueryContext,
  definition: Pick<ConversionDefinition, 'name' | 'to'>,
  lines: Lines,
  record: StoredRecord,
): Promise<Map<number, Decimal>> {
  const target = { entity: definition.to, lines: lines.to, field: lines.targetQuantity ?? lines.quantity }
  const taken = lines.consume === false ? [] : await listTaken(context.reading, context.store, definition.name, record.header.id, target)
  const open = new Map<number, Decimal>()
  for (const line of record.lines[lines.from] ?? []) {
    const total = (line.values[lines.quantity] as Decimal | null) ?? Decimal.zero
    const rest = taken
      .filter((each) => each.sourceLine === line.id && isCounted(each.status))
      .reduce((left, each) => left.subtract(each.quantity), total)
    if (rest.sign() > 0) open.set(line.id, rest)
  }
  return open
}
