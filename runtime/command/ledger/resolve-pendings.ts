import { fail } from '@formwork/platform/error/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { proportion } from '@formwork/platform/value/proportion.ts'
import { allocateInOrder } from '../../engine/ledger/allocate.ts'
import { basis } from '../../engine/ledger/basis.ts'
import { coordinateOf } from '../../engine/ledger/evaluate-posting.ts'
import type { Movement, PostingContext } from '../../engine/ledger/posting.ts'
import { isInside, type Coordinates, type LedgerShape } from '../../engine/ledger/shape.ts'
import type { MaybePromise } from '../../store/database.ts'
import { lockPendings, type StoredPending } from '../../store/ledger/pendings.ts'
import { findPairedEntry } from '../../store/ledger/pool-rows.ts'
import type { Unit } from '../unit.ts'
import { pathOf } from './name-row.ts'

/** A pending movement with what earlier movements of the same journal left of it. */
interface Open {
  readonly pending: StoredPending
  readonly from: Coordinates | null
  readonly to: Coordinates
  /** By measure, the whole. */
  readonly amounts: readonly number[]
  done: number
}

/**
 * Replaces every fulfilment and release by movements out of what is pending, oldest first: on to `to`, or back to where it
 * came from. Errors: `over-fulfilled`, `unknown-source-entry`.
 */
export function resolvePendings(unit: Unit, movements: readonly Movement[], context: PostingContext): MaybePromise<Movement[]> {
  return movements.some(isFulfilment) ? resolveAll(unit, movements, context) : (movements as Movement[])
}

async function resolveAll(unit: Unit, movements: readonly Movement[], context: PostingContext): Promise<Movement[]> {
  const known = new Map<number, Open>()
  const resolved: Movement[] = []
  for (const movement of movements) {
    if (isFulfilment(movement)) resolved.push(...(await resolveOne(unit, movement, context, known)))
    else resolved.push(movement)
  }
  return resolved
}

function isFulfilment({ plan }: Movement): boolean {
  return plan.verb === 'fulfil' || plan.verb === 'release'
}

async function resolveOne(unit: Unit, movement: Movement, context: PostingContext, known: Map<number, Open>): Promise<Movement[]> {
  const { plan } = movement
  const held = movement.of === null ? [] : await openOf(unit, movement, movement.of, known)
  const open = plan.heldAt === null ? held : held.filter((each) => isHeldAt(movement, context, each.to))
  const isAll = plan.definition.release === 'all'
  if (open.length === 0) {
    if (isAll || plan.verb === 'release' || plan.definition.beyond === 'ignore') return []
    throw fail('unknown-source-entry', { line: String((movement.line?.index ?? 0) + 1) }, pathOf(movement.line))
  }
  const lead = leadOf(open[0]!.amounts)
  const left = open.reduce((sum, each) => sum + each.pending.amount - each.done, 0)
  const wanted = isAll ? left : movement.amounts[lead]!
  const { parts, rest } = allocateInOrder(
    wanted,
    open.map((each) => ({ from: each, open: each.pending.amount - each.done })),
  )
  if (rest > 0 && plan.definition.beyond !== 'ignore') throw overFulfilled(movement, lead, wanted, left)
  return parts.map(({ from, amount }) => partOf(movement, context, from, amount))
}

/** Whether it is held where `where` says; coordinates that are not named may be any. */
function isHeldAt({ plan, line }: Movement, context: PostingContext, held: Coordinates): boolean {
  return held.every((coordinate, index) => {
    const formula = plan.heldAt![index]
    return formula === null || formula === undefined || coordinateOf(plan.ledger.dimensions[index]!, formula(context, line)) === coordinate
  })
}

function leadOf(amounts: readonly number[]): number {
  return amounts.findIndex((amount) => amount !== 0)
}

function overFulfilled({ plan, line }: Movement, lead: number, wanted: number, left: number): Error {
  const { scale } = plan.ledger.measures[lead]!
  const shown = (units: number): string => Decimal.fromUnits(units, scale).toString()
  return fail('over-fulfilled', { quantity: shown(wanted), open: shown(left) }, pathOf(line))
}

/** What the row, the record or the movement named holds pending of the measures asked for. */
async function openOf(unit: Unit, { plan, amounts }: Movement, of: number, known: Map<number, Open>): Promise<Open[]> {
  const { pendings } = await lockPendings(unit.store.ledgers, unit.transaction, plan.ledger.name, of)
  const open: Open[] = []
  for (const pending of pendings) {
    if (plan.definition.entry !== undefined && plan.definition.entry !== pending.name) continue
    let found = known.get(pending.movement)
    if (found === undefined) known.set(pending.movement, (found = await readOpen(unit, plan.ledger, pending)))
    const lead = leadOf(found.amounts)
    if (amounts.every((amount) => amount === 0) || amounts[lead] !== 0) open.push(found)
  }
  return open
}

async function readOpen(unit: Unit, ledger: LedgerShape, pending: StoredPending): Promise<Open> {
  const row = (await findPairedEntry(unit.store.ledgers, unit.transaction, ledger.name, pending.movement))!
  const isMove = row.other !== null
  return {
    pending,
    from: isMove ? row.coordinates : null,
    to: isMove ? row.other.coordinates : row.coordinates,
    amounts: isMove ? row.amounts.map((amount) => 0 - amount) : row.amounts,
    done: pending.done,
  }
}

/** So much of it leaves where it is held; other measures follow in proportion, all of them with the last part. */
function partOf(movement: Movement, context: PostingContext, open: Open, amount: number): Movement {
  const { plan, line } = movement
  const { ledger } = plan
  const whole = open.pending.amount
  const amounts = open.amounts.map((total, index) =>
    index === ledger.costing?.value ? 0 : proportion(total, open.done + amount, whole) - proportion(total, open.done, whole),
  )
  open.done += amount
  const to =
    plan.to === null
      ? open.from
      : open.to.map((coordinate, index) => {
          const formula = plan.to![index]
          return formula === null || formula === undefined ? coordinate : coordinateOf(ledger.dimensions[index]!, formula(context, line))
        })
  const isCosted = ledger.costing !== undefined && amounts[ledger.costing.quantity] !== 0 && isInside(ledger, open.to)
  const part = { of: open.pending.movement, amount }
  return { ...movement, from: open.to, to, amounts, basis: isCosted ? basis.carried : basis.given, of: open.pending.movement, part }
}
