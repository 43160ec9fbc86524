import { failAll } from '@formwork/platform/error/index.ts'
import { renderFindings, type Draft } from '../engine/record/draft.ts'

/** Refuses with every finding at once, each at its field and row. */
export function refuseFindings(draft: Draft): void {
  if (draft.findings.length > 0) throw failAll(renderFindings(draft))
}
