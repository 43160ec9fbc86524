import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { InjectionKey } from 'vue'
import type { LineRow } from '../grid/line-row.ts'

export interface LookupChoice {
  id: string
  title: string
  code?: string
  note?: string
}

/** The reference that is filled in, and what its filter reads around it. */
export interface AskingPlace {
  /** `note.party`, `note.lines.item`. */
  readonly for: string
  /** Absent where it is asked for many records at once. */
  readonly values?: { readonly record: Readonly<Record<string, unknown>>; readonly line: Readonly<Record<string, unknown>> }
  /** Labels of what the filter reads and nobody has filled in yet. */
  readonly missing: readonly string[]
}

/** Where look-ups find records; the page around provides it. */
export interface LookupSource {
  /** By code, name, number or pinyin initials; empty text gives what is used most. What the filter at `place` keeps out is not found. */
  find(entity: string, text: string, field: FieldDefinition, place?: AskingPlace): Promise<LookupChoice[]>
  /** What many texts name, all in one request; a text that names nothing has no choices. */
  findMany?(entity: string, texts: readonly string[], place?: AskingPlace): Promise<ReadonlyMap<string, LookupChoice[]>>
  /** Whether the reader may make a new record while choosing. */
  mayCreate?(entity: string): boolean
  /** Makes a new record without leaving the page; undefined when that was given up. */
  create?(entity: string, text: string): Promise<LookupChoice | undefined>
  /** What stands directly under a record of a tree, by the reference `parent`; null: the top. */
  children?(entity: string, parent: string, above: string | null): Promise<LookupChoice[]>
}

export const lookupSourceKey: InjectionKey<LookupSource> = Symbol('lookup source')

/** What a look-up for a field is made for; the form around provides it. Undefined where its choices are not filtered. */
export const askingPlaceKey: InjectionKey<(field: FieldDefinition, row?: LineRow) => AskingPlace | undefined> = Symbol('asking place')

/** Which of its options a field may take, as the row around it stands; the form around provides it. Undefined: all. */
export const openChoicesKey: InjectionKey<(field: FieldDefinition, row?: LineRow) => Promise<ReadonlySet<string> | undefined>> =
  Symbol('open choices')

/** The row whose fields stand in a sheet; absent in a header. */
export const askingRowKey: InjectionKey<() => LineRow | undefined> = Symbol('asking row')
