import { lookupSourceKey, type LookupSource } from '@formwork/runtime/ui/lookup/lookup-source.ts'
import { provide } from 'vue'
import { api } from '../api/index.ts'

const MOST_CHOICES = 20
const MOST_CHILDREN = 200

/** Look-ups on this page ask the server, under the reader's rights. */
export function useLookupSource(): LookupSource {
  const source: LookupSource = {
    find: async (entity, text, field) => (await api.lookup(entity, { text, limit: MOST_CHOICES, field: field.name })).rows,
    children: async (entity, parent, above) => {
      const under = above === null ? { field: parent, operator: 'empty' } : { field: parent, operator: 'equals', value: above }
      const { rows } = await api.list(entity, { filter: { and: [under] }, limit: MOST_CHILDREN })
      return rows.map(({ id, title }) => ({ id, title }))
    },
  }
  provide(lookupSourceKey, source)
  return source
}
