import type { LocalizedText } from '@formwork/platform/error/index.ts'

/** What makes records of the rows of a report. */
export interface BatchOffer {
  name: string
  label?: LocalizedText
  help?: LocalizedText
  report: string
  entity: string
}

/** What a batch would make now: a record of each group, unless today's stands there. */
export interface BatchGroups {
  entity: string
  /** So many records at most in one run. */
  most?: number
  groups: { key: string; rows: unknown[]; record: string | null }[]
}

export interface OfferedBatches {
  /** What makes records of the rows of a report, where the reader may create such records. */
  batches?: BatchOffer[]
}
