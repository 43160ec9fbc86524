import { localize } from '@formwork/platform/error/index.ts'
import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { LineRow } from '@formwork/runtime/ui/grid/line-row.ts'
import type { Finding } from '../../api/index.ts'
import { currentLanguage, i18n, labelText } from '../../i18n/index.ts'
import { evaluate } from '../live/evaluate.ts'
import type { LiveFormulas } from '../live/live-formulas.ts'
import { filledRows } from './collect-changes.ts'
import type { RecordDraft } from './record-draft.ts'

/** What can be known to be wrong without asking the server: unreadable text, required fields, rules over own fields. */
export function checkDraft(draft: RecordDraft, live: LiveFormulas, submitting: boolean): Finding[] {
  const findings = checkRow(draft.header, draft.id === undefined, draft.entity.fields, '', (field) => live.state(field), '')
  for (const [name, table] of draft.tables) {
    filledRows(table.rows).forEach((row, index) => {
      const place = i18n.global.t('lines.row', { row: index + 1 })
      findings.push(
        ...checkRow(
          row,
          row.id === undefined,
          draft.lineFields(name),
          `${name}/${index}/`,
          (field) => live.state(field, { lines: name, row }),
          place,
        ),
      )
    })
  }
  return [...findings, ...checkRules(draft, live, submitting)]
}

/** A default is the server's to fill in, where the row is new and nobody emptied the field: what was emptied by hand stays empty. */
function checkRow(
  row: LineRow,
  isNew: boolean,
  fields: readonly FieldDefinition[],
  prefix: string,
  stateOf: (field: FieldDefinition) => { visible: boolean; required: boolean; readOnly: boolean },
  place: string,
): Finding[] {
  return fields.flatMap((field) => {
    const path = prefix + field.name
    const typed = row.typed[field.name]
    if (typed !== undefined && !stateOf(field).visible) return []
    if (typed !== undefined) return [{ code: 'bad-format', path, message: `${place} ${row.problems[field.name] ?? typed}`.trim() }]
    if (field.type === 'lines' || (row.values[field.name] ?? null) !== null) return []
    if (field.default !== undefined && isNew && row.own[field.name] !== true) return []
    // What it follows from is there; only the server may know how.
    if (field.whenFilled !== undefined && (row.values[field.whenFilled.field] ?? null) !== null) return []
    const state = stateOf(field)
    if (!state.visible || !state.required || state.readOnly) return []
    const label = `${place} ${labelText(field.label, field.name)}`.trim()
    return [{ code: 'required', path, message: i18n.global.t('problem.required', { label }) }]
  })
}

function checkRules(draft: RecordDraft, live: LiveFormulas, submitting: boolean): Finding[] {
  return live.formulas.rules.flatMap(({ rule, formula }) => {
    if (rule.on === 'submit' && !submitting) return []
    // The server says the figures with it.
    if (rule.detail !== undefined) return []
    const message = localize(rule.message, currentLanguage())
    if (rule.each === undefined) {
      return evaluate(formula, live.scope.header) === false ? [{ code: 'rule-refused', path: rule.at, message }] : []
    }
    const rows = filledRows(draft.tables.get(rule.each)?.rows ?? [])
    return rows.flatMap((row, index) =>
      evaluate(formula, live.scope.row(rule.each!, row)) === false
        ? [
            {
              code: 'rule-refused',
              path: `${rule.each}/${index}${rule.at === undefined ? '' : `/${rule.at}`}`,
              message: `${i18n.global.t('lines.row', { row: index + 1 })} ${message}`,
            },
          ]
        : [],
    )
  })
}
