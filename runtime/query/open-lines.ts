import type { ConversionDefinition } from '@formwork/platform/definition/types.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import { isCounted } from '../store/links/fulfilment.ts'
import type { QueryContext } from './query.ts'
import { listTakenTogether } from './taken-together.ts'

type Lines = NonNullable<ConversionDefinition['lines']>

/** What is left of each line, by line id; lines with nothing left are not in it. What the draft `into` has already is left out too. */
export async function openLines(
  context: QueryContext,
  definition: ConversionDefinition,
  lines: Lines,
  record: StoredRecord,
  into?: number,
): Promise<Map<number, Decimal>> {
  const taken = await listTakenTogether(context.reading, context, definition, record.header.id)
  const open = new Map<number, Decimal>()
  for (const line of record.lines[lines.from] ?? []) {
    const total = (line.values[lines.quantity] as Decimal | null) ?? Decimal.zero
    const rest = taken
      .filter((each) => each.sourceLine === line.id && (isCounted(each.status) || each.targetRecord === into))
      .reduce((left, each) => left.subtract(each.quantity), total)
    if (rest.sign() > 0) open.set(line.id, rest)
  }
  return open
}
