import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { LineRow } from '@formwork/runtime/ui/grid/line-row.ts'
import { api } from '../../api/index.ts'
import type { RecordDraft } from '../draft/record-draft.ts'
import { askedValues, linesOfRow } from './asked-values.ts'

/** Which options may be taken here; undefined where nobody says so, or it cannot be asked: the server judges what is saved. */
export async function openChoices(
  draft: RecordDraft,
  field: FieldDefinition,
  row: LineRow | undefined,
): Promise<ReadonlySet<string> | undefined> {
  if (field.choices === undefined) return undefined
  const answer = await api.findings(field.choices, askedValues(draft, linesOfRow(draft, row), row), 1).catch(() => undefined)
  return answer === undefined ? undefined : new Set(answer.found.flatMap(({ value }) => value ?? []))
}
