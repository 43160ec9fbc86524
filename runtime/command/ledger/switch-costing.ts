import { fail } from '@formwork/platform/error/index.ts'
import type { CalendarDate } from '@formwork/platform/value/index.ts'
import { dateOfMinute, firstMinuteOf } from '../../engine/ledger/business-minute.ts'
import type { LedgerRows } from '../../engine/ledger/entry.ts'
import { updateOrigin, listPools } from '../../store/ledger/pool-list.ts'
import type { StoredPool } from '../../store/ledger/pool-plans.ts'
import type { Unit } from '../unit.ts'
import { methodAt } from './close-deferred.ts'
import { costMovements } from './cost-movements.ts'
import type { Position } from './cost-request.ts'
import { methodName, NEVER } from './place-movements.ts'
import { appendValueMoves, writeEntries, writePools } from './write-journal.ts'

export interface SwitchRequest {
  readonly ledger: string
  /** First day with the new method: the first open day, or the first of a later month. */
  readonly from: CalendarDate
  readonly method: string
  /** Keys of pools without the ledger's name; absent: all of them. */
  readonly pools?: readonly string[]
}

/**
 * From that day on the pools are costed by another method; what they hold keeps its quantity and value as one layer.
 * The switch is a journal of its own. Errors: `costing-refused` when the day is not a period's start, `period-closed`.
 */
export async function switchCosting(unit: Unit, request: SwitchRequest): Promise<number> {
  const { ledgers } = unit.store
  const shape = ledgers.plansOf(request.ledger).table.shape
  if (shape.costing === undefined) throw fail('costing-refused', { reason: { zh: '该台账没有成本核算', en: 'this ledger has no costing' } })
  const period = await ledgers.lastClosedPeriod(unit.transaction)
  const closedTo = period?.endAt ?? NEVER
  const at = firstMinuteOf(request.from)
  if (at <= closedTo) throw fail('period-closed', { date: request.from.toString(), period: period!.name })
  const isFirstOpenDay = period !== undefined && dateOfMinute(closedTo + 1).equals(request.from)
  if (request.from.day !== 1 && !isFirstOpenDay) {
    throw fail('costing-refused', { reason: { zh: '成本方法只能在期间开始日变更', en: 'a method changes at the start of a period only' } })
  }
  const method = methodName(unit, request.method, shape.definition.costing?.management === true)
  const chosen = (await listPools(unit.transaction, shape.name)).filter(
    (pool) => request.pools === undefined || request.pools.includes(pool.key.slice(shape.name.length + 1)),
  )
  const journal = await unit.transaction.laterIds(1)
  const switched = new Map<number, StoredPool>()
  const starts = new Map<number, Position>()
  for (const pool of chosen) {
    if (methodAt(unit, pool, at).name === method) continue
    const methods = [...pool.origin.methods.filter((span) => span.at < at), { at, seq: 0, method }]
    const next: StoredPool = { ...pool, origin: { ...pool.origin, methods } }
    await updateOrigin(unit.transaction, next)
    switched.set(pool.id, next)
    if (pool.lastAt >= at) starts.set(pool.id, { at, seq: 0 })
  }
  const costed =
    starts.size === 0
      ? []
      : (
          await costMovements(unit, {
            ledger: shape,
            journal,
            fresh: [],
            pools: switched,
            starts,
            dead: new Set(),
            pending: [],
            countChanges: new Map(),
            transformations: new Map(),
            closedTo,
          })
        ).moves
  const entries: LedgerRows[] = []
  const last = await appendValueMoves(
    unit,
    entries,
    costed.map((move) => ({ ledger: shape, move })),
    journal,
  )
  await ledgers.insertJournal(unit.transaction, {
    id: journal,
    record: 0,
    generation: journal,
    posting: method,
    kind: 'switch',
    entity: null,
    at,
    last,
    createdAt: unit.now,
    person: unit.actor.person,
    reason: null,
    detail: JSON.stringify({ ledger: shape.name, pools: chosen.map(({ key }) => key) }),
  })
  await writeEntries(unit, journal, entries)
  await writePools(unit, switched)
  return switched.size
}
