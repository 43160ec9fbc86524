import { computed } from 'vue'
import type { RouteLocationRaw } from 'vue-router'
import { i18n, labelText } from '../i18n/index.ts'
import { useDefinitions } from './definitions.ts'
import { useSession } from './session.ts'

export interface MenuEntry {
  name: string
  label: string
  to: RouteLocationRaw
}

export interface MenuSection {
  name: string
  label: string
  icon?: string
  entries: MenuEntry[]
}

/** The menu of the definitions as links, or what else the reader may open; what he may not see is in neither. */
export function useMenu(part: 'menuGroups' | 'furtherGroups' = 'menuGroups') {
  const definitions = useDefinitions()
  return computed<MenuSection[]>(() =>
    definitions[part]
      .map((group) => ({
        name: group.name,
        label: labelText(group.label, group.name),
        icon: group.icon,
        entries: group.items.map((item) => entryOf(item, definitions)).filter((entry) => entry !== undefined),
      }))
      .filter((group) => group.entries.length > 0),
  )
}

/** Pages of the product that may stand in a menu: who may open them, and what they are called. */
const PAGES: Readonly<Record<string, { title: string; right: 'mayClosePeriods' }>> = {
  periods: { title: 'periods.title', right: 'mayClosePeriods' },
}

function pageEntry(item: MenuItem): MenuEntry | undefined {
  const page = PAGES[item.page ?? '']
  if (page === undefined || useSession().session?.[page.right] !== true) return undefined
  return { name: item.name, label: labelText(item.label, i18n.global.t(page.title)), to: { name: item.page! } }
}

type MenuItem = ReturnType<typeof useDefinitions>['menuGroups'][number]['items'][number]

function entryOf(item: MenuItem, definitions: ReturnType<typeof useDefinitions>): MenuEntry | undefined {
  if (item.page !== undefined) return pageEntry(item)
  if (item.report !== undefined) {
    const report = definitions.reports.get(item.report)
    return (
      report && {
        name: item.name,
        label: labelText(item.label ?? report.label, item.report),
        to: { name: 'report', params: { report: item.report } },
      }
    )
  }
  if (item.dashboard !== undefined) {
    const dashboard = definitions.dashboards.get(item.dashboard)
    return (
      dashboard && {
        name: item.name,
        label: labelText(item.label ?? dashboard.label, item.dashboard),
        to: { name: 'dashboard', params: { dashboard: item.dashboard } },
      }
    )
  }
  const list = item.list === undefined ? undefined : definitions.lists.get(item.list)
  const entity = definitions.entities.get(list?.entity ?? item.entity ?? item.list ?? '')
  if (entity === undefined) return undefined
  const label = labelText(item.label ?? list?.label ?? entity.label, entity.name)
  return { name: item.name, label, to: { name: 'list', params: { list: list?.name ?? entity.name } } }
}
