/** One step towards what changed: a property, or an element of a list or map by its name. */
export type ChangeStep =
  | { readonly property: string; readonly element?: undefined }
  /** `value` is the element as it is now, or was. */
  | { readonly element: string; readonly value: unknown; readonly property?: undefined }

/** One difference between two sets of definitions, addressed by names and never by position. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed' | 'renamed' | 'reordered'
  readonly definitionKind: string
  readonly definition: string
  /** From the definition down; empty: the definition as a whole. */
  readonly path: readonly ChangeStep[]
  readonly before?: unknown
  readonly after?: unknown
  readonly message: { zh: string; en: string }
}

export type BareChange = Omit<Change, 'message' | 'definitionKind' | 'definition'>
