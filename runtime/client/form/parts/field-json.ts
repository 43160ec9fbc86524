import { toJson } from '../../fields/convert.ts'
import type { RecordDraft } from '../draft/record-draft.ts'

/** What an input shows of a header field: refused text as it was typed, else the value in JSON form. */
export function fieldJson(draft: RecordDraft, name: string): unknown {
  const field = draft.field(name)
  if (field === undefined) return null
  const typed = draft.header.typed[name]
  return typed ?? toJson(draft.header.values[name], draft.shown(field))
}
