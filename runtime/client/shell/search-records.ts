import type { RouteLocationRaw } from 'vue-router'
import { api } from '../api/index.ts'

export interface Hit {
  key: string
  title: string
  kind: string
  to: RouteLocationRaw
}

/** Records that the reader may see, the best titles first; of equals, people and things before the papers that name them. */
export async function searchRecords(
  text: string,
  entityLabel: (name: string) => string,
  isMaster: (name: string) => boolean,
): Promise<Hit[]> {
  const answer = await api.search(text)
  const hits = answer.groups.flatMap(({ entity, rows }) => rows.map((row) => ({ entity, row })))
  const weight = ({ entity, row }: (typeof hits)[number]): number => row.rank * 2 + (isMaster(entity) ? 0 : 1)
  return hits
    .sort((left, right) => weight(left) - weight(right))
    .map(({ entity, row }) => ({
      key: `${entity} ${row.id}`,
      title: row.title,
      kind: entityLabel(entity),
      to: { name: 'record', params: { entity, id: row.id } },
    }))
}
