import type { EntityDefinition, FormDefinition, PrintDefinition, ReportDefinition } from '@formwork/platform/definition/types.ts'

const MANY_COLUMNS = 7
const MOST_COLUMNS = 12
const wordless = new Set(['attachment', 'lines', 'balance', 'image', 'section', 'divider', 'note', 'tab', 'signature', 'rich-text'])

/** How a record is printed where nobody has drawn a template: its form on A4, lines with subtotals, amounts in words, signatures. */
export function usualPrint(entity: EntityDefinition, form: FormDefinition | undefined): PrintDefinition {
  const totals = new Set((form?.totals ?? []).map(({ name }) => name))
  const shown = form?.sections.flatMap((section) => section.fields.map(({ name }) => name))
  const fields = entity.fields.filter(
    (field) =>
      !wordless.has(field.type) && field.hidden !== true && !totals.has(field.name) && (shown === undefined || shown.includes(field.name)),
  )
  const lines = entity.fields.filter((field) => field.type === 'lines')
  const widest = Math.max(0, ...lines.map((field) => (field.fields ?? []).filter((each) => each.hidden !== true).length))
  const money = entity.fields.filter((field) => field.type === 'money' && (totals.size === 0 || totals.has(field.name)))
  const isDocument = entity.nature === 'document'
  const head = ['number', 'status'].map((name) => ({ name }))
  return {
    kind: 'print',
    name: entity.name,
    entity: entity.name,
    page: { size: 'A4', orientation: widest > MANY_COLUMNS ? 'landscape' : 'portrait' },
    sections: [
      { name: 'heading', type: 'heading', text: entity.label ?? entity.name, repeat: true },
      {
        name: 'fields',
        type: 'fields',
        columns: 3,
        repeat: false,
        fields: [...(isDocument ? head : []), ...fields.map(({ name }) => ({ name }))],
      },
      ...lines.map((field) => ({
        name: `lines-${field.name}`,
        type: 'lines' as const,
        from: field.name,
        pageSubtotal: true,
        fields: (field.fields ?? [])
          .filter((each) => each.hidden !== true && !wordless.has(each.type))
          .slice(0, MOST_COLUMNS)
          .map(({ name }) => ({ name })),
      })),
      ...(money.length > 0 && isDocument
        ? [{ name: 'totals', type: 'totals' as const, columns: 2, fields: money.slice(-1).map(({ name }) => ({ name, inWords: true })) }]
        : []),
      ...(isDocument ? [{ name: 'signatures', type: 'signatures' as const }] : []),
    ],
  }
}

/** How a report is printed where nobody has drawn a template. */
export function usualReportPrint(report: ReportDefinition, columns: number): PrintDefinition {
  return {
    kind: 'print',
    name: report.name,
    report: report.name,
    page: { size: columns > MOST_COLUMNS ? 'A3' : 'A4', orientation: columns > MANY_COLUMNS ? 'landscape' : 'portrait' },
    sections: [
      { name: 'heading', type: 'heading', text: report.label ?? report.name, repeat: true },
      { name: 'parameters', type: 'text', text: '{parameters}' },
      { name: 'rows', type: 'table' },
    ],
  }
}
