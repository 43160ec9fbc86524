import type { ScopeState, Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import { toStorable } from './codec.ts'
import type { Run } from './run.ts'

/** Scopes from the given one up to the process. */
function scopeChain(run: Run, scope: number): ScopeState[] {
  const chain: ScopeState[] = []
  for (let key = scope; key !== 0; key = run.scope(key).parent) chain.push(run.scope(key))
  return chain
}

/** All variables seen from a scope: inner ones hide outer ones; counters of multi-instance activities included. */
export function visibleVariables(run: Run, scope: number): Record<string, unknown> {
  const visible: Record<string, unknown> = {}
  for (const level of scopeChain(run, scope).reverse()) {
    if (level.kind === 'pass') Object.assign(visible, passCounters(run, level.owner))
    Object.assign(visible, level.variables)
  }
  return visible
}

/** Counters of a multi-instance activity under BPMN's names and the shorter ones that other tools use. */
function passCounters(run: Run, owner: number): Record<string, unknown> {
  const rest = run.token(owner)?.rest
  if (rest?.kind !== 'passes' || rest.items === null) return {}
  const active = rest.started - rest.completed - rest.terminated
  return {
    nrOfInstances: rest.total,
    numberOfInstances: rest.total,
    nrOfActiveInstances: active,
    numberOfActiveInstances: active,
    nrOfCompletedInstances: rest.completed,
    numberOfCompletedInstances: rest.completed,
    nrOfTerminatedInstances: rest.terminated,
    numberOfTerminatedInstances: rest.terminated,
  }
}

/** Sets a variable in the nearest scope that has it, else in the process itself. */
export function setVariable(run: Run, scope: number, name: string, value: unknown): void {
  const chain = scopeChain(run, scope)
  const holder = chain.find((level) => Object.hasOwn(level.variables, name)) ?? chain.at(-1)!
  setLocalVariable(run, holder.key, name, value)
}

export function setLocalVariable(run: Run, scope: number, name: string, value: unknown): void {
  run.changeScope(scope, { variables: { ...run.scope(scope).variables, [name]: toStorable(value) } })
}

/** What an activity gives: kept to itself where its output mappings say what may leave it. */
export function giveResults(run: Run, token: Token, values: Readonly<Record<string, unknown>>): void {
  if (!token.pass || run.node(token.node).options.keepsResults !== true) return setVariables(run, token.scope, values)
  for (const [name, value] of Object.entries(values)) setLocalVariable(run, token.scope, name, value)
}

export function setVariables(run: Run, scope: number, values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) setVariable(run, scope, name, value)
}
