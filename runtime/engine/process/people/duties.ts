import type { Run } from '../run.ts'
import { INITIATOR_NODE } from '../visit/node-settings.ts'

/**
 * Separation of duty over the whole instance, returns included (approvals, section 5): the other step of one duty that
 * this person, or somebody for whom he sits here or sat there, has decided. Proxies count as their principals. Null: free.
 */
export function forbiddenBy(run: Run, node: string, who: { readonly person: number; readonly principal: number | null }): string | null {
  const duties = run.graph.duties ?? []
  if (duties.length === 0) return null
  const mine = new Set([who.person, ...(who.principal === null ? [] : [who.principal])])
  for (const duty of duties) {
    if (!duty.elements.includes(node)) continue
    if (duty.elements.includes(INITIATOR_NODE) && run.state.initiator !== null && mine.has(run.state.initiator)) return INITIATOR_NODE
    const deed = (run.state.acted ?? []).find(
      (each) =>
        each.node !== node &&
        duty.elements.includes(each.node) &&
        (mine.has(each.person) || (each.principal !== null && mine.has(each.principal))),
    )
    if (deed !== undefined) return deed.node
  }
  return null
}
