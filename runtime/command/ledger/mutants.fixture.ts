/** One wrong line in the engine: `from` stands once in the file. Paths are relative to the root. */
export interface Mutant {
  readonly name: string
  readonly file: string
  readonly from: string
  readonly to: string
}

const proportion = 'platform/value/proportion.ts'
const fold = 'runtime/engine/ledger/costing/cost-fold.ts'
const event = 'runtime/engine/ledger/costing/cost-event.ts'
const replay = 'runtime/engine/ledger/costing/replay-event.ts'
const shares = 'runtime/engine/ledger/costing/returned-shares.ts'
const shortage = 'runtime/engine/ledger/costing/shortage.ts'
const adjust = 'runtime/engine/ledger/costing/adjust.ts'
const counts = 'runtime/command/ledger/count-changes.ts'
const pooled = 'plugins/costing/pooled.ts'
const layered = 'plugins/costing/layered.ts'
const fifo = 'plugins/costing/fifo/index.ts'
const lifo = 'plugins/costing/lifo/index.ts'
const allocate = 'runtime/engine/ledger/allocate.ts'
const openItems = 'runtime/command/ledger/allocate-open-items.ts'
const mutant = (name: string, file: string, from: string, to: string): Mutant => ({ name, file, from, to })

const half = '2 * Math.abs(remainder) < Math.abs(whole)'
const evenHalf = '(2 * Math.abs(remainder) === Math.abs(whole) && quotient % 2 === 0)'

/** Mistakes that costing engines are known for. */
export const mutants: readonly Mutant[] = [
  mutant('half-even rounding', proportion, half, `${half} || ${evenHalf}`),
  mutant('cut off instead of rounded', proportion, half, 'Math.abs(remainder) < Math.abs(whole)'),
  mutant(
    'stored rate',
    pooled,
    ': proportion(state.value, quantity, state.quantity)',
    ': quantity * proportion(state.value, 1, state.quantity)',
  ),
  mutant('pooled return at average', pooled, 'bearable ? value : averageValue(state, quantity)', 'averageValue(state, quantity)'),
  mutant('pooled return leaves a rest without quantity', pooled, '? left === 0 :', '? left >= 0 :'),
  mutant('rate forgotten when nothing is left', pooled, 'if (state.quantity <= 0) return', ''),
  mutant('order of entry', event, 'left.at - right.at || left.seq', 'left.seq'),
  mutant('order within a minute turned', event, 'left.seq - right.seq', 'right.seq - left.seq'),
  mutant('FIFO as LIFO', fifo, "takeLayers(state, quantity, 'first')", "takeLayers(state, quantity, 'last')"),
  mutant('LIFO as FIFO', lifo, "takeLayers(state, quantity, 'last')", "takeLayers(state, quantity, 'first')"),
  mutant('return of layers ignores its receipt', layered, 'layer.entry !== entry', 'layer.entry !== 0 - entry'),
  mutant('layer keeps its value', layered, 'layer.value -= value', 'layer.value -= 0'),
  mutant(
    'revaluation on the last layer',
    layered,
    'proportion(leftValue, layer.quantity, leftQuantity)',
    'leftQuantity === layer.quantity ? leftValue : 0',
  ),
  mutant('return in at average', fold, 'addUnits(this.#returned.take(event).value, revision)', 'currentValue(to!.state, event.quantity)'),
  mutant('revaluation of nothing', fold, 'if (to.state.quantity <= 0) return value', 'if (to.state.quantity <= 0) return 0'),
  mutant('no true-up', fold, 'this.#trueUp(shortage, value, event)', 'void [shortage, value]'),
  mutant('variance of what is given back lost', fold, '- share.partnerValue', '- share.value'),
  mutant('last return does not take the rest', shares, 'const last = event.quantity === open', 'const last = false'),
  mutant('returned value forgotten', shares, 'before.value += share.value', 'before.value += 0'),
  mutant('more returned than there was', shares, 'if (event.quantity > open)', 'if (event.quantity > source.quantity)'),
  mutant('estimates of nothing', shortage, 'state.rateQuantity === 0 ? 0 :', 'state.rateQuantity !== 0 ? 0 :'),
  mutant('rate of the estimate kept', shortage, 'state.rateValue = cost', 'state.rateValue = estimate'),
  mutant('newest shortage covered first', shortage, 'state.shortages[0]!', 'state.shortages.at(-1)!'),
  mutant(
    'whole layer covers a part',
    shortage,
    'quantity === layer.quantity ? layer.value : proportion(layer.value, quantity, layer.quantity)',
    'layer.value',
  ),
  mutant('revision ignored', replay, 'builder.value += value', 'builder.value += 0'),
  mutant(
    'voided movements still cost',
    replay,
    'row.basis === basis.mirrored && row.source !== null) dead',
    'row.basis < 0 && row.source !== null) dead',
  ),
  mutant('foreign revision owed by the counterpart', replay, 'compareCoordinates(from, builder.left.coordinates) === 0', 'true'),
  mutant('variance never booked', adjust, 'truth.variance - event.bookedVariance', '0'),
  mutant('adjustment of a turned count', adjust, '(event.isTurned ? -1 : 1) *', '1 *'),
  mutant('stocktake as delta', counts, 'each.movement.factor - (await quantityAt(unit, each, at))', 'each.movement.factor'),
  mutant('stocktake at the time of entry', counts, 'balance.lastAt > at', 'balance.lastAt < at'),
  mutant('stocktake is no anchor', counts, 'if (balance.lastAt < row.at) continue', 'continue'),
  mutant('newest debt paid first', openItems, "const sign = order === 'newest' ? -1 : 1", "const sign = order === 'newest' ? 1 : -1"),
  mutant('due date ignored', openItems, 'if (first !== second) return', 'if (first === undefined) return'),
  mutant('more taken of a debt than is open', allocate, 'Math.min(open, rest)', 'rest'),
  mutant('chosen beyond what is open', openItems, 'if (amount > left) {', 'if (amount < 0) {'),
  mutant('rest of a payment lost', openItems, 'if (rest === 0) return []', 'if (rest >= 0) return []'),
]

/** Mistakes that break what holds for every history, by the name of what they break. */
export const propertyMutants: readonly (Mutant & { readonly property: string })[] = [
  {
    ...mutant('order of entry', event, 'left.at - right.at || left.seq', 'left.seq'),
    property: 'order of commit',
  },
  {
    ...mutant(
      'a void leaves the pool as it was',
      'runtime/command/ledger/reverse-record.ts',
      'if (starts.size === 0) return []',
      'if (starts.size > 0) return []',
    ),
    property: 'void is identity',
  },
  {
    ...mutant(
      'dated a week earlier',
      'runtime/command/ledger/posting-clock.ts',
      'at > period.endAt) return at',
      'at > period.endAt) return at - 10_080',
    ),
    property: 'the past stays',
  },
]
