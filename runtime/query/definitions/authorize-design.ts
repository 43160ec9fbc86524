import { fail } from '@formwork/platform/error/index.ts'
import type { Authority } from '../../engine/permission/authority.ts'

/** The workspace as a resource: who may change its definitions has the right `design` on it. */
export const WORKSPACE = 'workspace'

/** Errors: `not-permitted`. */
export function authorizeDesign(authority: Authority): void {
  if (!authority.may('design', WORKSPACE)) {
    throw fail('not-permitted', { action: { zh: '修改系统的定义', en: 'change the definitions of this workspace' } })
  }
}
