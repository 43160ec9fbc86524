import { describe, expect, it } from 'vitest'
import type { ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { decodeState } from './codec.ts'
import type { ProcessEvent } from './event.ts'
import type { ProcessFacts } from './facts.ts'
import { newState } from './new-state.ts'
import { startedStateText, startStep } from './start-step.ts'
import { completeStep, type StepResult } from './step.ts'
import { engine, facts, graphOf } from './testing.fixture.ts'

type StartEvent = Extract<ProcessEvent, { type: 'start' }>

const bySize = `
  <startEvent id="start"/><exclusiveGateway id="size" default="f3_size_done"/><userTask id="check"/><endEvent id="done"/>
  start -> size
  size -> check [record.amount > 100]
  size -> done
  check -> done`

const settings = { elements: { check: { assign: '=role("finance")', decide: 'any' as const } } }

function startOf(person: number | null, more: Partial<StartEvent> = {}): StartEvent {
  return { type: 'start', person, variables: {}, ...more }
}

function amount(value: number): ProcessFacts {
  return { ...facts, record: { amount: Decimal.of(value) } }
}

/** Starts as a command does, and says whether it was the same step again. */
function start(graph: ProcessGraph, own: ProcessFacts, event = startOf(1)): StepResult {
  const { result, keep } = startStep(engine, graph, newState(graph), event, own)
  keep?.()
  expect(result).toEqual(completeStep(engine, graph, newState(graph), event, own))
  expect(decodeState(startedStateText(result.state))).toEqual(result.state)
  return result
}

describe('the first step of an instance', () => {
  it('is not computed again while the same conditions are answered the same', async () => {
    const graph = await graphOf(bySize, settings)
    const first = start(graph, amount(50))
    expect(start(graph, amount(60))).toBe(first)
    expect(start(graph, amount(200)).state.status).toBe('running')
    expect(start(graph, amount(70))).toBe(first)
  })

  it('belongs to who started it', async () => {
    const graph = await graphOf(bySize, settings)
    const anna = start(graph, amount(50))
    const ben = start(graph, amount(50), startOf(2))
    expect([anna.state.initiator, ben.state.initiator, anna.history[0]!.person, ben.history[0]!.person]).toEqual([1, 2, 1, 2])
  })

  it('asks conditions about people and variables anew', async () => {
    const byPerson = await graphOf(bySize.replace('record.amount > 100', 'initiator.name = "anna"'), settings)
    expect([start(byPerson, facts, startOf(2)).state.status, start(byPerson, facts, startOf(1)).state.status]).toEqual(['ended', 'running'])
    const renamed = new Map([...facts.people.people].map(([id, person]) => [id, id === 2 ? { ...person, name: 'anna' } : person]))
    expect(start(byPerson, { ...facts, people: { ...facts.people, people: renamed } }, startOf(2)).state.status).toBe('running')
    const byVariable = await graphOf(bySize.replace('record.amount', 'amount'), settings)
    const given = (value: number): StartEvent => startOf(1, { variables: { amount: value } })
    expect([start(byVariable, facts, given(50)), start(byVariable, facts, given(500))].map(({ state }) => state.status)).toEqual([
      'ended',
      'running',
    ])
  })

  it('is computed each time where anything else is read', async () => {
    const named = await graphOf(`
      <startEvent id="start" camunda:initiator="who"/><endEvent id="done"/>
      start -> done`)
    const first = start(named, facts)
    const people = new Map([...facts.people.people].map(([id, person]) => [id, { ...person, login: `${person.name}-2` }]))
    const second = start(named, { ...facts, people: { ...facts.people, people } })
    expect(second).not.toBe(first)
    expect(JSON.stringify(second.effects)).toContain('anna-2')
  })

  it('refuses again what a condition cannot say', async () => {
    const graph = await graphOf(bySize.replace('record.amount > 100', 'record.amount / 0 > 1'), settings)
    for (const _ of [1, 2]) expect(() => start(graph, amount(1))).toThrow()
  })
})
