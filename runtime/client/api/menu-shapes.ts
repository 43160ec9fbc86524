import type { MenuDefinition } from '@formwork/platform/definition/types.ts'

export interface OfferedMenus {
  menu: MenuDefinition
  /** What stands in the template's whole menu and not in the one that the reader works with. */
  further?: MenuDefinition['groups']
}
