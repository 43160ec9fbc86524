import type { RouteLocationRaw } from 'vue-router'
import { api } from '../api/index.ts'

export interface Hit {
  key: string
  title: string
  kind: string
  to: RouteLocationRaw
}

/** Records that the reader may see, by text. A failed search finds nothing; the person just types on. */
export async function searchRecords(text: string, entityLabel: (name: string) => string): Promise<Hit[]> {
  const answer = await api.search(text).catch(() => ({ groups: [] }))
  return answer.groups.flatMap(({ entity, rows }) =>
    rows.map((row) => ({ key: `${entity} ${row.id}`, title: row.title, kind: entityLabel(entity), to: { name: 'record', params: { entity, id: row.id } } })),
  )
}
