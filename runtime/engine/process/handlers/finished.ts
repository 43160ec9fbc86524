import { fail } from '@formwork/platform/error/index.ts'
import { complete } from '../complete.ts'
import type { ProcessEvent } from '../event.ts'
import type { EngineMoves } from '../moves.ts'
import { nameOf } from '../passes.ts'
import type { Run } from '../run.ts'
import { throwError } from '../throw.ts'
import { giveResults, setVariables } from '../variables.ts'

/** Work outside is done; its values become variables. */
export function finished(run: Run, event: Extract<ProcessEvent, { type: 'done' }>): void {
  const token = waitingToken(run, event.token)
  run.cause = { person: event.person, onBehalfOf: null }
  giveResults(run, token, event.variables)
  complete(run, token)
}

/** Work outside failed with an error that the model may catch. */
export function failed(run: Run, moves: EngineMoves, event: Extract<ProcessEvent, { type: 'failed' }>): void {
  const token = waitingToken(run, event.token)
  setVariables(run, token.scope, event.variables ?? {})
  throwError(run, moves, token, event.code, event.message)
}

function waitingToken(run: Run, key: number): NonNullable<ReturnType<Run['token']>> {
  const token = run.token(key)
  if (token === undefined) throw fail('process-not-active', { element: String(key) })
  if (token.rest === null || token.rest.kind === 'join' || token.rest.kind === 'passes') {
    throw fail('process-not-active', { element: nameOf(run.node(token.node)) })
  }
  return token
}
