import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import { readLedgerRows } from '../store/reading/ledger-rows.ts'
import { authorizeRead } from './authorize.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import { balanceCoordinates } from './balance-coordinates.ts'
import { constantOperand } from './filter.ts'
import type { QueryContext } from './query.ts'
import { readingSource } from './reading-source.ts'

type Coordinates = readonly [string, unknown][]
/** Beyond all combinations of coordinates that a record of the most lines can name. */
const MOST_PLACES = 1_000_000

type BalanceField = FieldDefinition & { ledger: string; measure: string }

/** Balance fields (of rows of lines where these are named) that the reader may see: not hidden themselves, nor is their ledger or its measure. */
export function readableBalances(
  context: QueryContext,
  entity: EntityDefinition,
  hidden: ReadonlySet<string>,
  lines?: FieldDefinition,
): BalanceField[] {
  const authority = authorityOf(context.model, context.organisation, context.actor)
  const prefix = lines === undefined ? '' : `${lines.name}.`
  return (lines?.fields ?? entity.fields).filter((field): field is BalanceField => {
    if (field.type !== 'balance' || hidden.has(prefix + field.name) || field.ledger === undefined || field.measure === undefined) {
      return false
    }
    return authority.may('view', field.ledger) && !authority.fields(field.ledger).hidden.has(field.measure)
  })
}

/** Live figures of a record, read from their ledgers; `row` has its values by field and its id as `system.id`. */
export async function balancesOf(
  context: QueryContext,
  fields: readonly BalanceField[],
  row: Readonly<Record<string, unknown>>,
): Promise<Record<string, string>> {
  const balances: Record<string, string> = {}
  for (const field of fields) balances[field.name] = await readFigure(context, field, balanceCoordinates(context, field.where ?? {}, row))
  return balances
}

/**
 * Live figures of each row of a record's lines, in the order of the rows: one read a field for all of them. A row has its values
 * by field and its own id as `id`, as formulas of lines name it.
 */
export async function balancesOfRows(
  context: QueryContext,
  fields: readonly BalanceField[],
  rows: readonly Readonly<Record<string, unknown>>[],
  record: Readonly<Record<string, unknown>>,
): Promise<Record<string, string>[]> {
  const balances = rows.map((): Record<string, string> => ({}))
  for (const field of fields) {
    const places = rows.map((row) => balanceCoordinates(context, field.where ?? {}, row, record))
    const figures = await readFigures(context, field, places)
    for (const [index, place] of places.entries()) balances[index]![field.name] = figures.get(placeKey(place)) ?? '0'
  }
  return balances
}

const placeKey = (place: Coordinates): string => JSON.stringify(place.map(([, value]) => (value === null ? null : String(value))))

/** Figures by place: those that differ in some coordinates only are read together, grouped by these. */
async function readFigures(context: QueryContext, field: BalanceField, places: readonly Coordinates[]): Promise<Map<string, string>> {
  const distinct = [...new Map(places.map((place) => [placeKey(place), place])).values()]
  const figures = new Map<string, string>()
  const whole = distinct.filter((place) => place.every(([, value]) => value !== null && value !== undefined))
  for (const place of distinct) if (!whole.includes(place)) figures.set(placeKey(place), await readFigure(context, field, place))
  if (whole.length === 0) return figures
  const first = whole[0]!
  const values = first.map((_, index) => new Map(whole.map((place) => [String(place[index]![1]), constantOperand(place[index]![1])])))
  const read = {
    name: field.name,
    of: 'balances' as const,
    group: first.flatMap(([name], index) => (values[index]!.size > 1 ? [{ name, path: [name] }] : [])),
    measures: [{ name: 'figure', path: [field.measure], aggregate: 'sum' as const }],
    where: first.map(([name], index) => ({ in: { path: [name] }, list: [...values[index]!.values()] })),
  }
  for (const row of await readLedgerRows(readingSource(context), authorizeRead(context, field.ledger), read, MOST_PLACES)) {
    const key = placeKey(first.map(([name, value], index) => [name, values[index]!.size > 1 ? row[name] : value]))
    if (row.figure != null) figures.set(key, String(row.figure))
  }
  return figures
}

async function readFigure(context: QueryContext, field: BalanceField, where: Coordinates): Promise<string> {
  const read = {
    name: field.name,
    of: 'balances' as const,
    group: [],
    measures: [{ name: 'figure', path: [field.measure], aggregate: 'sum' as const }],
    where: where.map(([name, value]) => ({ compare: '=' as const, left: { path: [name] }, right: constantOperand(value) })),
  }
  const [found] = await readLedgerRows(readingSource(context), authorizeRead(context, field.ledger), read, 1)
  return found?.figure == null ? '0' : String(found.figure)
}
