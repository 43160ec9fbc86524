import type { CostingMethod, CostState } from '@formwork/platform/plugin/contracts/costing.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { costings } from './index.ts'
import { closePeriod } from './period-average/close-period.ts'

const empty = (): CostState => ({ quantity: 0, value: 0, rateQuantity: 0, rateValue: 0, layers: [], shortages: [] })
const methodNamed = (name: string): CostingMethod => costings.find((method) => method.name === name)!

/** Receives `[quantity, value]`, issues a number; returns what each issue cost. */
function run(
  name: string,
  steps: readonly (readonly [number, number] | number)[],
  state: CostState = empty(),
): { costs: number[]; state: CostState } {
  const method = methodNamed(name)
  const costs: number[] = []
  let entry = 0
  for (const step of steps) {
    entry++
    if (typeof step === 'number') costs.push(method.take(state, step, 0).reduce((sum, layer) => sum + layer.value, 0))
    else method.put(state, { quantity: step[0], value: step[1], entry, at: entry })
  }
  return { costs, state }
}

describe('costing methods on the textbook month', () => {
  // Opening 100 @ 10, in 300 @ 11, out 200, in 200 @ 12, out 300 (amounts in units).
  const month = [[100, 1000], [300, 3300], 200, [200, 2400], 300] as const
  it.each([
    ['moving-average', [2150, 3413], 1137],
    ['fifo', [2100, 3400], 1200],
    ['lifo', [2200, 3500], 1000],
  ])('%s', (name, costs, left) => {
    const result = run(name, month)
    expect(result.costs).toEqual(costs)
    expect(result.state).toMatchObject({ quantity: 100, value: left })
  })

  it('standard keeps quantity × standard, differences are variances', () => {
    const state = { ...empty(), rateQuantity: 1, rateValue: 11 }
    expect(methodNamed('standard').put(state, { quantity: 10, value: 115, entry: 1, at: 0 })).toBe(5)
    expect(run('standard', [4], state).costs).toEqual([44])
    expect(state).toMatchObject({ quantity: 6, value: 66 })
  })

  it('specific takes the receipt that it is told, and refuses to guess', () => {
    const { state } = run('specific', [
      [10, 100],
      [10, 200],
    ])
    const method = methodNamed('specific')
    expect(() => method.take(state, 5, 0)).toThrow()
    expect(method.take(state, 5, 2)).toEqual([{ quantity: 5, value: 100, entry: 2, at: 2 }])
    expect(() => method.take(state, 6, 2)).toThrow()
  })
})

describe('what every method keeps', () => {
  const steps = fc.array(
    fc.oneof(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 10_000 })), fc.integer({ min: 1, max: 60 })),
    { maxLength: 40 },
  )
  it.each(['moving-average', 'fifo', 'lifo'])('%s: value in = value out + value left, nothing left means no value', (name) => {
    fc.assert(
      fc.property(steps, (given) => {
        const method = methodNamed(name)
        const state = empty()
        let [moved, held] = [0, 0]
        for (const step of given) {
          if (typeof step === 'number') {
            if (step > held) continue
            moved -= method.take(state, step, 0).reduce((sum, layer) => sum + layer.value, 0)
            held -= step
          } else {
            method.put(state, { quantity: step[0], value: step[1], entry: 1, at: 0 })
            moved += step[1]
            held += step[0]
          }
          expect([state.quantity, state.value]).toEqual([held, moved])
          if (held === 0) expect(state.value).toBe(0)
          else expect(state.value).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })
})

describe('period-end average', () => {
  const pool = (id: number, quantity: number, value: number, received: [number, number][], issued: [number, number, number?][]) => ({
    pool: id,
    quantity,
    value,
    received: received.map(([q, v]) => ({ quantity: q, value: v })),
    issued: issued.map(([entry, q, to]) => ({ entry, quantity: q, to: to ?? 0 })),
    returned: [] as { entry: number; of: number; quantity: number }[],
  })

  it('one average for the whole month', () => {
    const result = closePeriod([
      pool(
        1,
        100,
        100_000,
        [
          [300, 330_000],
          [200, 240_000],
        ],
        [
          [11, 200],
          [12, 300],
        ],
      ),
    ])
    // 670000 / 600 = 1116.666…
    expect([...result.values]).toEqual([
      [11, 223_333],
      [12, 335_000],
    ])
    expect(result.pools.get(1)).toMatchObject({ quantity: 100, value: 111_667 })
  })

  it('leaves no value when nothing is left: the largest issue takes the residue', () => {
    const result = closePeriod([
      pool(
        1,
        0,
        0,
        [[3, 100]],
        [
          [11, 1],
          [12, 2],
        ],
      ),
    ])
    expect([...result.values]).toEqual([
      [11, 33],
      [12, 67],
    ])
    expect(result.pools.get(1)).toMatchObject({ quantity: 0, value: 0, rateQuantity: 3, rateValue: 100 })
  })

  it('solves circles of transfers by simultaneous equations', () => {
    // 1 sends 50 to 2, 2 sends 30 to 1: 130 u1 = 10000 + 30 u2, 150 u2 = 20000 + 50 u1.
    const result = closePeriod([
      pool(
        1,
        100,
        10_000,
        [],
        [
          [11, 50, 2],
          [13, 40],
        ],
      ),
      pool(
        2,
        100,
        20_000,
        [],
        [
          [12, 30, 1],
          [14, 20],
        ],
      ),
    ])
    const [u1, u2] = [(10_000 * 150 + 30 * 20_000) / (130 * 150 - 30 * 50), 0]
    expect(result.values.get(11)).toBe(Math.round(u1 * 50))
    const second = (20_000 + 50 * u1) / 150 + u2
    expect(result.values.get(12)).toBe(Math.round(second * 30))
    const left = [...result.pools.values()].reduce((sum, { value }) => sum + value, 0)
    expect(left).toBe(30_000 - result.values.get(13)! - result.values.get(14)!)
  })

  it('goods back from this month use this month’s average', () => {
    const own = { ...pool(1, 0, 0, [[10, 1000]], [[11, 10]]), returned: [{ entry: 12, of: 11, quantity: 4 }] }
    const result = closePeriod([own])
    expect([...result.values]).toEqual([
      [11, 1000],
      [12, 400],
    ])
    expect(result.pools.get(1)).toMatchObject({ quantity: 4, value: 400 })
  })

  it('refuses a month in which something left that never was', () => {
    expect(() => closePeriod([pool(1, 0, 0, [], [[11, 1]])])).toThrow()
  })
})
