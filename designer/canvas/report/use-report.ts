import type { EntityDefinition, FieldDefinition, LedgerDefinition, ReportDefinition } from '@formwork/platform/definition/types.ts'
import type { LocalizedText } from '@formwork/platform/error/index.ts'
import { computed } from 'vue'
import type { Content } from '../../workspace/operation.ts'
import { useProject } from '../../workspace/project.ts'
import { reportPaths } from './report-paths.ts'

/** An open report: what it is made over, what it can show, and changes of it. */
export function useReport(path: string) {
  const project = useProject()
  const report = computed(() => project.definitions.find((found) => found.path === path)?.definition as ReportDefinition | undefined)
  const sources = {
    entity: (name: string): EntityDefinition | undefined => project.entities.find(({ definition }) => definition.name === name)?.definition,
    ledger: (name: string): LedgerDefinition | undefined =>
      project.ofKind<LedgerDefinition>('ledger').find(({ definition }) => definition.name === name)?.definition,
  }
  const paths = computed(() => (report.value === undefined ? [] : reportPaths(report.value.from, sources)))

  /** The field that a path ends at. */
  function fieldOf(wanted: string): FieldDefinition | undefined {
    let fields = report.value?.from.entity === undefined ? undefined : sources.entity(report.value.from.entity)?.fields
    let field: FieldDefinition | undefined
    for (const name of wanted.split('.')) {
      field = fields?.find((each) => each.name === name)
      fields = field?.type === 'lines' ? field.fields : field?.entity === undefined ? undefined : sources.entity(field.entity)?.fields
    }
    return field
  }

  function change(label: LocalizedText, edit: (report: ReportDefinition) => ReportDefinition): void {
    const before = report.value
    if (before === undefined) return
    const after = edit(before)
    if (after !== before) project.execute(label, [{ do: 'set', file: path, at: [], value: after as unknown as Content }])
  }

  return { path, report, paths, change, fieldOf }
}

export type OpenReport = ReturnType<typeof useReport>
