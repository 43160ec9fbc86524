import type { ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { ProcessState } from '@formwork/platform/plugin/contracts/process-state.ts'

/** An instance before its start event. */
export function newState(graph: ProcessGraph): ProcessState {
  const root = { key: 1, node: graph.id, parent: 0, owner: 0, kind: 'process', variables: {}, compensable: [], resets: {} } as const
  return {
    schema: 1,
    status: 'running',
    outcome: null,
    error: null,
    initiator: null,
    next: 2,
    steps: 0,
    scopes: { 1: root },
    tokens: {},
    seats: {},
    subscriptions: {},
    rounds: {},
    verdicts: {},
    decided: [],
    acted: [],
  }
}
