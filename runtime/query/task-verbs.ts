import type { ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { ProcessState } from '@formwork/platform/plugin/contracts/process-state.ts'
import { INITIATOR_NODE, settingsOf } from '../engine/process/visit/node-settings.ts'
import { returnTargets } from '../engine/process/visit/return-targets.ts'
import type { InboxRow } from '../store/process/inbox.ts'

/** What the holder of a seat may do now, the usual first. `verbs` of the node limits it; what was returned to its initiator is submitted again on its own page. */
export function taskVerbs(graph: ProcessGraph, state: ProcessState, row: InboxRow, isUndoable: boolean): string[] {
  const node = graph.nodes.get(row.node)
  const seat = state.seats[row.key]
  if (node === undefined) return []
  if (row.box === 'done') return isUndoable ? ['take-back'] : []
  if (seat === undefined || seat.status !== 'open') return []
  if (state.status === 'returned' && seat.node === INITIATOR_NODE && row.record !== null) return ['resubmit']
  const settings = settingsOf(node)
  const isRivalled = Object.values(state.seats).some(
    (other) => other.token === seat.token && other.key !== seat.key && other.status === 'open',
  )
  const verbs = [
    ...(settings.handle ? ['hand-in'] : ['approve', 'reject']),
    ...(settings.abstain ? ['abstain'] : []),
    ...(returnTargets(graph, state, seat).length > 0 ? ['return'] : []),
    ...(state.initiator === null ? [] : ['return-to-initiator']),
    'transfer',
    'delegate',
    ...(seat.parent === null ? ['add-sign'] : []),
    ...((settings.decide === 'claim' || settings.decide === 'any') && isRivalled ? ['claim'] : []),
    'comment',
  ]
  return node.settings.verbs === undefined
    ? verbs
    : verbs.filter((verb) => ['approve', 'reject', 'hand-in'].includes(verb) || node.settings.verbs!.includes(verb))
}
