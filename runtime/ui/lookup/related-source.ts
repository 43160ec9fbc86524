import type { InjectionKey, Ref } from 'vue'

export interface RelatedTable {
  readonly columns: readonly { readonly name: string; readonly label: string; readonly isNumber: boolean }[]
  readonly rows: readonly { readonly id: string; readonly title: string; readonly address: string; readonly cells: readonly string[] }[]
  readonly hasMore: boolean
}

/** Finds the records that refer to the one on the page. */
export interface RelatedSource {
  /** Absent while the record is not stored yet. */
  readonly id: Readonly<Ref<string | undefined>>
  find(entity: string, through: string, columns: readonly string[] | undefined): Promise<RelatedTable>
  /** Goes to a row without leaving the page's frame. */
  open(address: string): void
}

export const relatedSourceKey: InjectionKey<RelatedSource> = Symbol('related source')
