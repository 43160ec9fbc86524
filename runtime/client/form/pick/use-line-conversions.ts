import type { ConversionDefinition } from '@formwork/platform/definition/types.ts'
import { computed, type ShallowRef } from 'vue'
import type { RecordData } from '../../api/index.ts'
import { toJson } from '../../fields/convert.ts'
import { useDefinitions } from '../../shell/definitions.ts'
import type { RecordDraft } from '../draft/record-draft.ts'

/** Which conversions by lines lead to the record on the page and away from it, and what its header says to sources. */
export function useLineConversions(
  entity: string,
  page: { draft: ShallowRef<RecordDraft | undefined>; record: ShallowRef<RecordData | undefined> },
) {
  const definitions = useDefinitions()
  const byLines = (conversion: ConversionDefinition): boolean => conversion.lines !== undefined
  /** References in the header: sources must agree with them. */
  const values = computed(() => {
    const draft = page.draft.value
    if (draft === undefined) return {}
    void draft.headerRevision.value
    const references = draft.entity.fields.filter((field) => field.type === 'reference' && draft.header.values[field.name] != null)
    return Object.fromEntries(references.map((field) => [field.name, toJson(draft.header.values[field.name], field)]))
  })
  /** Conversions that bring lines into this record, that of the source it was begun from first, and those that take lines of it further. */
  const pulls = computed(() => {
    const into = definitions.conversions.filter(
      (each) => each.to === entity && byLines(each) && definitions.entities.has(each.from) && definitions.mayDo(each.from, 'convert'),
    )
    return into.toSorted((left, right) => Number(isBegunBy(right, values.value)) - Number(isBegunBy(left, values.value)))
  })
  const pushes = computed(() => {
    const offered = new Set(page.record.value?.conversions?.map((each) => each.name))
    return definitions.conversions.filter((each) => offered.has(each.name) && byLines(each))
  })
  return { pulls, pushes, values }
}

/** The header says which record of the conversion's source this one was made from. */
function isBegunBy(conversion: ConversionDefinition, values: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(conversion.header).some(([field, formula]) => formula === '=record' && values[field] !== undefined)
}
