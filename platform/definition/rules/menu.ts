import { toPointer } from '../problem.ts'
import { finding, type Rule } from '../rule.ts'

const targets = ['list', 'report', 'dashboard', 'entity', 'page'] as const

/** A menu item leads to one place. */
export const menu: Rule = {
  name: 'menu',
  *check({ collection }) {
    for (const { definition, file } of collection.of('menu').values()) {
      for (const [index, group] of definition.groups.entries()) {
        for (const [position, item] of group.items.entries()) {
          if (targets.filter((target) => item[target] !== undefined).length === 1) continue
          const message = {
            zh: `菜单项应恰好指向一处（${targets.join('、')}）`,
            en: `a menu item leads to exactly one place (${targets.join(', ')})`,
          }
          yield finding(file, toPointer('/groups', index, 'items', position), 'menu-target', message)
        }
      }
    }
  },
}
