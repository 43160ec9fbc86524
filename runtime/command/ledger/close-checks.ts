import type { LedgerShape } from '../../engine/ledger/shape.ts'
import type { CostState } from '@formwork/platform/plugin/contracts/costing.ts'
import type { CalendarDate } from '@formwork/platform/value/index.ts'
import type { Plan } from '../../store/database.ts'
import type { StoredPool } from '../../store/ledger/pool-plans.ts'
import type { Unit } from '../unit.ts'

/** Something that should be settled before a period is closed. */
export interface CloseFinding {
  readonly check: 'unposted' | 'negative' | 'out-of-balance'
  readonly entity?: string
  readonly ledger?: string
  readonly count: number
}

/** Records that would still post into the period: submitted or draft, dated in it. */
export async function findUnposted(unit: Unit, end: CalendarDate): Promise<CloseFinding[]> {
  const findings: CloseFinding[] = []
  const seen = new Set<string>()
  for (const posting of unit.model.postings.values()) {
    const field = /^=\s*record\.([\p{L}_][\p{L}\p{N}_]*)\s*$/u.exec(posting.at)?.[1]
    const table = unit.store.tables.get(posting.entity)
    const column = field === undefined ? undefined : table?.columnByField.get(field)
    if (table === undefined || column === undefined || seen.has(posting.entity)) continue
    seen.add(posting.entity)
    const last = column.kind === 'date' ? end.toString() : undefined
    if (last === undefined) continue
    const plan: Plan = {
      sql: `select count(*) as n from "${table.table}" where status in ('draft', 'submitted') and deleted_at is null and "${column.column}" <= ?`,
    }
    const count = Number((await unit.transaction.get(plan, [last]))?.n ?? 0)
    if (count > 0) findings.push({ check: 'unposted', entity: posting.entity, count })
  }
  return findings
}

export function findNegative(ledger: LedgerShape, pools: readonly StoredPool[], states: ReadonlyMap<number, CostState>): CloseFinding[] {
  const count = pools.filter((pool) => (states.get(pool.id)?.quantity ?? 0) < 0).length
  return count === 0 ? [] : [{ check: 'negative', ledger: ledger.name, count }]
}

/** Ledgers of two-sided moves sum to nothing. */
export async function findOutOfBalance(unit: Unit): Promise<CloseFinding[]> {
  const findings: CloseFinding[] = []
  for (const shape of unit.store.ledgers.shapes.values()) {
    if (shape.definition.zeroSum !== true) continue
    const { table } = unit.store.ledgers.plansOf(shape.name)
    const row = await unit.transaction.get(
      {
        sql: `select ${table.measures.map((name) => `cast(coalesce(sum(${name}), 0) as text) as ${name}`).join(', ')} from ${table.balances}`,
      },
      [],
    )
    const count = table.measures.filter((name) => row?.[name] !== '0').length
    if (count > 0) findings.push({ check: 'out-of-balance', ledger: shape.name, count })
  }
  return findings
}
