import { computed } from 'vue'
import type { RouteLocationRaw } from 'vue-router'
import { labelText } from '../i18n/index.ts'
import { useDefinitions } from './definitions.ts'

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

/** The menu of the definitions as links; what the reader may not see is not in it. */
export function useMenu() {
  const definitions = useDefinitions()
  return computed<MenuSection[]>(() =>
    definitions.menuGroups
      .map((group) => ({
        name: group.name,
        label: labelText(group.label, group.name),
        icon: group.icon,
        entries: group.items.map((item) => entryOf(item, definitions)).filter((entry) => entry !== undefined),
      }))
      .filter((group) => group.entries.length > 0),
  )
}

type MenuItem = ReturnType<typeof useDefinitions>['menuGroups'][number]['items'][number]

function entryOf(item: MenuItem, definitions: ReturnType<typeof useDefinitions>): MenuEntry | undefined {
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
