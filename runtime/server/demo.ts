import { systemQuery } from './caller.ts'
import type { ServedWorkspace } from './served-workspace.ts'

/** A login that everybody may know. */
export interface DemoLogin {
  readonly login: string
  readonly password: string
  readonly name: string
  readonly label: { zh: string; en: string }
}

/** The logins of a demo workspace; of any other none. */
export async function demoLogins(workspace: ServedWorkspace): Promise<DemoLogin[]> {
  const { logins } = (await systemQuery(workspace, 'demo-logins', {})) as { logins: DemoLogin[] }
  return logins
}

export async function isDemo(workspace: ServedWorkspace): Promise<boolean> {
  return (await demoLogins(workspace)).length > 0
}
