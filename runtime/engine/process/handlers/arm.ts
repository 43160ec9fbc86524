import type { EngineMoves } from '../moves.ts'
import type { Run } from '../run.ts'
import { subscribeEvent } from '../subscribe.ts'

/** After a move to a new version: events of activities and scopes that nobody listens to yet begin to listen. */
export function arm(run: Run, moves: EngineMoves, person: number | null): void {
  run.cause = { person, onBehalfOf: null }
  run.note({ action: 'migrated' })
  for (const token of Object.values(run.state.tokens)) {
    if (token.pass || token.rest === null || token.rest.kind === 'join') continue
    for (const id of run.node(token.node).attached) if (!listens(run, id, token.key)) subscribeEvent(run, moves, token, run.node(id))
  }
  for (const scope of Object.values(run.state.scopes)) {
    if (scope.kind === 'pass') continue
    const starts = (run.graph.scopes.get(scope.node)?.eventSubprocesses ?? []).flatMap(
      (id) => run.graph.scopes.get(id)?.triggeredStarts ?? [],
    )
    for (const id of starts) {
      if (hears(run, id, scope.key)) continue
      subscribeEvent(run, moves, { key: 0, scope: scope.key, node: run.node(id).scope, via: null, pass: false, rest: null }, run.node(id))
    }
  }
}

function listens(run: Run, node: string, token: number): boolean {
  return Object.values(run.state.subscriptions).some((subscription) => subscription.node === node && subscription.token === token)
}

function hears(run: Run, node: string, scope: number): boolean {
  return Object.values(run.state.subscriptions).some(
    (subscription) => subscription.node === node && subscription.scope === scope && subscription.token === 0,
  )
}
