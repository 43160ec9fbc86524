import type { Definition, MenuDefinition } from '@formwork/platform/definition/types.ts'
import type { QueryContext } from './query.ts'

/** What somebody may open, by the kind that an entry of a menu names. */
type Readable = Record<'lists' | 'reports' | 'entities' | 'dashboards', Definition[]>
type MenuItem = MenuDefinition['groups'][number]['items'][number]

export interface Menus {
  readonly menu: MenuDefinition
  /** What the whole menu of the template has besides, for whoever works with a shorter one. */
  readonly further: MenuDefinition['groups']
}

/** The menu that somebody works with, and the rest of what he may open: no entry that leads nowhere in either. Pure. */
export function menusOf({ model, actor }: Pick<QueryContext, 'model' | 'actor'>, readable: Readable): Menus {
  const menu = readableMenu(menuOf({ model, actor }), (item) => leadsSomewhere(item, readable))
  const met = new Set(menu.groups.flatMap(({ items }) => items.map(targetOf)))
  const whole = model.menus.get(WHOLE_MENU) ?? model.menu
  const { groups } = readableMenu(whole, (item) => leadsSomewhere(item, readable) && !met.has(targetOf(item)))
  return { menu, further: groups }
}

/** The name of the menu that has everything; others are for a role or a kind of business. */
const WHOLE_MENU = 'menu'

/** The workspace's menu, or that of the roles that the reader holds when they agree on one. */
function menuOf({ model, actor }: Pick<QueryContext, 'model' | 'actor'>): MenuDefinition {
  const named = new Set(actor.roles.map((name) => model.roles.roles.find((role) => role.name === name)?.menu))
  const [own] = named
  return named.size === 1 && own !== undefined ? (model.menus.get(own) ?? model.menu) : model.menu
}

function readableMenu(menu: MenuDefinition, isShown: (item: MenuItem) => boolean): MenuDefinition {
  const groups = menu.groups.map((group) => ({ ...group, items: group.items.filter(isShown) }))
  return { ...menu, groups: groups.filter((group) => group.items.length > 0) }
}

function leadsSomewhere(item: MenuItem, readable: Readable): boolean {
  const has = (kind: keyof Readable, name: string): boolean => readable[kind].some((definition) => definition.name === name)
  if (item.list !== undefined) return has('lists', item.list)
  if (item.report !== undefined) return has('reports', item.report)
  if (item.dashboard !== undefined) return has('dashboards', item.dashboard)
  if (item.entity !== undefined) return has('entities', item.entity)
  return true
}

const targetOf = ({ list, entity, report, dashboard, page }: MenuItem): string => JSON.stringify([list ?? entity, report, dashboard, page])
