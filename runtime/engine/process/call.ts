import type { GraphMapping } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import { complete } from './complete.ts'
import { resolveText } from './evaluate.ts'
import type { Run } from './run.ts'
import { giveResults, setVariables, visibleVariables } from './variables.ts'

/** Starts the called process as an instance of its own; without mappings all variables go in. One that names no process is done outside. */
export function startCall(run: Run, token: Token): void {
  const node = run.node(token.node)
  const called = node.settings.process ?? node.options.called
  const process = typeof called === 'string' ? String(resolveText(run, token.scope, called, node)) : ''
  if (process === '') {
    run.rest(token.key, { kind: 'external', topic: null, job: null })
    return
  }
  const forget = node.settings.forget === true
  run.effects.push({
    do: 'call.start',
    token: token.key,
    process,
    binding: String(node.settings.version ?? node.options.binding ?? 'latest'),
    version: typeof node.options.version === 'string' ? node.options.version : null,
    variables: handOver(run, token, (node.options.in ?? []) as readonly GraphMapping[]),
    forget,
  })
  if (forget) complete(run, token)
  else run.rest(token.key, { kind: 'call', process })
}

function handOver(run: Run, token: Token, mappings: readonly GraphMapping[]): Record<string, unknown> {
  const visible = visibleVariables(run, token.scope)
  if (mappings.length === 0) return visible
  const values: Record<string, unknown> = {}
  for (const mapping of mappings) {
    if (mapping.to === '*') Object.assign(values, visible)
    else values[mapping.to] = resolveText(run, token.scope, mapping.value, run.node(token.node))
  }
  return values
}

/** The called instance ended: its variables come back as the mappings say (without any: all of them). */
export function callEnded(run: Run, token: Token, variables: Readonly<Record<string, unknown>>): void {
  const node = run.node(token.node)
  const mappings = (node.options.out ?? []) as readonly GraphMapping[]
  if (mappings.length === 0 && node.options.mapped !== true) giveResults(run, token, variables)
  for (const mapping of mappings) {
    if (mapping.to === '*') setVariables(run, token.scope, variables)
    else setVariables(run, token.scope, { [mapping.to]: resolveText(run, token.scope, mapping.value, node, variables) })
  }
  complete(run, run.token(token.key)!)
}
