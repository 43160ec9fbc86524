import { lookupSourceKey, type LookupChoice, type LookupSource } from '@formwork/runtime/ui/lookup/lookup-source.ts'
import { provide } from 'vue'
import { api, type LookupRow } from '../api/index.ts'
import { formatJson } from '../fields/convert.ts'
import { labelText } from '../i18n/index.ts'
import { useDefinitions } from './definitions.ts'

const MOST_CHOICES = 20
const MOST_CHILDREN = 200

/** Look-ups on this page ask the server, under the reader's rights. `create` makes a record without leaving the page. */
export function useLookupSource(create?: LookupSource['create']): LookupSource {
  const definitions = useDefinitions()

  /** What stands beside a choice, in words: labels and figures of the fields that were asked for. */
  function noteOf(entity: string, { values = {} }: LookupRow): string {
    const parts = Object.entries(values).flatMap(([name, value]) => {
      const field = definitions.entities.get(entity)?.fields.find((candidate) => candidate.name === name)
      const text = field === undefined ? '' : formatJson(value, field)
      return text === '' ? [] : [`${labelText(field!.label, name)} ${text}`]
    })
    return parts.join(' · ')
  }
  const choiceOf = (entity: string, row: LookupRow): LookupChoice => ({ ...row, note: noteOf(entity, row) })

  const source: LookupSource = {
    find: async (entity, text, field, place) => {
      const asked = place === undefined ? {} : { for: place.for, values: place.values && JSON.stringify(place.values) }
      const { rows } = await api.lookup(entity, { text, limit: MOST_CHOICES, beside: field.beside?.join(','), ...asked })
      return rows.map((row) => choiceOf(entity, row))
    },
    findMany: async (entity, texts, place) => {
      const { answers } = await api.lookupMany(entity, texts, place)
      return new Map(answers.map(({ text, rows }) => [text, rows]))
    },
    children: async (entity, parent, above) => {
      const under = above === null ? { field: parent, operator: 'empty' } : { field: parent, operator: 'equals', value: above }
      const { rows } = await api.list(entity, { filter: { and: [under] }, limit: MOST_CHILDREN })
      return rows.map(({ id, title }) => ({ id, title }))
    },
    ...(create === undefined ? {} : { create, mayCreate: (entity: string) => mayCreate(definitions, entity) }),
  }
  provide(lookupSourceKey, source)
  return source
}

/** Documents are not made on the way: they have lines and a process of their own. */
function mayCreate(definitions: ReturnType<typeof useDefinitions>, entity: string): boolean {
  return definitions.entities.get(entity)?.nature === 'master' && definitions.mayDo(entity, 'create')
}
