import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { InjectionKey } from 'vue'
import type { LiveFormulas } from '../live/live-formulas.ts'
import type { RecordDraft } from '../draft/record-draft.ts'

/** What the inputs of one form share. */
export interface DraftHandle {
  draft: RecordDraft
  live: LiveFormulas
  /** Nothing may be changed (posted, or no right to). */
  isReadOnly: () => boolean
  /** Fields that may be written although the rest may not (a task's). */
  mayEdit: (field: FieldDefinition) => boolean
}

export const draftKey: InjectionKey<DraftHandle> = Symbol('draft of a record')
