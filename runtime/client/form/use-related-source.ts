import { relatedSourceKey, type RelatedTable } from '@formwork/runtime/ui/lookup/related-source.ts'
import { computed, provide, type Ref } from 'vue'
import { useRouter } from 'vue-router'
import { api, type RecordData } from '../api/index.ts'
import { formatJson } from '../fields/convert.ts'
import { isNumeric } from '../fields/faces.ts'
import { labelText } from '../i18n/index.ts'
import { useDefinitions } from '../shell/definitions.ts'

/** Rows shown on the page of a record; its list has all. */
const MOST_ROWS = 20

/** Fields that list related records ask the server, under the reader's rights. */
export function useRelatedSource(record: Readonly<Ref<RecordData | undefined>>): void {
  const definitions = useDefinitions()
  const router = useRouter()
  const id = computed(() => record.value?.id)

  async function find(entity: string, through: string, columns: readonly string[] | undefined): Promise<RelatedTable> {
    const kind = definitions.entities.get(entity)
    const named = columns ?? definitions.listsByEntity.get(entity)?.columns.map(({ name }) => name) ?? []
    const fields = (kind?.fields ?? []).filter(({ name, type }) => named.includes(name) && type !== 'lines' && name !== through)
    const page = await api.list(entity, {
      filter: { and: [{ field: through, operator: 'equals', value: id.value }] },
      fields: fields.map(({ name }) => name).join(','),
      limit: MOST_ROWS,
    })
    return {
      columns: fields.map((field) => ({ name: field.name, label: labelText(field.label, field.name), isNumber: isNumeric(field.type) })),
      rows: page.rows.map((row) => ({
        id: row.id,
        title: row.number ?? row.title,
        address: router.resolve({ name: 'record', params: { entity, id: row.id } }).href,
        cells: fields.map((field) => formatJson(row.values[field.name], field, row.titles?.[field.name])),
      })),
      hasMore: page.next !== undefined,
    }
  }

  provide(relatedSourceKey, { id, find, open: (address) => void router.push(address.slice(router.options.history.base.length)) })
}
