import type { RouteLocationRaw } from 'vue-router'
import { api } from '../api/index.ts'

export interface Hit {
  key: string
  title: string
  kind: string
  to: RouteLocationRaw
}

/** Records that the reader may see, by text, people and things before the papers that name them. A failed search finds nothing; the person just types on. */
export async function searchRecords(
  text: string,
  entityLabel: (name: string) => string,
  isMaster: (name: string) => boolean,
): Promise<Hit[]> {
  const answer = await api.search(text).catch(() => ({ groups: [] }))
  const groups = [...answer.groups].sort((left, right) => Number(isMaster(right.entity)) - Number(isMaster(left.entity)))
  return groups.flatMap(({ entity, rows }) =>
    rows.map((row) => ({
      key: `${entity} ${row.id}`,
      title: row.title,
      kind: entityLabel(entity),
      to: { name: 'record', params: { entity, id: row.id } },
    })),
  )
}
