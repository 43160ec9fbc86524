import type { LedgerShape } from '../../engine/ledger/shape.ts'
import type { CostState } from '@formwork/platform/plugin/contracts/costing.ts'
import { localize, type LocalizedText } from '@formwork/platform/error/index.ts'
import { DateTime, type CalendarDate } from '@formwork/platform/value/index.ts'
import type { Plan } from '../../store/database.ts'
import { codecFor } from '../../store/records/codec.ts'
import { countPendings } from '../../store/ledger/pendings.ts'
import type { StoredPool } from '../../store/ledger/pool-plans.ts'
import type { Unit } from '../unit.ts'

/** Something that should be settled before a period is closed. */
export interface CloseFinding {
  readonly check: 'unposted' | 'negative' | 'out-of-balance' | 'pending'
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
    if (column.kind !== 'date' && column.kind !== 'date-time') continue
    const last = column.kind === 'date' ? end : DateTime.parse(`${end.toString()}T23:59:59`)
    const plan: Plan = {
      sql: `select count(*) as n from "${table.table}" where status in ('draft', 'submitted') and deleted_at is null and "${column.column}" <= ?`,
    }
    const count = Number((await unit.transaction.get(plan, [codecFor(column, unit.store.timeZone).encode(last)]))?.n ?? 0)
    if (count > 0) findings.push({ check: 'unposted', entity: posting.entity, count })
  }
  return findings
}

/** Pools that are short: what left costs an estimate until more comes in. */
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

/** What is still reserved or on its way: to look at, never in the way of a close. */
export async function findPending(unit: Unit, end: number): Promise<CloseFinding[]> {
  const findings: CloseFinding[] = []
  for (const ledger of unit.store.ledgers.shapes.keys()) {
    const count = await countPendings(unit.transaction, unit.store.ledgers, ledger, end)
    if (count > 0) findings.push({ check: 'pending', ledger, count })
  }
  return findings
}

const words = {
  unposted: { zh: '未记账的单据', en: 'records that are not posted' },
  negative: { zh: '数量为负', en: 'quantities below 0' },
  'out-of-balance': { zh: '两边不平', en: 'sides that do not balance' },
  pending: { zh: '未了结的预留或在途', en: 'what is still pending' },
} as const satisfies Record<CloseFinding['check'], LocalizedText>

/** A finding as people read it: `records that are not posted: Receipt (3)`. */
export function describeFinding({ model }: Unit, { check, entity, ledger, count }: CloseFinding): LocalizedText {
  const named = entity === undefined ? model.ledgers.get(ledger ?? '') : model.entities.get(entity)
  const label = named?.label ?? entity ?? ledger ?? ''
  return {
    zh: `${words[check].zh}：${localize(label, 'zh')}（${count}）`,
    en: `${words[check].en}: ${localize(label, 'en')} (${count})`,
  }
}
