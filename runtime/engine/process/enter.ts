import { fail } from '@formwork/platform/error/index.ts'
import type { ActivityElement, Moves } from '@formwork/platform/plugin/contracts/element.ts'
import type { Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import { positionOf, unsupported } from './behaviours.ts'
import { completeActivity } from './complete.ts'
import { applyInputs, enterPasses, hasPasses, nameOf } from './passes.ts'
import type { Run } from './run.ts'
import { armBoundary } from './subscribe.ts'

/** A token enters its node: the registered behaviour decides what happens. */
export function enter(run: Run, moves: Moves, token: Token): void {
  const node = run.node(token.node)
  const activity = run.behaviours.activities.get(node.type)
  if (activity !== undefined) {
    if (token.pass) {
      applyInputs(run, token)
      return begin(run, moves, run.token(token.key)!, activity)
    }
    run.trace.push(node.id)
    run.note({ action: 'entered', node: node.id })
    armBoundary(run, moves, token)
    if (hasPasses(node)) return enterPasses(run, token, completeActivity)
    return begin(run, moves, token, activity)
  }
  run.trace.push(node.id)
  const gateway = run.behaviours.gateways.get(node.type)
  if (gateway !== undefined) return gateway.enter(moves, token)
  const position = positionOf(node, run.graph)
  const behaviour = position === null ? undefined : run.behaviours.positions.get(position)
  if (behaviour === undefined) throw unsupported(node)
  behaviour.enter(moves, token, run.behaviours.definitions)
}

/** Work that a test or a setting wants to be done by somebody outside (`wait`) is not done by the behaviour. */
function begin(run: Run, moves: Moves, token: Token, activity: ActivityElement): void {
  const { type, settings } = run.node(token.node)
  if (settings.wait === true && type.endsWith('Task') && type !== 'bpmn:UserTask') moves.waitOutside(token, null, null, {})
  else activity.enter(moves, token)
}

/** Visits of one element in one scope within one step: more is a circle that never waits. */
const MOST_MOVES = 1000

/** Counts moves, so that an endless loop fails the step instead of hanging it. */
export class MoveCounter {
  readonly #counts = new Map<string, number>()

  count(run: Run, token: Token): void {
    const key = `${token.scope} ${token.node}`
    const count = (this.#counts.get(key) ?? 0) + 1
    if (count > MOST_MOVES) throw fail('process-unbounded', { element: nameOf(run.node(token.node)), limit: MOST_MOVES })
    this.#counts.set(key, count)
  }
}
