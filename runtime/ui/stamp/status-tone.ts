/** The colour family of a status: what is looked at, not what it is called. */
export type StatusTone = 'draft' | 'submitted' | 'posted' | 'voided' | 'closed'

const TONES: Record<string, StatusTone> = {
  draft: 'draft',
  submitted: 'submitted',
  posted: 'posted',
  voided: 'voided',
  closed: 'closed',
  active: 'posted',
  disabled: 'closed',
}

/** Unknown statuses are shown quietly, as a draft is. */
export function toneOf(status: string): StatusTone {
  return TONES[status] ?? 'draft'
}
