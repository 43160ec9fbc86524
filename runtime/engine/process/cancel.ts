import type { ScopeState, Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import type { Run } from './run.ts'

/** Takes a token away with everything that hangs on it: seats, subscriptions, inner scopes, called instances. */
export function cancelToken(run: Run, token: Token, why: string): void {
  const rest = run.token(token.key)?.rest ?? null
  if (rest?.kind === 'scope') cancelScope(run, rest.scope, why)
  if (rest?.kind === 'passes') for (const scope of passScopes(run, token.key)) cancelScope(run, scope.key, why)
  if (rest?.kind === 'call') run.effects.push({ do: 'call.cancel', token: token.key })
  if (rest?.kind === 'compensation') for (const handler of handlersOf(run, token.key)) cancelToken(run, handler, why)
  closeSeats(run, token.key, why)
  dropSubscriptions(run, token.key)
  run.dropToken(token.key)
}

/** Ends a scope and all inside; its owner token stays. */
export function cancelScope(run: Run, scope: number, why: string): void {
  clearScope(run, scope, why)
  run.dropScope(scope)
}

/** Ends everything inside a scope; the scope itself stays, without subscriptions of its own. */
export function clearScope(run: Run, scope: number, why: string): void {
  for (const token of run.tokensIn(scope)) if (run.token(token.key) !== undefined) cancelToken(run, token, why)
  for (const subscription of Object.values(run.state.subscriptions)) {
    if (subscription.scope === scope) run.dropSubscription(subscription.key)
  }
}

export function passScopes(run: Run, owner: number): ScopeState[] {
  return Object.values(run.state.scopes).filter((scope) => scope.kind === 'pass' && scope.owner === owner)
}

function handlersOf(run: Run, thrower: number): Token[] {
  return Object.values(run.state.tokens).filter((token) => token.handlerOf === thrower)
}

export function dropSubscriptions(run: Run, token: number): void {
  for (const subscription of Object.values(run.state.subscriptions)) {
    if (subscription.token === token) run.dropSubscription(subscription.key)
  }
}

/** Seats of a token leave the state; those still undecided are closed with the reason. */
export function closeSeats(run: Run, token: number, why: string): void {
  for (const seat of Object.values(run.state.seats)) {
    if (seat.token !== token) continue
    if (!run.closings.has(seat.key) && isUndecided(seat.status)) run.closeSeat(seat.key, { status: why, by: null, opinion: null })
    run.dropSeat(seat.key)
  }
}

export function isUndecided(status: string): boolean {
  return status === 'open' || status === 'planned' || status === 'waiting'
}
