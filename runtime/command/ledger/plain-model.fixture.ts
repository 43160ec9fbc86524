/**
 * An independent model of the goods ledger: plain arrays and BigInt, everything computed again from the beginning after
 * every step, in the order (minute, sequence). It shares no code with the engine. Amounts are in smallest units.
 */
export interface PlainStep {
  readonly seq: number
  /** Business minute. */
  readonly at: number
  readonly kind: 'receive' | 'issue' | 'transfer' | 'return-in' | 'return-out' | 'count' | 'revalue'
  readonly item: number
  readonly place: number
  readonly batch: number
  readonly target?: number
  readonly quantity: bigint
  readonly value?: bigint
  /** Sequence of the step that is returned. */
  readonly of?: number
}

export interface PlainRevision {
  readonly of: number
  readonly value: bigint
  /** Charged by somebody else than the one who delivered. */
  readonly isForeign: boolean
}

interface Layer {
  q: bigint
  v: bigint
  from: number
}

interface Short {
  q: bigint
  v: bigint
  step: number
  to: string
}

interface Pool {
  q: bigint
  v: bigint
  rate: { q: bigint; v: bigint }
  layers: Layer[]
  shorts: Short[]
}

export type PlainMethod = 'moving-average' | 'fifo' | 'lifo'

export type PoolOf = (item: number, place: number, batch: number) => string

export class Refused extends Error {}

const abs = (x: bigint): bigint => (x < 0n ? -x : x)

/** a × b / c, ties away from zero. */
function halfUp(a: bigint, b: bigint, c: bigint): bigint {
  const numerator = a * b
  const negative = numerator < 0n !== c < 0n
  const magnitude = (2n * abs(numerator) + abs(c)) / (2n * abs(c))
  return negative ? -magnitude : magnitude
}

export interface PlainResult {
  readonly pools: Map<string, Pool>
  /** Cost of each step. */
  readonly costs: Map<number, bigint>
  readonly variances: Map<number, bigint>
  /** Quantity by item, place and batch. */
  readonly places: Map<string, bigint>
}

/** Computes a whole history. Throws Refused when it cannot be. */
export function computePlain(
  history: readonly PlainStep[],
  revisions: readonly PlainRevision[],
  method: PlainMethod,
  poolOf: PoolOf,
  negative: boolean,
): PlainResult {
  const machine = new Machine(method, poolOf, negative, revisions)
  for (const step of history.toSorted((a, b) => a.at - b.at || a.seq - b.seq)) machine.run(step)
  return machine
}

class Machine implements PlainResult {
  readonly pools = new Map<string, Pool>()
  readonly costs = new Map<number, bigint>()
  readonly variances = new Map<number, bigint>()
  readonly places = new Map<string, bigint>()
  readonly #quantities = new Map<number, bigint>()
  readonly #back = new Map<number, { q: bigint; v: bigint; p: bigint }>()
  readonly #own = new Map<number, bigint>()
  readonly #method: PlainMethod
  readonly #poolOf: PoolOf
  readonly #negative: boolean
  readonly #revisions: readonly PlainRevision[]

  constructor(method: PlainMethod, poolOf: PoolOf, negative: boolean, revisions: readonly PlainRevision[]) {
    this.#method = method
    this.#poolOf = poolOf
    this.#negative = negative
    this.#revisions = revisions
  }

  run(step: PlainStep): void {
    const { seq, item, place, batch, target, quantity } = step
    const here = this.#poolOf(item, place, batch)
    switch (step.kind) {
      case 'receive': {
        const value = this.#revisions.filter(({ of }) => of === seq).reduce((sum, { value }) => sum + value, step.value!)
        this.#own.set(
          seq,
          this.#revisions.filter(({ of, isForeign }) => of === seq && !isForeign).reduce((sum, { value }) => sum + value, step.value!),
        )
        this.#place(item, place, batch, quantity)
        this.#record(seq, quantity, value, this.#put(here, [{ q: quantity, v: value, from: seq }]))
        return
      }
      case 'issue': {
        this.#place(item, place, batch, -quantity)
        this.#record(seq, quantity, sum(this.#take(here, quantity, seq, '')), 0n)
        return
      }
      case 'transfer': {
        const there = this.#poolOf(item, target!, batch)
        this.#place(item, place, batch, -quantity)
        this.#place(item, target!, batch, quantity)
        if (here === there) {
          this.#record(seq, quantity, this.#currentValue(here, quantity), 0n)
          return
        }
        const layers = this.#take(here, quantity, seq, there)
        this.costs.set(seq, sum(layers))
        this.#record(
          seq,
          quantity,
          sum(layers),
          this.#put(
            there,
            layers.map((layer) => (layer.from === 0 ? { ...layer, from: seq } : layer)),
          ),
        )
        return
      }
      case 'return-in': {
        const value = this.#share(step.of!, quantity).v
        this.#place(item, place, batch, quantity)
        this.#record(seq, quantity, value, this.#put(here, [{ q: quantity, v: value, from: seq }]))
        return
      }
      case 'return-out': {
        const share = this.#share(step.of!, quantity)
        this.#place(item, place, batch, -quantity)
        const taken = sum(this.#giveBack(here, quantity, share.v, step.of!))
        this.#record(seq, quantity, taken, taken - share.p)
        return
      }
      case 'count': {
        const difference = quantity - (this.places.get(`${item}/${place}/${batch}`) ?? 0n)
        this.#place(item, place, batch, difference)
        if (difference === 0n) this.#record(seq, 0n, 0n, 0n)
        else if (difference < 0n) this.#record(seq, -difference, sum(this.#take(here, -difference, seq, '')), 0n)
        else {
          const value = this.#currentValue(here, difference)
          this.#record(seq, difference, value, this.#put(here, [{ q: difference, v: value, from: seq }]))
        }
        return
      }
      case 'revalue': {
        const pool = this.#pool(here)
        // Nothing is held any more: the value cannot stay.
        const stays = pool.q > 0n
        if (stays) this.#addValue(pool, step.value!)
        this.#record(seq, 0n, step.value!, stays ? 0n : step.value!)
      }
    }
  }

  #record(seq: number, quantity: bigint, value: bigint, variance: bigint): void {
    this.#quantities.set(seq, quantity)
    this.costs.set(seq, value)
    this.variances.set(seq, (this.variances.get(seq) ?? 0n) + variance)
  }

  #place(item: number, place: number, batch: number, quantity: bigint): void {
    const now = (this.places.get(`${item}/${place}/${batch}`) ?? 0n) + quantity
    if (!this.#negative && quantity < 0n && now < 0n) throw new Refused('negative')
    this.places.set(`${item}/${place}/${batch}`, now)
  }

  #pool(key: string): Pool {
    let pool = this.pools.get(key)
    if (pool === undefined) this.pools.set(key, (pool = { q: 0n, v: 0n, rate: { q: 0n, v: 0n }, layers: [], shorts: [] }))
    return pool
  }

  #remember(pool: Pool): void {
    if (this.#method === 'moving-average' && pool.q > 0n) pool.rate = { q: pool.q, v: pool.v }
  }

  /** Shortages are covered first, in their order; the rest is kept. Returns what does not stay. */
  #put(key: string, layers: readonly Layer[]): bigint {
    const pool = this.#pool(key)
    for (const given of layers) {
      const layer = { ...given }
      while (layer.q > 0n && pool.shorts.length > 0) {
        const short = pool.shorts[0]!
        const k = layer.q < short.q ? layer.q : short.q
        const estimate = k === short.q ? short.v : halfUp(short.v, k, short.q)
        const cost = k === layer.q ? layer.v : halfUp(layer.v, k, layer.q)
        short.q -= k
        short.v -= estimate
        layer.q -= k
        layer.v -= cost
        pool.q += k
        pool.v += estimate
        pool.rate = { q: k, v: cost }
        if (short.q === 0n) pool.shorts.shift()
        this.#trueUp(short, cost - estimate)
      }
      if (layer.q === 0n) continue
      pool.q += layer.q
      pool.v += layer.v
      if (this.#method !== 'moving-average') {
        pool.layers.push(layer)
        pool.rate = { q: layer.q, v: layer.v }
      }
      this.#remember(pool)
    }
    return 0n
  }

  #trueUp(short: Short, value: bigint): void {
    this.costs.set(short.step, this.costs.get(short.step)! + value)
    if (short.to === '' || value === 0n) return
    const pool = this.#pool(short.to)
    if (pool.q > 0n) this.#addValue(pool, value)
    else this.variances.set(short.step, (this.variances.get(short.step) ?? 0n) + value)
  }

  #addValue(pool: Pool, value: bigint): void {
    let left = value
    let quantity = pool.q
    for (const layer of pool.layers) {
      const share = halfUp(left, layer.q, quantity)
      layer.v += share
      left -= share
      quantity -= layer.q
    }
    pool.v += value
    this.#remember(pool)
  }

  #take(key: string, quantity: bigint, step: number, to: string): Layer[] {
    const pool = this.#pool(key)
    const there = pool.q <= 0n ? 0n : pool.q < quantity ? pool.q : quantity
    const taken = there > 0n ? this.#takeHeld(pool, there) : []
    const short = quantity - there
    if (short === 0n) return taken
    const estimate = pool.rate.q === 0n ? 0n : halfUp(pool.rate.v, short, pool.rate.q)
    pool.q -= short
    pool.v -= estimate
    pool.shorts.push({ q: short, v: estimate, step, to })
    return [...taken, { q: short, v: estimate, from: 0 }]
  }

  #takeHeld(pool: Pool, quantity: bigint): Layer[] {
    if (this.#method === 'moving-average') {
      const v = quantity === pool.q ? pool.v : halfUp(pool.v, quantity, pool.q)
      pool.q -= quantity
      pool.v -= v
      this.#remember(pool)
      return [{ q: quantity, v, from: 0 }]
    }
    const taken: Layer[] = []
    for (let left = quantity; left > 0n;) {
      const part = this.#takeLayer(pool, this.#method === 'fifo' ? 0 : pool.layers.length - 1, left)
      taken.push(part)
      left -= part.q
    }
    return taken
  }

  #takeLayer(pool: Pool, index: number, wanted: bigint): Layer {
    const layer = pool.layers[index]!
    const q = wanted < layer.q ? wanted : layer.q
    const v = q === layer.q ? layer.v : halfUp(layer.v, q, layer.q)
    layer.q -= q
    layer.v -= v
    pool.q -= q
    pool.v -= v
    if (layer.q === 0n) pool.layers.splice(index, 1)
    return { q, v, from: layer.from }
  }

  #giveBack(key: string, quantity: bigint, value: bigint, of: number): Layer[] {
    const pool = this.#pool(key)
    if (pool.q < quantity) throw new Refused('short')
    if (this.#method === 'moving-average') {
      const left = pool.v - value
      const fits = pool.q === quantity ? left === 0n : left >= 0n || pool.v < 0n
      const v = fits ? value : quantity === pool.q ? pool.v : halfUp(pool.v, quantity, pool.q)
      pool.q -= quantity
      pool.v -= v
      this.#remember(pool)
      return [{ q: quantity, v, from: 0 }]
    }
    const taken: Layer[] = []
    let left = quantity
    for (let index = 0; index < pool.layers.length && left > 0n;) {
      if (pool.layers[index]!.from !== of) {
        index++
        continue
      }
      const before = pool.layers.length
      const part = this.#takeLayer(pool, index, left)
      taken.push(part)
      left -= part.q
      if (pool.layers.length === before) index++
    }
    return left > 0n ? [...taken, ...this.#takeHeld(pool, left)] : taken
  }

  #share(of: number, quantity: bigint): { v: bigint; p: bigint } {
    const total = this.#quantities.get(of)
    if (total === undefined) throw new Refused('unknown')
    const back = this.#back.get(of) ?? { q: 0n, v: 0n, p: 0n }
    if (back.q + quantity > total) throw new Refused('too much')
    const value = this.costs.get(of)!
    const own = this.#own.get(of) ?? value
    const last = back.q + quantity === total
    const share = { v: last ? value - back.v : halfUp(value, quantity, total), p: last ? own - back.p : halfUp(own, quantity, total) }
    this.#back.set(of, { q: back.q + quantity, v: back.v + share.v, p: back.p + share.p })
    return share
  }

  #currentValue(key: string, quantity: bigint): bigint {
    const pool = this.#pool(key)
    if (pool.q > 0n) return halfUp(pool.v, quantity, pool.q)
    return pool.rate.q === 0n ? 0n : halfUp(pool.rate.v, quantity, pool.rate.q)
  }
}

const sum = (layers: readonly Layer[]): bigint => layers.reduce((total, { v }) => total + v, 0n)
