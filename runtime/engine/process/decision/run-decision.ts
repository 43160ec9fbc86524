import type { FeelContext, FeelValue } from '@formwork/platform/expression/index.ts'
import type { DecisionDefinition } from '@formwork/platform/definition/types.ts'
import type { Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import { scopeValues } from '../evaluate.ts'
import type { Run } from '../run.ts'
import { DecisionGraph } from './decision-graph.ts'

/** Runs a decision, with those it requires, over the variables seen from the token. Errors: `definition-not-found`, `decision-refused`. */
export function runDecision(run: Run, token: Token, name: string): unknown {
  const { facts } = run
  const graph = new DecisionGraph({
    decisions: facts.decisions,
    scope: scopeValues(run, token.scope, {}),
    runtime: { now: facts.now, timeZone: facts.timeZone, facts },
    functions: run.functions,
  })
  const { value, rules } = graph.decide(name)
  const definition = facts.decisions.get(name)!
  run.note({ action: 'decided-by-table', node: token.node, person: null, detail: { decision: name, rules } })
  return inShape(definition, value, run.node(token.node).options.shape)
}

/** The forms in which other tools hand a table's result to variables. */
function inShape(definition: DecisionDefinition, value: FeelValue, shape: unknown): unknown {
  const rows = Array.isArray(value) ? (value as readonly FeelValue[]) : value === null ? [] : [value]
  const asContext = (row: FeelValue): FeelContext =>
    definition.outputs.length === 1 ? { [definition.outputs[0]!.as ?? definition.outputs[0]!.name]: row } : (row as FeelContext)
  const asEntry = (row: FeelValue): FeelValue => (definition.outputs.length === 1 ? row : (Object.values(row as FeelContext)[0] ?? null))
  switch (shape) {
    case 'singleEntry':
      return rows.length === 0 ? null : asEntry(rows[0]!)
    case 'singleResult':
      return rows.length === 0 ? null : asContext(rows[0]!)
    case 'collectEntries':
      return rows.map(asEntry)
    case 'resultList':
      return rows.map(asContext)
    default:
      return value
  }
}
