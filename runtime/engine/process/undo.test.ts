import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileBpmn } from '@formwork/platform/definition/bpmn/index.ts'
import { isAppError } from '@formwork/platform/error/index.ts'
import type { ProcessState } from '@formwork/platform/plugin/contracts/process-state.ts'
import { decodeUndo, encodeUndo, makeUndo } from './undo.ts'
import { anyBlock, anyChoices, anyGraph, writeBlocks } from './random-model.fixture.ts'
import { bpmn, Instance } from './testing.fixture.ts'

/** What a way back must restore: everything but the counters that only grow. */
function essence({ tokens, scopes, seats, subscriptions, rounds, verdicts, decided, status, outcome }: ProcessState): unknown {
  const unversioned = Object.fromEntries(Object.entries(seats).map(([key, seat]) => [key, { ...seat, version: 0 }]))
  return { tokens, scopes, seats: unversioned, subscriptions, rounds, verdicts, decided, status, outcome }
}

const anyActs = fc.array(
  fc.tuple(fc.constantFrom('approve', 'approve', 'approve', 'reject', 'add-sign', 'transfer', 'return'), fc.nat(9), fc.nat(9)),
  {
    minLength: 1,
    maxLength: 12,
  },
)

/** Acts on an open seat, takes every decision back once and does it again. Returns how many were taken back. */
function actAndTakeBack(instance: Instance, acts: readonly (readonly [string, number, number])[]): number {
  let taken = 0
  for (const [verb, pick, who] of acts) {
    const open = Object.values(instance.state.seats).filter((seat) => seat.status === 'open')
    if (open.length === 0 || instance.state.status !== 'running') break
    const seat = open[pick % open.length]!
    const visited = Object.keys(instance.state.rounds)
    const people = [[2, 3, 4, 5, 7][who % 5]!]
    const input = { people, to: visited[who % visited.length], where: (['before', 'after', 'beside'] as const)[who % 3] }
    const act = (): unknown => instance.step({ type: 'verb', verb, seat: seat.key, person: null, input })
    const before = instance.state
    try {
      act()
    } catch (error) {
      if (!isAppError(error)) throw error
      expect(instance.state).toBe(before)
      continue
    }
    const undo =
      verb === 'approve' || verb === 'reject' ? makeUndo(before, instance.state, instance.last.effects, seat.key, seat.person) : null
    if (undo === null) continue
    const after = essence(instance.state)
    instance.step({ type: 'take-back', person: null, undo: decodeUndo(encodeUndo(undo)) })
    expect(essence(instance.state)).toEqual(essence(before))
    expect(instance.last.history.map((line) => line.action)).toContain('taken-back')
    instance.facts = { ...instance.facts }
    act()
    expect(Object.keys(instance.state.seats)).toHaveLength(Object.keys((after as ProcessState).seats).length)
    taken++
  }
  return taken
}

describe('taking a decision back restores the state before it, whatever the model', () => {
  it.each([
    ['structured', anyBlock.map(writeBlocks)],
    ['unstructured', anyGraph],
  ] as const)('%s', async (_name, anyBody) => {
    let taken = 0
    await fc.assert(
      fc.asyncProperty(anyBody, anyChoices, anyActs, async (body, choices, acts) => {
        const instance = new Instance((await compileBpmn(bpmn(body))).main)
        try {
          instance.start(choices)
          taken += actAndTakeBack(instance, acts)
        } catch (error) {
          // A model that only runs in circles is stopped; that is another test's concern.
          if (!isAppError(error, 'process-unbounded')) throw error
        }
      }),
      { numRuns: 60 },
    )
    expect(taken).toBeGreaterThan(10)
  })
})
