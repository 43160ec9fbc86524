import { fail } from '@formwork/platform/error/index.ts'
import type { Authority } from '../engine/permission/authority.ts'
import { WORKSPACE } from './definitions/authorize-design.ts'

/** Who changes settings and modules has the right `configure` on `workspace`. Errors: `not-permitted`. */
export function authorizeConfigure(authority: Authority): void {
  if (!authority.may('configure', WORKSPACE)) {
    throw fail('not-permitted', { action: { zh: '修改系统设置', en: 'change the settings of this workspace' } })
  }
}
