import { isAppError } from '@formwork/platform/error/index.ts'
import type { ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { ProcessState, Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import type { ProcessEvent } from './event.ts'
import { Instance } from './testing.fixture.ts'

/** Every marking that the engine reaches with at most `depth` acts, every act tried in every state with every choice. */
export function reachedMarkings(
  graph: ProcessGraph,
  variables: Record<string, unknown>,
  depth: number,
  on?: string,
  choices: readonly string[] = [],
): Set<string> {
  const markings = new Set<string>()
  const seen = new Map<string, number>()
  const open: [Instance, number][] = valuesOf(choices).map((values) => [new Instance(graph).start({ ...variables, ...values }), 0])
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [instance, acts] = next
    const key = stateKey(instance.state)
    if ((seen.get(key) ?? Infinity) <= acts) continue
    seen.set(key, acts)
    markings.add(markingOf(instance.state))
    if (acts === depth || instance.state.status !== 'running') continue
    for (const values of valuesOf(choices)) {
      const after = actsOf(instance, on).flatMap((event) => stepped(instance, choices.length > 0 ? values : undefined, event))
      open.push(...after.map((other): [Instance, number] => [other, acts + 1]))
    }
  }
  return markings
}

/** A copy one act further; nothing when it may not happen now. */
function stepped(instance: Instance, values: Record<string, boolean> | undefined, event: ProcessEvent): Instance[] {
  const other = new Instance(instance.graph)
  other.state = instance.state
  other.facts = instance.facts
  try {
    if (values !== undefined) other.step({ type: 'set', variables: values })
    return [other.step(event)]
  } catch (error) {
    if (!isAppError(error, 'process-not-active')) throw error
    return []
  }
}

function valuesOf(choices: readonly string[]): Record<string, boolean>[] {
  return choices.reduce<Record<string, boolean>[]>(
    (all, name) =>
      all.flatMap((values) => [
        { ...values, [name]: true },
        { ...values, [name]: false },
      ]),
    [{}],
  )
}

/** Everything that may happen now: tasks are done, whatever is waited for comes, somebody chooses inside an ad-hoc sub-process. */
function actsOf({ graph, state }: Instance, on: string | undefined): ProcessEvent[] {
  const done = Object.values(state.tokens)
    .filter((token) => token.rest?.kind === 'visit' || token.rest?.kind === 'external')
    .map((token): ProcessEvent => ({ type: 'done', token: token.key, person: null, variables: {} }))
  const events = Object.values(state.subscriptions).flatMap(({ key, kind }): ProcessEvent[] =>
    kind === 'message' || kind === 'signal'
      ? [{ type: kind, subscription: key, variables: {} }]
      : kind === 'timer'
        ? [{ type: 'due', subscription: key }]
        : [],
  )
  const chosen = Object.values(state.scopes)
    .filter((scope) => graph.nodes.get(scope.node)?.type === 'bpmn:AdHocSubProcess')
    .flatMap((scope) => graph.scopes.get(scope.node)!.starts.map((node): ProcessEvent => ({ type: 'activate', node, person: 1 })))
  const isOff = on !== undefined && state.scopes[1]!.variables[on] !== true
  return [...done, ...events, ...chosen, ...(isOff ? [{ type: 'set', variables: { [on]: true } } as const] : [])]
}

/** Places where tokens rest: `element`, or `>flow` at a join. */
function markingOf(state: ProcessState): string {
  return Object.values(state.tokens)
    .filter((token) => token.rest?.kind !== 'passes' && token.rest?.kind !== 'scope')
    .map((token) => (token.rest?.kind === 'join' ? `>${token.via}` : token.node))
    .sort()
    .join(' ')
}

/** What decides what may come, without the keys: equal for states that behave alike. */
function stateKey(state: ProcessState): string {
  const path = (key: number): string => {
    const scope = state.scopes[key]!
    return scope.owner === 0 ? '' : `${path(state.tokens[scope.owner]!.scope)}/${scope.node}${JSON.stringify(scope.resets)}`
  }
  const text = (token: Token): string => {
    const { rest } = token
    const counts = rest?.kind === 'passes' ? [rest.started, rest.completed, rest.total] : []
    return [path(token.scope), token.node, rest?.kind, token.via, ...counts].join('|')
  }
  const waits = Object.values(state.subscriptions).map((each) => `${each.kind}|${each.node}|${each.name}`)
  return JSON.stringify([Object.values(state.tokens).map(text).sort(), waits.sort(), state.scopes[1]?.resets, state.scopes[1]?.variables])
}
