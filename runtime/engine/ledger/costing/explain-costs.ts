import type { CostLayer, CostState, Shortage } from '@formwork/platform/plugin/contracts/costing.ts'
import { proportion } from '@formwork/platform/value/proportion.ts'
import { basis, isShare } from '../basis.ts'
import type { CostFold } from './cost-fold.ts'
import type { CostPart } from './cost-part.ts'
import { copyState } from './cost-state.ts'
import { PeriodAverages } from './explain-period.ts'
import type { ReplayEvent } from './replay-event.ts'

export interface ExplainedCost {
  readonly parts: readonly CostPart[]
}

interface Group {
  readonly events: readonly ReplayEvent[]
  readonly folded: ReadonlySet<number>
  readonly fold: CostFold
}

/**
 * Folds a group of pools and tells of the movements wanted what made their cost: states before and after each movement are
 * compared, so that no method has to explain itself. What parts cannot tell is a part of its own, so that the parts always
 * add up to what is booked. `ends`: the last minutes of closed periods, whose averages are told of what is not folded.
 */
export function explainCosts(
  { events, folded, fold }: Group,
  wanted: ReadonlySet<number>,
  ends: readonly number[] = [],
): [ReplayEvent, ExplainedCost][] {
  const averages = new PeriodAverages(events, ends)
  const parts = new Map<number, CostPart[]>()
  const returned = new Map<number, { quantity: number; value: number }>()
  const byId = new Map(events.map((event) => [event.id, event]))
  for (const event of events) {
    const isFolded = folded.has(event.from) || folded.has(event.to)
    const before = statesOf(fold, event)
    if (isFolded) fold.apply(event)
    if (isFolded) noteCovers(event, before.to, statesOf(fold, event).to, parts, layersOf(fold, event))
    if (wanted.has(event.id)) {
      const source = isShare(event.basis) ? byId.get(event.source) : undefined
      const cost = isFolded ? fold.outcomes.get(event.id)!.initial : event.booked
      const averageOf = (): CostPart[] | undefined => {
        const found = isFolded ? [] : averages.partsOf(event, valueOf)
        return found.length === 0 ? undefined : found
      }
      const candidates = partsOf(event, before, statesOf(fold, event), source, returned.get(event.source))
      parts.set(event.id, [
        ...(candidates.find((each) => each.length > 0 && valueOf(each) === cost) ?? averageOf() ?? [given(cost)]),
        ...(parts.get(event.id) ?? []),
      ])
    }
    if (isShare(event.basis)) {
      const known = returned.get(event.source) ?? { quantity: 0, value: 0 }
      returned.set(event.source, { quantity: known.quantity + event.quantity, value: known.value + event.booked })
    }
  }
  return [...wanted].flatMap((id) => {
    const event = byId.get(id)
    if (event === undefined) return []
    const own = parts.get(id) ?? []
    const rest = event.booked - valueOf(own)
    return [[event, { parts: rest === 0 ? own : [...own, { ...given(rest), kind: 'corrected' }] }] as [ReplayEvent, ExplainedCost]]
  })
}

interface States {
  readonly from: CostState | undefined
  readonly to: CostState | undefined
}

function statesOf(fold: CostFold, { from, to }: ReplayEvent): States {
  const copy = (pool: number): CostState | undefined => {
    const state = pool === 0 ? undefined : fold.state(pool)
    return state === undefined ? undefined : copyState(state)
  }
  return { from: copy(from), to: copy(to) }
}

function valueOf(parts: readonly CostPart[]): number {
  return parts.reduce(
    (sum, { sign, quantity, held, worth }) => sum + sign * (quantity === held ? worth : proportion(worth, quantity, held)),
    0,
  )
}

const given = (value: number): CostPart => ({ kind: 'given', sign: 1, quantity: 0, held: 0, worth: value })

/** What may have made the cost, the likeliest first. */
function partsOf(
  event: ReplayEvent,
  before: States,
  after: States,
  source: ReplayEvent | undefined,
  returned: { quantity: number; value: number } | undefined,
): CostPart[][] {
  const { quantity, revision = 0 } = event
  const revised: CostPart[] = revision === 0 ? [] : [{ ...given(revision), kind: 'corrected' }]
  const found: CostPart[][] = []
  if (source !== undefined) found.push([...shareOf(event, source, returned), ...revised])
  if (before.from !== undefined && after.from !== undefined && quantity > 0) {
    found.push(layerParts(before.from, after.from, event.id), heldParts(before.from, quantity), standardParts(before.from, after.from))
  }
  const { to } = before
  if (event.from === 0 && to !== undefined && (event.basis === basis.current || event.basis === basis.counted)) {
    found.push([...heldParts(to.quantity > 0 ? { ...to, shortages: [] } : { ...to, quantity: 0 }, quantity), ...revised])
  }
  return found
}

/** Of what comes back: its share of what the source costs, and the last part the rest. */
function shareOf(
  { quantity }: ReplayEvent,
  source: ReplayEvent,
  returned: { quantity: number; value: number } = { quantity: 0, value: 0 },
): CostPart[] {
  const common = { sign: 1, held: source.quantity, worth: source.booked, entry: source.id } as const
  if (returned.quantity + quantity < source.quantity) return [{ ...common, kind: 'share', quantity }]
  const rest: CostPart[] = returned.quantity === 0 ? [] : [{ kind: 'returned', sign: -1, quantity: 0, held: 0, worth: returned.value }]
  return [{ ...common, kind: 'share', quantity: source.quantity }, ...rest]
}

/** Of methods that keep layers: what is missing of each. */
function layerParts(before: CostState, after: CostState, id: number): CostPart[] {
  const parts: CostPart[] = []
  const left = [...after.layers]
  for (const layer of before.layers) {
    const found = left.findIndex(({ entry, at }) => entry === layer.entry && at === layer.at)
    const rest = found < 0 ? 0 : left.splice(found, 1)[0]!.quantity
    if (layer.quantity > rest) {
      parts.push({ kind: 'layer', sign: 1, quantity: layer.quantity - rest, held: layer.quantity, worth: layer.value, entry: layer.entry })
    }
  }
  return [...parts, ...estimateParts(before, after.shortages.find(({ entry }) => entry === id)?.quantity ?? 0)]
}

/** Of averages: the share of what the pool holds; beyond that the last known rate. */
function heldParts(before: CostState, quantity: number): CostPart[] {
  const there = Math.min(Math.max(before.quantity, 0), quantity)
  const held: CostPart[] =
    before.quantity <= 0
      ? []
      : [{ kind: 'held', sign: 1, quantity: before.quantity < quantity ? there : quantity, held: before.quantity, worth: before.value }]
  return [...held, ...estimateParts(before, quantity - there)]
}

function estimateParts({ quantity, value, rateQuantity, rateValue, layers }: CostState, short: number): CostPart[] {
  if (short === 0) return []
  // An average that is used up is remembered as it was before.
  const isAverage = quantity > 0 && layers.length === 0
  const [held, worth] = isAverage ? [quantity, value] : rateQuantity === 0 ? [short, 0] : [rateQuantity, rateValue]
  return [{ kind: 'estimate', sign: 1, quantity: short, held, worth }]
}

/** Of a standard: what was held at the standard, less what is held then. */
function standardParts(before: CostState, after: CostState): CostPart[] {
  if (before.rateQuantity === 0) return []
  const at = (sign: 1 | -1, quantity: number): CostPart => ({
    kind: 'held',
    sign,
    quantity,
    held: before.rateQuantity,
    worth: before.rateValue,
  })
  return [at(1, before.quantity), at(-1, after.quantity)]
}

/** Layers that a movement brings into a pool. */
function layersOf(fold: CostFold, event: ReplayEvent): readonly CostLayer[] {
  const outcome = fold.outcomes.get(event.id)!
  return outcome.layers ?? [{ quantity: event.quantity, value: outcome.initial, entry: event.id, at: event.at }]
}

/** What came in covered shortages: their estimates give way to what covered them. */
function noteCovers(
  event: ReplayEvent,
  before: CostState | undefined,
  after: CostState | undefined,
  parts: Map<number, CostPart[]>,
  layers: readonly CostLayer[],
): void {
  if (before === undefined || after === undefined || before.shortages.length === 0) return
  const left = before.shortages.map((shortage): Shortage => ({ ...shortage }))
  for (const brought of layers) {
    const layer = { ...brought }
    while (layer.quantity > 0 && left.length > 0) coverOne(event, left, layer, parts)
  }
}

function coverOne(event: ReplayEvent, left: Shortage[], layer: CostLayer, parts: Map<number, CostPart[]>): void {
  const shortage = left[0]!
  const quantity = Math.min(shortage.quantity, layer.quantity)
  const own = parts.get(shortage.entry) ?? []
  parts.set(shortage.entry, [
    ...own,
    { kind: 'estimate', sign: -1, quantity, held: shortage.quantity, worth: shortage.value },
    { kind: 'covered', sign: 1, quantity, held: layer.quantity, worth: layer.value, entry: event.id },
  ])
  const [estimate, cost] = [
    valueOf([{ ...given(0), quantity, held: shortage.quantity, worth: shortage.value }]),
    valueOf([{ ...given(0), quantity, held: layer.quantity, worth: layer.value }]),
  ]
  Object.assign(shortage, { quantity: shortage.quantity - quantity, value: shortage.value - estimate })
  Object.assign(layer, { quantity: layer.quantity - quantity, value: layer.value - cost })
  if (shortage.quantity === 0) left.shift()
}
