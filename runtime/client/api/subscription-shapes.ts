import type { LocalizedText } from '@formwork/platform/error/index.ts'

/** A report that one is sent again and again. */
export interface SubscriptionRow {
  id: string
  report: string
  label: LocalizedText
  /** A period by name, another one each time. */
  period: string | null
  rhythm: 'daily' | 'weekly' | 'monthly'
  hour: number
  /** Milliseconds since the epoch. */
  nextAt: number
  sentAt: number | null
}
