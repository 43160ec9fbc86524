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
