import { markAsDemo } from '../../store/installation/demo-mark.ts'
import { objectSchema } from '../request.ts'
import type { UseCase } from '../unit.ts'

/** From now on the workspace says loudly that its logins are known, and is served on this machine alone. */
export const markDemo: UseCase = {
  name: 'mark-demo',
  internal: true,
  help: { zh: '标记为演示工作区', en: 'Marks a workspace whose logins everybody may know' },
  request: { ...objectSchema({ password: { type: 'string', minLength: 8, maxLength: 100 } }, ['password']) },
  async run(unit, body: { password: string }) {
    await markAsDemo(unit.transaction, body.password)
    unit.audit({ action: 'mark-demo' })
    return {}
  },
}
