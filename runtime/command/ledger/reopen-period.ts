import { fail } from '@formwork/platform/error/index.ts'
import type { LedgerRows } from '../../engine/ledger/entry.ts'
import type { LedgerShape } from '../../engine/ledger/shape.ts'
import { removeCheckpointsFrom } from '../../store/ledger/checkpoints.ts'
import { listJournalsAfter } from '../../store/ledger/journals-after.ts'
import { listPeriods, writePeriod } from '../../store/ledger/periods.ts'
import { listPools } from '../../store/ledger/pool-list.ts'
import type { Unit } from '../unit.ts'
import { methodAt } from './close-deferred.ts'
import { costMovements } from './cost-movements.ts'
import type { Position } from './cost-request.ts'
import { NEVER } from './place-movements.ts'
import { POOL_SWITCH } from './switch-pools.ts'
import { appendValueMoves, writeEntries, writePools } from './write-journal.ts'

/** Opens the last closed period again; costs that its close had found become provisional again by appended entries. Errors: `period-not-last`, `unknown-period`, `pool-switch-refused`. */
export async function reopenPeriod(unit: Unit, name: string, reason: string | null): Promise<void> {
  const { ledgers } = unit.store
  const periods = (await listPeriods(unit.transaction)).filter((period) => period.status === 'closed')
  const last = periods.at(-1)
  if (last === undefined || !periods.some((period) => period.name === name)) throw fail('unknown-period', { period: name })
  if (last.name !== name) throw fail('period-not-last', { period: last.name })
  await refusePoolSwitch(unit, last.endAt)
  await writePeriod(unit.transaction, { ...last, status: 'open', hash: null })
  const journal = await unit.transaction.laterIds(1)
  let newest = journal
  for (const ledger of ledgers.shapes.values()) {
    if (ledger.costing !== undefined) {
      newest = Math.max(newest, await reopenLedger(unit, ledger, journal, last.endAt, periods.at(-2)?.endAt ?? NEVER))
    }
  }
  await ledgers.insertJournal(unit.transaction, {
    id: journal,
    record: 0,
    generation: journal,
    posting: name,
    kind: 'reopen',
    entity: null,
    at: last.endAt,
    last: newest,
    createdAt: unit.now,
    person: unit.actor.person,
    reason,
    detail: null,
  })
}

/** What was costed together then is not what is costed together now. Errors: `pool-switch-refused`. */
async function refusePoolSwitch(unit: Unit, endAt: number): Promise<void> {
  const [ledger] = await listJournalsAfter(unit.transaction, POOL_SWITCH, endAt)
  if (ledger === undefined) return
  const reason = { zh: '期末之后已变更，不能反结账', en: 'it changed after the period, which cannot be opened again' }
  throw fail('pool-switch-refused', { ledger, reason })
}

async function reopenLedger(unit: Unit, ledger: LedgerShape, journal: number, end: number, before: number): Promise<number> {
  const pools = await listPools(unit.transaction, ledger.name)
  const deferred = pools.filter((pool) => methodAt(unit, pool, end).periodEnd !== undefined)
  for (const pool of deferred) await removeCheckpointsFrom(unit.transaction, pool.id, before + 1, 0)
  if (deferred.length === 0) return journal
  const starts = new Map<number, Position>(deferred.map((pool) => [pool.id, { at: before + 1, seq: 0 }]))
  const own = new Map(deferred.map((pool) => [pool.id, pool]))
  const costed = await costMovements(unit, {
    ledger,
    journal,
    fresh: [],
    pools: own,
    starts,
    dead: new Set(),
    pending: [],
    countChanges: new Map(),
    transformations: new Map(),
    closedTo: before,
  })
  const entries: LedgerRows[] = []
  const last = await appendValueMoves(
    unit,
    entries,
    costed.moves.map((move) => ({ ledger, move })),
    journal,
  )
  await writeEntries(unit, journal, entries)
  await writePools(unit, own)
  return last
}
