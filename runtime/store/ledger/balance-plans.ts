import type { BalanceChange } from '../../engine/ledger/entry.ts'
import type { Bound, Plan, Row } from '../database.ts'
import type { LedgerTable } from './ledger-table.ts'

/** A balance as it lies in the database. */
export interface StoredBalance {
  readonly coordinates: readonly (number | string)[]
  readonly amounts: readonly number[]
  readonly lastAt: number
  readonly openedAt: number
  readonly attributes: readonly Bound[]
}

/**
 * Adds to a balance, or begins it; an open item keeps what it carries from what opened it, until it is closed and opened anew.
 * A sum that numbers cannot hold becomes null, which the column refuses.
 */
export function upsertBalancePlan(table: LedgerTable): Plan {
  const { balances, dimensions, measures } = table
  const opened = table.shape.openItem >= 0 ? ['opened_at', ...table.attributes] : []
  const columns = [...dimensions, ...measures, 'last_at', ...opened]
  const added = measures.map((name) => {
    const sum = `${balances}.${name} + excluded.${name}`
    return `${name} = case when abs(${sum}) <= ${Number.MAX_SAFE_INTEGER} then ${sum} end`
  })
  const latest = `last_at = case when excluded.last_at > ${balances}.last_at then excluded.last_at else ${balances}.last_at end`
  const set = [...added, latest, ...reopened(table)].join(', ')
  return {
    sql: `insert into ${balances} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')}) on conflict (${dimensions.join(', ')}) do update set ${set}`,
  }
}

/** Only what opens an item says what it carries: a settlement that is taken back leaves everything as it was. */
function reopened({ shape, balances, measures, attributes }: LedgerTable): string[] {
  if (shape.openItem < 0 || attributes.length === 0) return []
  const isClosed = measures.map((name) => `${balances}.${name} = 0`).join(' and ')
  const says = attributes.map((name) => `excluded.${name} is not null`).join(' or ')
  return ['opened_at', ...attributes].map(
    (name) => `${name} = case when ${isClosed} and (${says}) then excluded.${name} else ${balances}.${name} end`,
  )
}

export function balanceParameters(table: LedgerTable, change: BalanceChange): Bound[] {
  const parameters: Bound[] = []
  for (const coordinate of change.coordinates) parameters.push(coordinate)
  for (const amount of change.amounts) parameters.push(amount)
  parameters.push(change.at)
  if (table.shape.openItem >= 0) parameters.push(change.at, ...change.attributes)
  return parameters
}

/** Sum over the balances with these coordinates, the dimensions at `over` only; locked until the commit where that is needed. */
export function sumBalancesPlan(table: LedgerTable, over: readonly number[], inside: string): Plan {
  const sums = table.measures.map((name) => `coalesce(sum(${name}), 0) as ${name}`)
  const where = [...over.map((position) => `${table.dimensions[position]} = ?`), ...(inside === '' ? [] : [inside])]
  return {
    sql: `select ${sums.join(', ')}, coalesce(max(last_at), -9007199254740991) as last_at from ${table.balances}${where.length === 0 ? '' : ` where ${where.join(' and ')}`}`,
  }
}

/** Restricts to what is held: no virtual coordinate but the inside ones. */
export function insideCondition(table: LedgerTable, over: readonly number[]): string {
  return table.shape.dimensions
    .flatMap((dimension, position) => {
      if (dimension.virtualByName.size === 0 || over.includes(position)) return []
      const column = table.dimensions[position]!
      return [dimension.inside.size === 0 ? `${column} >= 0` : `(${column} >= 0 or ${column} in (${[...dimension.inside].join(', ')}))`]
    })
    .join(' and ')
}

export function readBalance(table: LedgerTable, row: Row): StoredBalance {
  return {
    coordinates: table.dimensions.map((name) => row[name] as number | string),
    amounts: table.measures.map((name) => row[name] as number),
    lastAt: row.last_at as number,
    openedAt: (row.opened_at ?? row.last_at) as number,
    attributes: table.shape.openItem >= 0 ? table.attributes.map((name) => row[name]!) : [],
  }
}
