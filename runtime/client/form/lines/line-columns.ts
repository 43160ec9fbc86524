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
  const fields = lines.fields ?? []
  const standIns = new Set(fields.flatMap(({ enteredAs }) => (enteredAs === undefined ? [] : [enteredAs.field])))
  return fields
    .filter((field) => live.hasColumn(field, lines.name) && !standIns.has(field.name))
    .map((field) => lineColumn({ draft, live, lines, isOpen }, field, enteredField(fields, field)))
}

/** The field through which another one is typed; it is not there where its module is switched off, or a role hides it. */
function enteredField(fields: readonly FieldDefinition[], { enteredAs }: FieldDefinition): FieldDefinition | undefined {
  return enteredAs === undefined ? undefined : fields.find(({ name }) => name === enteredAs.field)
}

interface Place {
  readonly draft: RecordDraft
  readonly live: LiveFormulas
  readonly lines: FieldDefinition
  readonly isOpen: boolean
}

/** A figure that is entered in a measure of its own stands in one column: what was typed, or, where nothing was, the figure itself. */
function lineColumn({ draft, live, lines, isOpen }: Place, about: FieldDefinition, entered: FieldDefinition | undefined): GridColumn {
  const own = entered ?? about
  const field =
    entered === undefined ? about : { ...entered, label: about.label, history: about.history, scanned: about.scanned ?? entered.scanned }
  const shown = draft.shown(own, lines.name)
  const shownAbout = draft.shown(about, lines.name)
  const { cell } = fieldView(shown.type)
  const state = live.state(own)
  const label = labelText(about.label, about.name)
  const isShown = live.isConditional(own) ? (row: LineRow): boolean => live.isShown(own, lines.name, row) : undefined
  const isOwn = (row: LineRow): boolean => entered === undefined || (row.values[own.name] ?? null) !== null
  return {
    name: own.name,
    about: about.name,
    label,
    width: about.width ?? Math.max(cell.width, headWidth(label)),
    align: cell.align,
    isRequired: (state.starred || (entered !== undefined && live.state(about).starred)) && !state.readOnly && isOpen,
    isReadOnly: state.readOnly,
    assist: field.multiple === true && cell.assist === 'options' ? 'sheet' : cell.assist,
    entity: cell.entity?.(field),
    field,
    isShown,
    isAsked: isOpen && !state.readOnly ? live.rowDemand(own, lines.name) : undefined,
    text: (row: LineRow) =>
      isShown?.(row) === false
        ? ''
        : isOwn(row)
          ? formatInside(row.values[own.name], shown, row.titles[own.name])
          : formatInside(row.values[about.name], shownAbout, row.titles[about.name]),
    write: (row: LineRow) =>
      isOwn(row) ? cell.write(toJson(row.values[own.name], shown), field) : cell.write(toJson(row.values[about.name], shownAbout), field),
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
