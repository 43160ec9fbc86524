import { fail } from '@formwork/platform/error/index.ts'
import type { GraphFlow, GraphNode } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import { evaluateCondition } from './evaluate.ts'
import type { Run } from './run.ts'

/**
 * Leaves an activity or event (BPMN 13.3.2): every unconditional flow and every flow whose condition is true takes a
 * token; the default flow when no condition was true. Without outgoing flows the token ends here.
 */
export function leave(run: Run, token: Token): void {
  const node = run.node(token.node)
  const flows = outgoingFlows(run, node)
  if (flows.length === 0) return consume(run, token)
  take(run, token, chooseFlows(run, token, node, flows))
}

function chooseFlows(run: Run, token: Token, node: GraphNode, flows: readonly GraphFlow[]): GraphFlow[] {
  const chosen = flows.filter(
    (flow) => flow.id !== node.default && (flow.condition === null || evaluateCondition(run, token.scope, flow.condition, flow)),
  )
  const hasConditions = flows.some((flow) => flow.condition !== null && flow.id !== node.default)
  const isConditionTrue = chosen.some((flow) => flow.condition !== null)
  const fallback = flows.find((flow) => flow.id === node.default)
  if (fallback !== undefined && (!hasConditions ? chosen.length === 0 : !isConditionTrue)) chosen.push(fallback)
  if (chosen.length === 0) throw noWayOut(node)
  return chosen
}

function outgoingFlows(run: Run, node: GraphNode): GraphFlow[] {
  return node.outgoing.map((id) => run.graph.flows.get(id)).filter((flow) => flow !== undefined)
}

/** No condition is true and there is no default flow. */
export function noWayOut(node: GraphNode): Error {
  const element = node.name === null ? node.id : `${node.id} ${node.name}`
  return fail('process-no-way-out', { element })
}

/** The token is consumed and one is put on each flow. */
export function take(run: Run, token: Token, flows: readonly GraphFlow[]): void {
  for (const flow of flows) {
    run.trace.push(flow.id)
    const next = run.addToken({ scope: token.scope, node: flow.to, via: flow.id, pass: false, rest: null })
    run.agenda.push({ do: 'enter', token: next.key })
  }
  consume(run, token)
}

/** The token ends; its scope is checked, since it may have been the last one. */
export function consume(run: Run, token: Token): void {
  run.dropToken(token.key)
  run.agenda.push({ do: 'check', scope: token.scope })
}

/** Goes to a node of the same scope without a flow. */
export function jump(run: Run, token: Token, node: string): void {
  const next = run.addToken({ scope: token.scope, node, via: null, pass: false, rest: null })
  run.agenda.push({ do: 'enter', token: next.key })
  consume(run, token)
}

export function spawn(run: Run, scope: number, node: string): Token {
  const token = run.addToken({ scope, node, via: null, pass: false, rest: null })
  run.agenda.push({ do: 'enter', token: token.key })
  return token
}
