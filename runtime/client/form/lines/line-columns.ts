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
  return {
    name: field.name,
    label: labelText(field.label, field.name),
    width: field.width ?? cell.width,
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
