import { notify } from '@formwork/runtime/ui/notice/notices.ts'
import type { ShapePage, ShapeRow, ShapeSource } from '@formwork/runtime/ui/list/list-shape.ts'
import { useAttempt } from '../api/attempt.ts'
import { api, ApiError, interfaceBase, type VisibleEntity } from '../api/index.ts'
import { formatJson } from '../fields/convert.ts'
import { shownField } from '../fields/shown-field.ts'
import { i18n } from '../i18n/index.ts'
import { statusText } from '../form/status-text.ts'
import { useDefinitions } from '../shell/definitions.ts'
import type { FilterNode } from './filter-conditions.ts'
import { listApi } from './list-api.ts'

/** Commands that take a row from one status to another by hand. */
const MOVES: Readonly<Record<string, Readonly<Record<string, readonly [command: string, right: string]>>>> = {
  draft: { submitted: ['submit', 'submit'], posted: ['submit', 'submit'] },
  posted: { closed: ['close', 'close'], voided: ['void', 'void'] },
  closed: { posted: ['reopen', 'reopen'] },
  active: { disabled: ['disable', 'edit'] },
  disabled: { active: ['enable', 'edit'] },
}
const EDITABLE = new Set(['draft', 'active', 'disabled'])

interface Asked {
  readonly filter: { and: FilterNode[] }
  readonly search?: string
  readonly sort?: string
  readonly fields: readonly string[]
  readonly totals: readonly string[]
}

/** What boards, calendars and the like ask of the list they stand in. */
export function useShapeSource(entity: () => VisibleEntity, asked: () => Asked): ShapeSource {
  const definitions = useDefinitions()
  const { attempt } = useAttempt()
  const findEntity = (name: string) => definitions.entities.get(name)

  async function page({ where = [], sort, limit, after }: Parameters<ShapeSource['page']>[0]): Promise<ShapePage> {
    const { filter, search, sort: own, fields } = asked()
    const query = {
      filter: { and: [...filter.and, ...where] } as never,
      search,
      sort: sort ?? own,
      limit,
      after,
      fields: fields.join(','),
    }
    return (await api.list(entity().name, query)) as ShapePage
  }

  async function groups(by: string) {
    const { filter, search, totals } = asked()
    const query = { by, search, totals: totals.join(',') || undefined, filter: filter.and.length > 0 ? JSON.stringify(filter) : undefined }
    return (await listApi.groups(entity().name, query)).groups
  }

  function text(row: ShapeRow, name: string): string {
    const field = entity().fields.find((each) => each.name === name)
    if (field === undefined) return name === 'number' ? (row.number ?? '') : ''
    return formatJson(row.values[name] ?? null, shownField(field, entity().fields, findEntity), row.titles?.[name])
  }

  function statusesFor(row: ShapeRow): string[] {
    return Object.entries(MOVES[row.status] ?? {}).flatMap(([status, [, right]]) =>
      definitions.mayDo(entity().name, right) ? [status] : [],
    )
  }

  async function change(row: ShapeRow, to: { values: Record<string, unknown> } | { status: string }): Promise<boolean> {
    const body = { entity: entity().name, id: row.id, version: row.version }
    const [command, whole] =
      'values' in to
        ? (['save', { ...body, changes: { values: to.values } }] as const)
        : ([MOVES[row.status]?.[to.status]?.[0] ?? '', body] as const)
    try {
      return (await attempt([command, whole], (key) => api.command(command, whole, key))) !== undefined
    } catch (error) {
      const message =
        error instanceof ApiError && !error.isOffline
          ? error.findings.map((each) => each.message).join(';')
          : i18n.global.t('problem.offline')
      notify('danger', message)
      return false
    }
  }

  return {
    page,
    groups,
    text,
    statusText: (status) => statusText(status),
    statusesFor,
    change,
    mayEdit: (row) => EDITABLE.has(row.status) && definitions.mayDo(entity().name, 'edit'),
    picture: (id) => `${interfaceBase}files/${encodeURIComponent(id)}`,
  }
}
