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

/** Tells the life of a field when its name is pressed; absent where no record is stored. */
export const fieldHistoryKey: InjectionKey<(field: string) => void> = Symbol('field history')
