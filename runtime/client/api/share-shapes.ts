import type { LocalizedText } from '@formwork/platform/error/index.ts'
import type { PrintLayout } from '../print/print-shapes.ts'

/** A public link of one's own, as the server lists it; moments in milliseconds since the epoch. */
export interface PublicLinkRow {
  id: string
  entity: string
  record: string
  /** Null when the record is out of one's sight. */
  title: string | null
  role: LocalizedText
  createdAt: number
  expiresAt: number
  revokedAt: number | null
  opened: number
  openedAt: number | null
  state: 'open' | 'expired' | 'revoked'
}

export interface PublicLinksData {
  links: PublicLinkRow[]
  /** With a record: to whom it may be shown. */
  roles?: { name: string; label: LocalizedText; help?: LocalizedText }[]
}

export interface PublicLinkMade {
  id: string
  token: string
  expiresAt: number
}

/** What a public link shows. */
export interface SharedPaper {
  layout: PrintLayout
  expiresAt: number
}
