import type { EntityDefinition, FieldDefinition, ListDefinition } from '@formwork/platform/definition/types.ts'
import type { LocalizedText } from '@formwork/platform/error/index.ts'
import type { Component } from 'vue'

/** A row as shapes show it; values in JSON form. */
export interface ShapeRow {
  readonly id: string
  readonly version: number
  readonly status: string
  readonly title: string
  readonly number?: string | null
  readonly values: Readonly<Record<string, unknown>>
  readonly titles?: Readonly<Record<string, string>>
}

export interface ShapeGroup {
  readonly value: unknown
  readonly title?: string
  readonly count: number
  readonly totals: Readonly<Record<string, string>>
}

export type ShapeCondition =
  { readonly field: string; readonly operator: string; readonly value?: unknown } | { readonly or: readonly ShapeCondition[] }

export interface ShapePage {
  readonly rows: readonly ShapeRow[]
  readonly next?: string
}

/** What a shape may ask of the list it stands in: always under the list's own filter and search, and the reader's rights. */
export interface ShapeSource {
  page(query: { where?: readonly ShapeCondition[]; sort?: string; limit: number; after?: string }): Promise<ShapePage>
  groups(by: string): Promise<readonly ShapeGroup[]>
  /** A value in words. */
  text(row: ShapeRow, field: string): string
  statusText(status: string): string
  mayEdit(row: ShapeRow): boolean
  /** Saves values, or moves the status; false where it was refused (the person is told). */
  change(row: ShapeRow, to: { values: Record<string, unknown> } | { status: string }): Promise<boolean>
  /** Statuses that a row may go to by hand. */
  statusesFor(row: ShapeRow): readonly string[]
  /** Address of a stored picture. */
  picture(id: string): string
}

export type ShapeDefinition = NonNullable<ListDefinition['views']>[number]

/** Properties of a shape's component; it emits `open` (id) and, where it knows values of a new record, `create` (values). */
export interface ListShapeProperties {
  definition: ShapeDefinition
  entity: EntityDefinition
  /** Fields that are added up. */
  totals: readonly FieldDefinition[]
  source: ShapeSource
  label: string
}

/** Another way to show a list than rows: registered like a field's faces, loaded when it is chosen. */
export interface ListShape {
  readonly name: ShapeDefinition['type']
  readonly label: LocalizedText
  /** A definition that suits an entity without one; undefined where the shape makes no sense. */
  suggest(entity: EntityDefinition): ShapeDefinition | undefined
  load(): Promise<{ default: Component }>
}
