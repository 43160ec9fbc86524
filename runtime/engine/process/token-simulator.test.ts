import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileBpmn, exploreScope, keyOf } from '@formwork/platform/definition/bpmn/index.ts'
import { isAppError } from '@formwork/platform/error/index.ts'
import type { ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'
import { decodeState, encodeState } from './codec.ts'
import { forecast } from './forecast.ts'
import { bpmn, engine, Instance } from './testing.fixture.ts'
import { anyBlock, anyChoices, anyGraph, writeBlocks } from './random-model.fixture.ts'

/** Tokens of the process itself, as the simulator writes them. */
function markingOf(instance: Instance): string {
  return keyOf(
    Object.values(instance.state.tokens)
      .filter((token) => token.scope === 1)
      .map((token) => (token.rest?.kind === 'join' ? token.via! : `in:${token.node}`)),
  )
}

const graph = async (body: string): Promise<ProcessGraph> => (await compileBpmn(bpmn(body))).main

/** Runs a model with choices; `see` is called after every step. Undefined: it went round in circles. */
function play(
  compiled: ProcessGraph,
  steps: readonly { choices: Record<string, boolean>; pick: number }[],
  see: (instance: Instance) => void,
): Instance | undefined {
  const instance = new Instance(compiled)
  try {
    instance.start(steps[0]?.choices ?? {})
    see(instance)
    for (const { choices, pick } of steps) {
      const open = Object.values(instance.state.seats).filter((seat) => seat.status === 'open')
      if (open.length === 0) return instance
      instance.step({ type: 'set', variables: choices })
      instance.step({ type: 'verb', verb: 'approve', seat: open[pick % open.length]!.key, person: null, input: {} })
      see(instance)
    }
  } catch (error) {
    if (isAppError(error, 'process-unbounded')) return undefined
    throw error
  }
  return instance
}

const anySteps = fc.array(fc.record({ choices: anyChoices, pick: fc.nat(9) }), { minLength: 1, maxLength: 25 })

describe('against a simulator that tries every move', () => {
  const agree = (body: string, steps: readonly { choices: Record<string, boolean>; pick: number }[]) => async (): Promise<void> => {
    const compiled = await graph(body)
    const { markings, stuck, complete } = exploreScope(compiled, compiled.id)
    const instance = play(compiled, steps, (current) => {
      if (complete) expect(markings).toContain(markingOf(current))
    })
    if (instance === undefined || !complete) return
    const isStuck = instance.state.status === 'running' && Object.values(instance.state.seats).every((seat) => seat.status !== 'open')
    if (isStuck) expect(stuck.map(keyOf)).toContain(markingOf(instance))
    expect(instance.state.status === 'ended').toBe(markingOf(instance) === '')
  }
  it('structured models: every marking can be reached, none is missed', () =>
    fc.assert(
      fc.asyncProperty(anyBlock, anySteps, (block, steps) => agree(writeBlocks(block), steps)()),
      { numRuns: 50 },
    ))
  it('unstructured models', () =>
    fc.assert(
      fc.asyncProperty(anyGraph, anySteps, (body, steps) => agree(body, steps)()),
      { numRuns: 50 },
    ))
})

describe('structured models', () => {
  it('always come to their end, and the state between any two steps survives being written and read', () =>
    fc.assert(
      fc.asyncProperty(anyBlock, fc.array(fc.nat(9), { minLength: 400, maxLength: 400 }), async (block, picks) => {
        const none = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`c${index}`, false]))
        const instance = play(
          await graph(writeBlocks(block)),
          picks.map((pick) => ({ choices: none, pick })),
          (current) => {
            expect(decodeState(encodeState(current.state))).toEqual(current.state)
          },
        )
        expect(instance?.state).toMatchObject({ status: 'ended', tokens: {}, seats: {}, subscriptions: {} })
        expect(Object.keys(instance!.state.scopes)).toEqual(['1'])
      }),
      { numRuns: 30 },
    ))

  it('the forecast is the path when nobody uses a verb', () =>
    fc.assert(
      fc.asyncProperty(anyBlock, anyChoices, async (block, choices) => {
        const loopless = Object.fromEntries(Object.entries(choices).map(([name]) => [name, false]))
        const instance = new Instance(await graph(writeBlocks(block))).start(loopless)
        const foreseen = forecast(engine, instance.graph, instance.state, instance.facts).map((step) => step.node)
        const walked: string[] = []
        const seen = new Set<number>()
        const note = (): void => {
          for (const token of Object.values(instance.state.tokens)) {
            if (token.rest?.kind !== 'visit' || seen.has(token.key)) continue
            seen.add(token.key)
            walked.push(token.node)
          }
        }
        for (note(); instance.state.status === 'running'; note()) {
          const seat = Object.values(instance.state.seats).find((candidate) => candidate.status === 'open')
          if (seat === undefined) break
          instance.step({ type: 'verb', verb: 'approve', seat: seat.key, person: null, input: {} })
        }
        expect(foreseen).toEqual(walked)
      }),
      { numRuns: 30 },
    ))

  it('every decision and every element stands in the history, whatever verbs are used; tokens and seats agree', () =>
    fc.assert(
      fc.asyncProperty(
        anyBlock,
        fc.array(
          fc.tuple(
            fc.constantFrom('approve', 'reject', 'transfer', 'delegate', 'add-sign', 'return', 'claim', 'urge'),
            fc.nat(9),
            fc.nat(9),
          ),
          { maxLength: 20 },
        ),
        async (block, acts) => {
          const instance = new Instance(await graph(writeBlocks(block))).start()
          for (const [verb, pick, who] of acts) {
            const open = Object.values(instance.state.seats).filter((seat) => seat.status === 'open')
            if (open.length === 0 || instance.state.status !== 'running') break
            const seat = open[pick % open.length]!
            const visited = Object.keys(instance.state.rounds)
            try {
              instance.step({
                type: 'verb',
                verb,
                seat: seat.key,
                person: null,
                input: {
                  people: [[2, 3, 4, 5, 7][who % 5]!],
                  to: visited[who % visited.length],
                  where: (['before', 'after', 'beside'] as const)[who % 3],
                },
              })
            } catch (error) {
              expect(isAppError(error)).toBe(true)
              continue
            }
            if (verb !== 'claim') expect(instance.last.history.length).toBeGreaterThan(0)
            const changed = instance.last.seats.filter((change) => change.change === 'closed').map((change) => change.seat.key)
            expect(new Set(changed).size).toBe(changed.length)
            for (const live of Object.values(instance.state.seats)) expect(instance.state.tokens[live.token]?.rest?.kind).toBe('visit')
            for (const token of Object.values(instance.state.tokens)) {
              expect(token.rest).not.toBeNull()
              expect(instance.state.scopes[token.scope]).toBeDefined()
              if (token.rest!.kind === 'visit') {
                expect(
                  token.rest.seats.some((key) => ['open', 'waiting', 'planned'].includes(instance.state.seats[key]?.status ?? '')),
                ).toBe(true)
              }
              if (token.rest!.kind === 'scope') expect(instance.state.scopes[token.rest.scope]?.owner).toBe(token.key)
            }
            for (const scope of Object.values(instance.state.scopes)) {
              if (scope.owner !== 0) expect(instance.state.tokens[scope.owner]).toBeDefined()
            }
            for (const subscription of Object.values(instance.state.subscriptions)) {
              if (subscription.token !== 0) expect(instance.state.tokens[subscription.token]).toBeDefined()
            }
          }
        },
      ),
      { numRuns: 60 },
    ))
})
