import { lookupSourceKey, type LookupSource } from '@formwork/runtime/ui/lookup/lookup-source.ts'
import { provide } from 'vue'
import { api } from '../api/index.ts'

const MOST_CHOICES = 20

/** Look-ups on this page ask the server, under the reader's rights. */
export function useLookupSource(): LookupSource {
  const source: LookupSource = {
    find: async (entity, text, field) => (await api.lookup(entity, { text, limit: MOST_CHOICES, field: field.name })).rows,
  }
  provide(lookupSourceKey, source)
  return source
}
