import { fail, isAppError } from '@formwork/platform/error/index.ts'
import type { FeelContext } from '@formwork/platform/expression/index.ts'
import { typeValue, type DmnModel } from '@formwork/platform/definition/dmn/index.ts'
import type { DecisionDefinition } from '@formwork/platform/definition/types.ts'
import { functionsOf } from '@formwork/platform/plugin/expression-functions.ts'
import { DEFAULT_TIME_ZONE } from '@formwork/platform/value/index.ts'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { DecisionGraph } from '../../engine/process/decision/decision-graph.ts'
import { plainJson } from '../process/describe-world.ts'
import { readVariables } from '../process/read-variables.ts'
import type { DecisionCase } from './read-cases.ts'

const functions = functionsOf(createBuiltInRegistry())

interface DecisionReport {
  readonly id: string
  readonly name: string
  readonly value?: unknown
  readonly rules?: readonly string[]
  readonly refused?: { readonly code: string; readonly message: string }
}

export interface CaseReport {
  readonly name?: string
  readonly ok: boolean
  readonly results: Readonly<Record<string, unknown>>
  readonly decisions: readonly DecisionReport[]
  readonly differences?: readonly string[]
}

/** Evaluates one decision of a model, or all of them, over the values of a case. Errors: `definition-not-found`. */
export function evaluateCase(model: DmnModel, { name, input, decision, expect, hasExpectation }: DecisionCase, now: number): CaseReport {
  const graph = new DecisionGraph({
    decisions: new Map(model.decisions.map((definition) => [definition.name, definition])),
    scope: readInput(model, input),
    runtime: { now, timeZone: DEFAULT_TIME_ZONE },
    functions,
  })
  const wanted = decision === undefined ? model.decisions.filter(({ parameters }) => parameters === undefined) : [find(model, decision)]
  const decisions = wanted.map((definition) => evaluate(graph, definition))
  const results = Object.fromEntries(decisions.filter(({ refused }) => refused === undefined).map((report) => [report.name, report.value]))
  const differences = hasExpectation ? compare(expect, decision === undefined ? results : decisions[0]!.value, decision === undefined) : []
  return {
    ...(name === undefined ? {} : { name }),
    ok: differences.length === 0 && decisions.every(({ refused }) => refused === undefined),
    results,
    decisions,
    ...(differences.length === 0 ? {} : { differences }),
  }
}

function find(model: DmnModel, wanted: string): DecisionDefinition {
  const found = model.decisions.find(({ name, label, variable }) => wanted === name || wanted === label || wanted === variable)
  if (found === undefined) throw fail('definition-not-found', { kind: 'decision', name: wanted })
  return found
}

/** Names without a value are null, as DMN wants it. */
function readInput(model: DmnModel, input: Readonly<Record<string, unknown>>): FeelContext {
  const values: Record<string, unknown> = Object.fromEntries(model.inputs.map(({ name }) => [name, null]))
  for (const [name, value] of Object.entries(readVariables(input))) {
    const type = model.inputs.find((candidate) => candidate.name === name)?.type ?? null
    values[name] = typeValue(value, type, model.types)
  }
  return values as FeelContext
}

function evaluate(graph: DecisionGraph, definition: DecisionDefinition): DecisionReport {
  const id = definition.name
  const name = typeof definition.label === 'string' ? definition.label : (definition.variable ?? id)
  try {
    const { value, rules } = graph.decide(id)
    return { id, name, value: plainJson(value), rules }
  } catch (error) {
    if (!isAppError(error)) throw error
    return { id, name, refused: { code: error.code, message: error.describe('en') } }
  }
}

function compare(expect: unknown, found: unknown, byName: boolean): string[] {
  const expected = plainJson(readVariables({ expect }).expect)
  if (!byName) return differ('value', expected, found)
  return Object.entries(expected as Record<string, unknown>).flatMap(([name, value]) =>
    differ(name, value, (found as Readonly<Record<string, unknown>>)[name]),
  )
}

function differ(name: string, expected: unknown, found: unknown): string[] {
  const isSame = JSON.stringify(sorted(expected)) === JSON.stringify(sorted(found))
  return isSame ? [] : [`${name}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`]
}

/** The order of a context's entries says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))
  return Object.fromEntries(entries.map(([name, entry]) => [name, sorted(entry)]))
}
