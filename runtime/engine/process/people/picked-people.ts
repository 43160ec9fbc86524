import { fail } from '@formwork/platform/error/index.ts'
import type { GraphNode } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { Picks } from '../event.ts'
import type { Run } from '../run.ts'
import type { Candidate } from './to-people.ts'

/** Most people that can be chosen for one step (approvals, 1.4). */
const MOST_PICKED = 25

/** Chosen people are kept until their step is entered; a later choice replaces an earlier one. */
export function rememberPicks(run: Run, picks: Picks | undefined): void {
  if (picks === undefined) return
  for (const node of Object.keys(picks)) if (!run.graph.nodes.has(node)) throw fail('process-unknown-element', { element: node })
  run.state.picks = { ...run.state.picks, ...picks }
}

/**
 * 发起人自选, 上一审批人指定: those who were chosen, out of the range that the step names (null: everybody). Nobody or
 * the wrong number refuses the act of whoever has to choose; what happens by itself goes by the policy for nobody.
 * Errors: `process-pick-needed`, `process-person-refused`.
 */
export function pickedPeople(run: Run, node: GraphNode, range: readonly Candidate[] | null): Candidate[] {
  const { pick } = node.settings
  if (pick === undefined) return [...(range ?? [])]
  const chosen = [...new Set(run.state.picks?.[node.id] ?? [])]
  const called = node.name ?? node.id
  const [least, most] = [pick.least ?? 1, pick.most ?? MOST_PICKED]
  if (chosen.length < least || chosen.length > most) {
    if (run.cause.person === null) return []
    throw fail('process-pick-needed', { element: called, least, most }, node.id)
  }
  return chosen.map((person) => {
    const known = run.facts.people.people.get(person)
    const isInRange = range === null || range.some((candidate) => candidate.person === person)
    if (known === undefined || known.disabled || !isInRange) {
      const reason = { zh: `不在“${called}”的可选范围内`, en: `is not among those to choose from for "${called}"` }
      throw fail('process-person-refused', { person: known?.name ?? String(person), reason }, node.id)
    }
    return {
      person,
      principal: null,
      weight: '1',
      reason: { source: pick.by === 'initiator' ? 'picked-by-initiator' : 'picked', detail: '' },
    }
  })
}
