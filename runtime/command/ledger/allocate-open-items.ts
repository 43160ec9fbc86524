import { fail } from '@formwork/platform/error/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { proportion } from '@formwork/platform/value/proportion.ts'
import { allocateInOrder, type Allocation, type Available } from '../../engine/ledger/allocate.ts'
import { coordinateOf } from '../../engine/ledger/evaluate-posting.ts'
import { compareCoordinates } from '../../engine/ledger/entry.ts'
import type { EntryPlan, Movement, PostingContext, PostingFormula } from '../../engine/ledger/posting.ts'
import { keyOf, type Coordinates, type LedgerShape } from '../../engine/ledger/shape.ts'
import { decimalUnits } from '../../engine/ledger/units.ts'
import type { MaybePromise } from '../../store/database.ts'
import { listOpenItems } from '../../store/ledger/open-items.ts'
import type { StoredBalance } from '../../store/ledger/balance-plans.ts'
import type { Unit } from '../unit.ts'
import { allocateReturn } from './allocate-returns.ts'
import { allowedItems, type RankedBalance } from './allowed-items.ts'
import { chosenPath, pathOf } from './name-row.ts'

/** An open item with what earlier movements of the same journal left of it. */
interface OpenItem {
  readonly balance: StoredBalance
  /** By measure. */
  readonly left: number[]
  rank: string | null
}

type Items = Map<string, OpenItem>

/** What is asked of the open items by one movement. */
interface Request {
  readonly movement: Movement
  readonly ledger: LedgerShape
  readonly context: PostingContext
  /** Positions of the dimension that names the items and of the measure that is taken. */
  readonly over: number
  readonly measure: number
  readonly wanted: number
}

/**
 * Replaces every movement that allocates by one for each open item it takes from; other measures of an item follow in
 * proportion. What is left is added where the rule says, stays open under the record itself, or is refused. Errors: `over-allocated`.
 */
export function allocateOpenItems(unit: Unit, movements: readonly Movement[], context: PostingContext): MaybePromise<Movement[]> {
  const isAllocated = movements.some(({ plan }) => plan.definition.allocate !== undefined)
  return isAllocated ? allocateAll(unit, movements, context) : (movements as Movement[])
}

async function allocateAll(unit: Unit, movements: readonly Movement[], context: PostingContext): Promise<Movement[]> {
  const items: Items = new Map()
  const returned = new Map<number, number>()
  const allocated: Movement[] = []
  for (const movement of movements) {
    const { allocate } = movement.plan.definition
    const over = movement.plan.ledger.dimensions.findIndex(({ name }) => name === allocate?.over)
    if (allocate === undefined) allocated.push(movement)
    else if (movement.plan.verb === 'return') allocated.push(...(await allocateReturn(unit, movement, over, returned)))
    else allocated.push(...(await allocateOne(unit, movement, context, items)))
  }
  return allocated
}

async function allocateOne(unit: Unit, movement: Movement, context: PostingContext, items: Items): Promise<Movement[]> {
  const { plan } = movement
  const { ledger } = plan
  const allocate = plan.definition.allocate!
  const side = movement.from ?? movement.to!
  const measure = movement.amounts.findIndex((amount) => amount !== 0)
  const over = ledger.dimensions.findIndex(({ name }) => name === allocate.over)
  const request: Request = { movement, ledger, context, over, measure, wanted: Math.abs(movement.amounts[measure]!) }
  const balances = await listOpenItems(unit.store.ledgers, unit.transaction, ledger, side, over, measure)
  const open = (await allowedItems(unit, movement, context, balances)).map((ranked) => openOf(ledger, ranked, items))
  const isChosen = allocate.order === 'manual' || allocate.order === 'specific'
  const { parts, rest } = isChosen
    ? chosenParts(request, open)
    : allocateInOrder(request.wanted, available(sortOpen(open, plan, allocate.order as 'oldest'), measure))
  let before = 0
  const split = parts.map((part) => {
    const taken = takePart(request, part, before)
    before += part.amount
    return taken
  })
  const left = restAmounts(request, rest)
  return [...split, ...differenceOf(request, side, split, left), ...restOf(request, side, rest, left)]
}

function openOf(ledger: LedgerShape, { balance, rank }: RankedBalance, items: Items): OpenItem {
  const key = `${ledger.name}\u001f${keyOf(balance.coordinates)}`
  let item = items.get(key)
  if (item === undefined) items.set(key, (item = { balance, left: [...balance.amounts], rank }))
  item.rank = rank
  return item
}

function available(open: readonly OpenItem[], measure: number): Available<OpenItem>[] {
  return open.map((item) => ({ from: item, open: item.left[measure]! }))
}

/**
 * Takes a part of an item; its other measures go with it in proportion, all of them with the last part. A move takes only
 * what it names (further measures in proportion to what was taken `before`), and carries what it was taken over (the batch) to
 * where it goes.
 */
function takePart(request: Request, { from: item, amount }: Allocation<OpenItem>, before: number): Movement {
  const { movement, ledger, measure, wanted } = request
  const whole = item.left[measure]!
  const isMove = movement.from !== null && movement.to !== null
  const amounts = item.left.map((left, index) =>
    index === measure
      ? amount
      : index === ledger.costing?.value
        ? 0
        : isMove
          ? shareOf(movement.amounts[index]!, before, amount, wanted)
          : proportion(left, amount, whole),
  )
  for (const [index, part] of amounts.entries()) item.left[index]! -= part
  const { coordinates } = item.balance
  if (isMove) return { ...movement, amounts, from: coordinates, to: carried(request, movement.to!, coordinates) }
  return { ...movement, amounts, from: movement.from === null ? null : coordinates, to: movement.from === null ? coordinates : movement.to }
}

/** What falls on a part, so that all parts together make the whole. */
function shareOf(given: number, before: number, amount: number, wanted: number): number {
  return proportion(given, before + amount, wanted) - proportion(given, before, wanted)
}

function carried({ over }: Request, to: Coordinates, taken: Coordinates): Coordinates {
  return to.map((coordinate, index) => (index === over ? taken[index]! : coordinate))
}

/** What could not be taken, and its share of what was given of the other measures. */
function restAmounts({ movement, ledger, measure, wanted }: Request, rest: number): number[] {
  const isMove = movement.from !== null && movement.to !== null
  return movement.amounts.map((given, index) => {
    if (index === measure) return rest
    if (index === ledger.costing?.value) return 0
    return isMove ? shareOf(given, wanted - rest, rest, wanted) : proportion(Math.abs(given), rest, wanted)
  })
}

/** What was given of a further measure beyond what the items release of it, where the rule says where it goes. */
function differenceOf(
  { movement, ledger, context, measure }: Request,
  side: Coordinates,
  split: readonly Movement[],
  left: readonly number[],
): Movement[] {
  const { difference } = movement.plan
  if (difference === null) return []
  const amounts = movement.amounts.map((given, index) =>
    index === measure ? 0 : Math.abs(given) - left[index]! - split.reduce((sum, part) => sum + part.amounts[index]!, 0),
  )
  if (amounts.every((amount) => amount === 0)) return []
  return [{ ...movement, amounts, from: null, to: overlay(ledger, side, difference, movement, context) }]
}

/** Errors: `over-allocated`. */
function restOf(request: Request, side: Coordinates, rest: number, amounts: readonly number[]): Movement[] {
  const { movement, ledger, context, over, wanted } = request
  if (rest === 0) return []
  const own = side.map((coordinate, index) => (index === over ? context.record.id : coordinate))
  const { restTo } = movement.plan
  if (restTo !== null) return [{ ...movement, amounts, from: null, to: overlay(ledger, own, restTo, movement, context) }]
  if (movement.plan.definition.allocate!.rest !== 'open') throw overAllocated(request, wanted, wanted - rest)
  // What a move cannot take from open coordinates is moved from where it names, for its ledger's rules to judge.
  if (movement.from !== null && movement.to !== null) return [{ ...movement, amounts }]
  return [{ ...movement, amounts, from: movement.from === null ? null : own, to: movement.from === null ? own : movement.to }]
}

function overlay(
  ledger: LedgerShape,
  side: Coordinates,
  formulas: readonly (PostingFormula | null)[],
  movement: Movement,
  context: PostingContext,
): Coordinates {
  return side.map((coordinate, index) => {
    const formula = formulas[index]
    return formula === null || formula === undefined ? coordinate : coordinateOf(ledger.dimensions[index]!, formula(context, movement.line))
  })
}

function overAllocated({ movement, ledger, measure }: Request, amount: number, open: number, path = pathOf(movement.line)): Error {
  const { scale } = ledger.measures[measure]!
  const shown = (units: number): string => Decimal.fromUnits(units, scale).toString()
  return fail('over-allocated', { amount: shown(amount), open: shown(open) }, path)
}

/** Oldest or newest by the attribute named (a due date), else by when it was opened; expiry is oldest by its attribute. */
function sortOpen(
  open: readonly OpenItem[],
  { ledger, definition, rank: formula }: EntryPlan,
  order: 'oldest' | 'newest' | 'expiry',
): OpenItem[] {
  const attribute = ledger.attributes.findIndex(({ name }) => name === definition.allocate!.by)
  const rank = ({ balance, rank: given }: OpenItem): string | number => {
    if (formula !== null) return given ?? '\uffff'
    return attribute < 0 ? balance.openedAt : (balance.attributes[attribute] ?? '\uffff')
  }
  const sign = order === 'newest' ? -1 : 1
  return open.toSorted((left, right) => {
    const [first, second] = [rank(left), rank(right)]
    if (first !== second) return first < second ? -sign : sign
    return (
      sign * (left.balance.openedAt - right.balance.openedAt) ||
      sign * compareCoordinates(left.balance.coordinates, right.balance.coordinates)
    )
  })
}

/** `choose` gives contexts `{ <over>, amount }`, further dimensions where they are needed. Errors: `over-allocated`. */
function chosenParts(request: Request, open: readonly OpenItem[]): { parts: Allocation<OpenItem>[]; rest: number } {
  const { movement, ledger, context, over, measure, wanted } = request
  const chosen = movement.plan.choose?.(context, movement.line) ?? []
  const rows = (Array.isArray(chosen) ? chosen : [chosen]) as Record<string, unknown>[]
  const { choose } = movement.plan.definition.allocate!
  const { scale } = ledger.measures[measure]!
  const parts: Allocation<OpenItem>[] = []
  let rest = wanted
  for (const [position, row] of rows.entries()) {
    const amount = row.amount instanceof Decimal ? decimalUnits(row.amount, scale) : 0
    const item = open.find(({ balance }) =>
      ledger.dimensions.every(
        (dimension, index) =>
          (index !== over && row[dimension.name] === undefined) ||
          balance.coordinates[index] === coordinateOf(dimension, row[dimension.name]),
      ),
    )
    const before = parts.filter(({ from }) => from === item).reduce((sum, part) => sum + part.amount, 0)
    const left = (item?.left[measure] ?? 0) - before
    if (amount > left) {
      const path = chosenPath(choose, rows.length, position, context.record.lines) ?? pathOf(movement.line)
      throw overAllocated(request, amount, Math.max(0, left), path)
    }
    if (amount > 0) parts.push({ from: item!, amount })
    rest -= amount
  }
  if (rest < 0) throw overAllocated(request, wanted - rest, wanted)
  return { parts, rest }
}
