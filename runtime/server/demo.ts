import { fail, type AppError } from '@formwork/platform/error/index.ts'
import { systemQuery } from './caller.ts'
import type { ServedWorkspace } from './served-workspace.ts'

/** A login that everybody may know. */
export interface DemoLogin {
  readonly login: string
  readonly password: string
  readonly name: string
  readonly label: { zh: string; en: string }
}

/** What a workspace tells whoever wants to sign in. */
export interface SignInPage {
  /** What its people call it, else the label of what it was made from. */
  readonly title: string | { zh: string; en: string } | null
  /** Those of a demo workspace; of any other none. */
  readonly logins: readonly DemoLogin[]
}

export async function signInPage(workspace: ServedWorkspace): Promise<SignInPage> {
  return (await systemQuery(workspace, 'demo-logins', {})) as SignInPage
}

export async function isDemo(workspace: ServedWorkspace): Promise<boolean> {
  return (await signInPage(workspace)).logins.length > 0
}

/** Why a workspace whose logins everybody knows is served on this machine alone. */
export function refuseOpenDemo(name: string): AppError {
  return fail('unsafe-configuration', {
    reason: {
      zh: `工作区“${name}”带有公开的演示账号，只能在本机（127.0.0.1）提供服务`,
      en: `the workspace "${name}" has demo logins that everybody knows; it may only be served on this machine (127.0.0.1)`,
    },
  })
}
