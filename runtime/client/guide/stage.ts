import { shallowReactive, type ShallowRef } from 'vue'
import type { GuideData } from '../api/index.ts'
import type { RecordDraft } from '../form/draft/record-draft.ts'
import type { LinesHandle } from '../form/parts/lines-registry.ts'

/** A form that a guide fills in: what is typed lands in its draft, and nowhere else. */
export interface StagedForm {
  readonly draft: ShallowRef<RecordDraft | undefined>
  readonly lines: ReadonlyMap<string, LinesHandle>
  readonly preview: { readonly isAsking: Readonly<{ value: boolean }> }
}

/** Where a guide plays. While it does, a form takes no command, keeps nothing that is typed and is left without a question. */
export const stage = shallowReactive<{
  /** The guide that was asked for. */
  guide?: GuideData
  isPlaying: boolean
  /** Counts how often the page was drawn anew. */
  round: number
  form?: StagedForm
}>({ isPlaying: false, round: 0 })
