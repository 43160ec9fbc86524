import type { DraftException } from '../../engine/record/draft.ts'
import { hasApproval } from '../has-approval.ts'
import type { WritePurpose } from '../save-request.ts'
import type { Unit } from '../unit.ts'
import { reasonFor } from './reason-for.ts'

/**
 * Whether what a rule would let pass is refused here: a warning without a reason where somebody could give one, an exception
 * where no approval follows. A draft is only told (in a preview); an approval itself writes what it lets pass.
 */
export function isRefused(unit: Unit, { mode, name }: DraftException, entity: string, purpose: WritePurpose): boolean {
  if (purpose === 'save') return unit.dryRun
  if (purpose === 'node') return false
  if (mode === 'warn') return reasonFor(unit, name) === null
  return purpose === 'amend' || !hasApproval(unit.model, entity)
}
