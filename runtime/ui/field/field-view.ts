import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { FieldType } from '@formwork/platform/plugin/contracts/field-type.ts'
import type { Component } from 'vue'

/**
 * The faces of a field type on a screen. Values cross them in JSON form (decimals and ids as strings, dates as ISO text, null for empty):
 * what a person typed and a type refuses crosses as the text itself, so that nothing that was typed is lost.
 */
export interface FieldView {
  readonly type: FieldType
  /** The input of a header field or of a sheet; takes FieldEditProperties, emits `update:modelValue` (value, title) and `commit`. */
  readonly edit: Component
  /** Read only, without an input; takes FieldViewProperties. Absent: the type's own `format` as text. */
  readonly view?: Component
  /** The view draws what it finds itself: it is shown without a value too, and instead of an input. */
  readonly isLive?: boolean
  readonly cell: CellFace
}

/** How the type behaves in a cell of the line grid. */
export interface CellFace {
  readonly align: 'start' | 'center' | 'end'
  /** What helps while typing: records found by the server, or the field's own options; `toggle` turns between yes and no; `sheet` opens the edit face instead of typing. */
  readonly assist?: 'records' | 'options' | 'sheet' | 'toggle'
  /** The entity whose records a cell holds. */
  entity?(field: FieldDefinition): string | undefined
  /** Typed or pasted text to JSON form; empty text never reaches it. What cannot be read is returned as it is: the type's `check` refuses it. */
  read(text: string, field: FieldDefinition): unknown
  /** JSON form to the text that an editor starts with. */
  write(value: unknown, field: FieldDefinition): string
  /** Width in px when the definition says none. */
  readonly width: number
}

export interface FieldEditProperties {
  id: string
  field: FieldDefinition
  modelValue: unknown
  /** What a reference is called. */
  title?: string
  disabled?: boolean
  invalid?: boolean
}

export interface FieldEditEvents {
  /** JSON form, or text that the type refuses; a reference brings what its record is called. */
  'update:modelValue': [value: unknown, title?: string]
  /** The input was left, or a choice was made. */
  commit: []
}

export interface FieldViewProperties {
  field: FieldDefinition
  /** JSON form. */
  value: unknown
  /** The value in words, as the field type formats it. */
  text: string
}
