import { fail } from '@formwork/platform/error/index.ts'
import {
  FeelFunction,
  isContext,
  readEntry,
  type EvaluationRuntime,
  type FeelValue,
  type FunctionRegistry,
  type Scope,
} from '@formwork/platform/expression/index.ts'
import type { DecisionDefinition } from '@formwork/platform/definition/types.ts'
import { evaluateTable, type DecisionResult } from './decision-table.ts'

type Values = Readonly<Record<string, FeelValue>>

export interface DecisionGraphOptions {
  readonly decisions: ReadonlyMap<string, DecisionDefinition>
  /** What the decisions read from outside. */
  readonly scope: Scope
  readonly runtime: EvaluationRuntime
  readonly functions: FunctionRegistry
}

/** Decisions over one set of values: what a decision requires is evaluated before it, each once (DMN 1.5, chapter 6). */
export class DecisionGraph {
  readonly #options: DecisionGraphOptions
  readonly #results = new Map<string, DecisionResult>()
  readonly #open = new Set<string>()

  constructor(options: DecisionGraphOptions) {
    this.#options = options
  }

  /** Errors: `definition-not-found`, `decision-refused` (a circle, a table that refuses). */
  decide(name: string): DecisionResult {
    const known = this.#results.get(name)
    if (known !== undefined) return known
    const definition = this.#definition(name)
    const result = this.#guarded(definition, () => {
      const { scope, runtime, functions } = this.#options
      return evaluateTable(definition, { ...scope, ...this.#required(definition) }, runtime, functions)
    })
    this.#results.set(name, result)
    return result
  }

  /** Results so far, those of required decisions included, in the order of evaluation. */
  get results(): ReadonlyMap<string, DecisionResult> {
    return this.#results
  }

  #required(definition: DecisionDefinition): Values {
    const values: Record<string, FeelValue> = {}
    const named: Record<string, FeelValue> = {}
    for (const name of definition.requires ?? []) {
      const required = this.#definition(name)
      if (required.parameters !== undefined) values[required.variable ?? required.name] = this.#knowledge(required, required.parameters)
      else {
        const { value } = this.decide(name)
        Object.assign(named, this.#outputsOf(required, value))
        values[required.variable ?? required.name] = value
      }
    }
    return { ...named, ...values }
  }

  /** Files of other tools read a required table by the names of its outputs; a value from outside that is called so comes first. */
  #outputsOf(required: DecisionDefinition, value: FeelValue): Values {
    const names = required.outputs.map((output) => output.as ?? output.name).filter((name) => !Object.hasOwn(this.#options.scope, name))
    if (required.outputs.length === 1) return Object.fromEntries(names.map((name) => [name, value]))
    return isContext(value) ? Object.fromEntries(names.map((name) => [name, readEntry(value, name) ?? null])) : {}
  }

  /** Business knowledge is a function: it sees its parameters and what it requires itself, nothing else. */
  #knowledge(definition: DecisionDefinition, parameters: readonly string[]): FeelFunction {
    const { runtime, functions } = this.#options
    const required = this.#guarded(definition, () => this.#required(definition))
    return new FeelFunction(definition.variable ?? definition.name, [...parameters], (values) => {
      const given = Object.fromEntries(parameters.map((parameter, index) => [parameter, values[index] ?? null]))
      return evaluateTable(definition, { ...required, ...given }, runtime, functions).value
    })
  }

  #definition(name: string): DecisionDefinition {
    const definition = this.#options.decisions.get(name)
    if (definition === undefined) throw fail('definition-not-found', { kind: 'decision', name })
    return definition
  }

  #guarded<T>(definition: DecisionDefinition, evaluate: () => T): T {
    const { name } = definition
    if (this.#open.has(name)) {
      throw fail('decision-refused', {
        decision: name,
        reason: { zh: '决策相互依赖，成为循环', en: 'the decisions require each other in a circle' },
      })
    }
    this.#open.add(name)
    try {
      return evaluate()
    } finally {
      this.#open.delete(name)
    }
  }
}
