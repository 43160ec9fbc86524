import { fail } from '@formwork/platform/error/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { allocateInOrder, type Available } from '../../engine/ledger/allocate.ts'
import { coordinateOf } from '../../engine/ledger/evaluate-posting.ts'
import type { Movement, PostingContext } from '../../engine/ledger/posting.ts'
import { keyOf, type Coordinates, type LedgerShape } from '../../engine/ledger/shape.ts'
import { decimalUnits } from '../../engine/ledger/units.ts'
import { listOpenItems } from '../../store/ledger/open-items.ts'
import type { StoredBalance } from '../../store/ledger/balance-plans.ts'
import type { Unit } from '../unit.ts'

type Open = Available<Coordinates> & { readonly balance: StoredBalance }

/** What earlier movements of the same journal took from an open item. */
type Taken = Map<string, number>

/**
 * Replaces every movement that allocates by one for each open item it takes from; what is left stays open under the
 * record itself, or is refused. Errors: `over-allocated`.
 */
export async function allocateOpenItems(unit: Unit, movements: readonly Movement[], context: PostingContext): Promise<Movement[]> {
  if (!movements.some(({ plan }) => plan.definition.allocate !== undefined)) return movements as Movement[]
  const taken: Taken = new Map()
  const allocated: Movement[] = []
  for (const movement of movements) {
    if (movement.plan.definition.allocate === undefined) allocated.push(movement)
    else allocated.push(...(await allocateOne(unit, movement, context, taken)))
  }
  return allocated
}

async function allocateOne(unit: Unit, movement: Movement, context: PostingContext, taken: Taken): Promise<Movement[]> {
  const { plan } = movement
  const { ledger } = plan
  const allocate = plan.definition.allocate!
  const side = movement.from ?? movement.to!
  const measure = movement.amounts.findIndex((amount) => amount !== 0)
  const over = ledger.dimensions.findIndex(({ name }) => name === allocate.over)
  const open = (await listOpenItems(unit.store.ledgers, unit.transaction, ledger, side, over, measure)).map((balance) => openOf(ledger, balance, measure, taken))
  const wanted = Math.abs(movement.amounts[measure]!)
  const { parts, rest } =
    allocate.order === 'manual' || allocate.order === 'specific' ? chosenParts(movement, context, open, over, measure, wanted) : allocateInOrder(wanted, sortOpen(open, ledger, allocate.order, allocate.by))
  for (const { from, amount } of parts) taken.set(keyOf(from), (taken.get(keyOf(from)) ?? 0) + amount)
  const split = parts.map(({ from, amount }) => withPart(movement, from, measure, amount))
  if (rest === 0) return split
  if (allocate.rest !== 'open') throw refuseRest(ledger, measure, wanted, wanted - rest)
  const own = side.map((coordinate, index) => (index === over ? context.record.id : coordinate))
  return [...split, withPart(movement, own, measure, rest)]
}

function refuseRest(ledger: LedgerShape, measure: number, wanted: number, open: number): Error {
  const { scale } = ledger.measures[measure]!
  return fail('over-allocated', { amount: Decimal.fromUnits(wanted, scale).toString(), open: Decimal.fromUnits(open, scale).toString() })
}

function openOf(ledger: LedgerShape, balance: StoredBalance, measure: number, taken: Taken): Open {
  return { from: balance.coordinates, open: balance.amounts[measure]! - (taken.get(keyOf(balance.coordinates)) ?? 0), balance }
}

/** Oldest or newest by the attribute named (a due date), else by when it was opened; expiry is oldest by its attribute. */
function sortOpen(open: readonly Open[], ledger: LedgerShape, order: 'oldest' | 'newest' | 'expiry', by: string | undefined): Open[] {
  const attribute = by === undefined ? -1 : ledger.attributes.findIndex(({ name }) => name === by)
  const rank = (item: Open): string | number => (attribute < 0 ? item.balance.openedAt : (item.balance.attributes[attribute] ?? '\uffff'))
  const sign = order === 'newest' ? -1 : 1
  return open.toSorted((left, right) => {
    const [first, second] = [rank(left), rank(right)]
    if (first !== second) return first < second ? -sign : sign
    return sign * (left.balance.openedAt - right.balance.openedAt) || (keyOf(left.from) < keyOf(right.from) ? -sign : sign)
  })
}

/** `choose` gives contexts `{ <over>, amount }`, further dimensions where they are needed. Errors: `over-allocated`. */
function chosenParts(movement: Movement, context: PostingContext, open: readonly Open[], over: number, measure: number, wanted: number): { parts: { from: Coordinates; amount: number }[]; rest: number } {
  const { ledger, choose } = movement.plan
  const rows = choose?.(context, movement.line)
  const chosen = (Array.isArray(rows) ? rows : rows === null || rows === undefined ? [] : [rows]) as Record<string, unknown>[]
  const { scale } = ledger.measures[measure]!
  const show = (units: number): string => Decimal.fromUnits(units, scale).toString()
  const parts: { from: Coordinates; amount: number }[] = []
  let rest = wanted
  for (const row of chosen) {
    const amount = row.amount instanceof Decimal ? decimalUnits(row.amount, scale) : 0
    const item = open.find(({ from }) => ledger.dimensions.every((dimension, index) => (index !== over && row[dimension.name] === undefined) || from[index] === coordinateOf(dimension, row[dimension.name])))
    const before = parts.filter(({ from }) => from === item?.from).reduce((sum, part) => sum + part.amount, 0)
    const left = (item?.open ?? 0) - before
    if (amount > left) throw fail('over-allocated', { amount: show(amount), open: show(Math.max(0, left)) })
    if (amount > 0) parts.push({ from: item!.from, amount })
    rest -= amount
  }
  if (rest < 0) throw fail('over-allocated', { amount: show(wanted - rest), open: show(wanted) })
  return { parts, rest }
}

function withPart(movement: Movement, coordinates: Coordinates, measure: number, amount: number): Movement {
  const amounts = movement.amounts.map((_, index) => (index === measure ? amount : 0))
  return { ...movement, amounts, from: movement.from === null ? null : coordinates, to: movement.from === null ? coordinates : movement.to }
}
