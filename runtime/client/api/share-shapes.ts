import type { LocalizedText } from '@formwork/platform/error/index.ts'
import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
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

/** A public form of one's own, as the server lists it; moments in milliseconds since the epoch. */
export interface PublicFormRow {
  id: string
  entity: string
  role: LocalizedText
  title: string | null
  fields: string[]
  answered: number
  answerLimit: number
  answeredAt: number | null
  expiresAt: number
  revokedAt: number | null
  state: 'open' | 'expired' | 'revoked' | 'full'
}

/** For whom a form of an entity may be made: what can be asked for, and what has to be. */
export interface PublicFormRole {
  name: string
  label: LocalizedText
  help?: LocalizedText
  fields: string[]
  needed: string[]
}

export interface PublicFormsData {
  forms: PublicFormRow[]
  roles?: PublicFormRole[]
}

/** What a public form asks. */
export interface AskedForm {
  title: string | null
  note: string | null
  expiresAt: number
  timeZone: string
  entity: EntityDefinition
}

/** What a public link shows. */
export interface SharedPaper {
  layout: PrintLayout
  expiresAt: number
}
