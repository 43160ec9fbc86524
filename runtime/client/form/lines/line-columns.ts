import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { GridColumn } from '@formwork/runtime/ui/grid/grid-column.ts'
import type { LineRow } from '@formwork/runtime/ui/grid/line-row.ts'
import { formatInside, toInside, toJson } from '../../fields/convert.ts'
import { fieldView } from '../../fields/faces.ts'
import { labelText } from '../../i18n/index.ts'
import type { RecordDraft } from '../draft/record-draft.ts'
import type { LiveFormulas } from '../live/live-formulas.ts'

/** The columns of a lines field, with everything a grid needs to show, read and check a cell. */
export function lineColumns(draft: RecordDraft, live: LiveFormulas, lines: FieldDefinition, isOpen: boolean): GridColumn[] {
  return (lines.fields ?? []).filter((field) => field.hidden !== true).map((field) => lineColumn(draft, live, lines, field, isOpen))
}

function lineColumn(draft: RecordDraft, live: LiveFormulas, lines: FieldDefinition, field: FieldDefinition, isOpen: boolean): GridColumn {
  const shown = draft.shown(field, lines.name)
  const { cell } = fieldView(shown.type)
  const state = live.state(field)
  const label = labelText(field.label, field.name)
  return {
    name: field.name,
    label,
    width: field.width ?? Math.max(cell.width, headWidth(label)),
    align: cell.align,
    isRequired: state.required && !state.readOnly && isOpen,
    isReadOnly: state.readOnly,
    assist: field.multiple === true && cell.assist === 'options' ? 'sheet' : cell.assist,
    entity: cell.entity?.(field),
    field,
    text: (row: LineRow) => formatInside(row.values[field.name], shown, row.titles[field.name]),
    write: (row: LineRow) => cell.write(toJson(row.values[field.name], shown), field),
    read: (text: string) => toInside(cell.read(text, field), field),
  }
}

/** Points that a head needs at most: longer words are cut off and told in full when pointed at. */
const WIDEST_HEAD = 150
const WIDE_LETTER = 14
const NARROW_LETTER = 7.5
/** Padding, and the star of what is required. */
const AROUND = 32

function headWidth(label: string): number {
  const letters = [...label].reduce((width, letter) => width + (letter > '\u2e80' ? WIDE_LETTER : NARROW_LETTER), 0)
  return Math.min(WIDEST_HEAD, Math.ceil(letters + AROUND))
}
