import type { ConversionDefinition } from '@formwork/platform/definition/types.ts'
import type { LedgerCheck } from '../ledger/verify-costs.ts'
import type { Reading, Row } from '../database.ts'
import type { Store } from '../store.ts'
import type { EntityTable } from '../tables/entity-table.ts'

/**
 * Links of lines: both ends are there, and no source line was taken further than it goes. A tolerance or a whole that is a formula may
 * have been another one when the target was posted, so that amounts are compared where it is a number or none. Reads only.
 */
export async function verifyLineLinks(reading: Reading, store: Store): Promise<LedgerCheck> {
  const broken: Row[] = []
  for (const conversion of store.model.conversions.values()) {
    for (const sql of checksOf(store, conversion)) broken.push(...(await reading.all({ sql }, [conversion.name])))
  }
  const [first] = broken
  return { check: 'links', ledger: null, broken: broken.length, first: first === undefined ? undefined : JSON.stringify(first) }
}

function checksOf(store: Store, conversion: ConversionDefinition): string[] {
  const [source, target] = [store.tables.get(conversion.from), store.tables.get(conversion.to)]
  if (source === undefined || target === undefined) return []
  const { lines } = conversion
  const checks = [withoutRecord(source, target)]
  if (lines === undefined) return checks
  checks.push(withoutLine(source, target, lines))
  // What there is of a line may be another figure today than it was then.
  if (lines.whole !== undefined) return checks
  const tolerance = lines.tolerance === undefined ? '=0' : lines.tolerance
  const number = /^=\s*(\d+)(?:\.(\d+))?\s*$/.exec(tolerance)
  if (lines.consume !== false && number !== null) checks.push(takenTooFar(source, target, lines, number))
  return checks
}

type Lines = NonNullable<ConversionDefinition['lines']>

const shown = 'k.conversion, k.source_record, k.source_line, k.target_record, k.target_line'
const living = "t.deleted_at is null and t.status <> 'voided'"

/** A record that says it was made from one that is not there, or the other way round. */
function withoutRecord(source: EntityTable, target: EntityTable): string {
  return `select ${shown} from link k left join "${source.table}" s on s.id = k.source_record left join "${target.table}" t on t.id = k.target_record where k.conversion = ? and (s.id is null or t.id is null)`
}

/** A row of a living target that was made from a row that is not there, or is another record's. */
function withoutLine(source: EntityTable, target: EntityTable, { from, to }: Lines): string {
  const [rows, made] = [source.linesByField.get(from)!.table, target.linesByField.get(to)!.table]
  return `select ${shown} from link k join "${target.table}" t on t.id = k.target_record join "${made}" m on m.record = k.target_record and m.id = k.target_line left join "${rows}" r on r.record = k.source_record and r.id = k.source_line where k.conversion = ? and k.source_line <> 0 and ${living} and r.id is null`
}

/** A row of which targets that count took more than it has, and its tolerance (digits before and after the point). */
function takenTooFar(source: EntityTable, target: EntityTable, lines: Lines, [, whole = '', fraction = '']: readonly string[]): string {
  const [rows, made] = [source.linesByField.get(lines.from)!, target.linesByField.get(lines.to)!]
  const [total, taken] = [rows.columnByField.get(lines.quantity)!, made.columnByField.get(lines.targetQuantity ?? lines.quantity)!]
  const [sum, has] = [`sum(m."${taken.column}")`, `r."${total.column}"`]
  // In whole numbers: both at the same scale, times the denominator of the tolerance.
  const denominator = 10 ** fraction.length
  const most = `coalesce(${has}, 0) * ${10 ** taken.scale}.0 * ${denominator + Number(whole + fraction)}`
  return `select k.conversion, k.source_record, k.source_line, ${sum} as taken, ${has} as total from link k join "${target.table}" t on t.id = k.target_record join "${made.table}" m on m.record = k.target_record and m.id = k.target_line join "${rows.table}" r on r.record = k.source_record and r.id = k.source_line where k.conversion = ? and t.deleted_at is null and t.status in ('submitted', 'posted', 'closed') group by k.conversion, k.source_record, k.source_line, ${has} having ${sum} * ${10 ** total.scale}.0 * ${denominator} > ${most}`
}
