import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { InjectionKey } from 'vue'

export interface LookupChoice {
  id: string
  title: string
  code?: string
  note?: string
}

/** Where look-ups find records; the page around provides it. */
export interface LookupSource {
  /** By code, name, number or pinyin initials; empty text gives what is used most. */
  find(entity: string, text: string, field: FieldDefinition): Promise<LookupChoice[]>
  /** What many texts name, all in one request; a text that names nothing has no choices. */
  findMany?(entity: string, texts: readonly string[]): Promise<ReadonlyMap<string, LookupChoice[]>>
  /** Whether the reader may make a new record while choosing. */
  mayCreate?(entity: string): boolean
  /** Makes a new record without leaving the page; undefined when that was given up. */
  create?(entity: string, text: string): Promise<LookupChoice | undefined>
  /** What stands directly under a record of a tree, by the reference `parent`; null: the top. */
  children?(entity: string, parent: string, above: string | null): Promise<LookupChoice[]>
}

export const lookupSourceKey: InjectionKey<LookupSource> = Symbol('lookup source')
