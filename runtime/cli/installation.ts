import { randomBytes } from 'node:crypto'
import { fail } from '@formwork/platform/error/index.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import type { Answer } from '../command/unit.ts'
import { executeCommand } from '../host/execute-command.ts'
import type { LoadedWorkspace } from '../host/loaded-workspace.ts'

/** The installation itself acts: before the first person there is nobody else. */
function installationCommand(workspace: LoadedWorkspace, name: string, body: unknown): Promise<Answer> {
  return executeCommand(workspace, { do: name, person: null, language: 'zh', channel: 'installation', requestId: `install/${name}`, body })
}

/** What everybody in a demo workspace signs in with. Known to all, so such a workspace is served on this machine alone. */
export const DEMO_PASSWORD = 'formwork-demo'

/** Everybody with a login gets the demo password, and the workspace says that it is a demo. */
export async function openDemo(workspace: LoadedWorkspace): Promise<void> {
  const people = await peopleOf(workspace)
  for (const { id, login } of people) if (login !== null) await setPassword(workspace, id, DEMO_PASSWORD, false)
  await installationCommand(workspace, 'mark-demo', { password: DEMO_PASSWORD })
}

export interface AdministratorLogin {
  readonly login: string
  /** Shown once, changed at the first sign-in. */
  readonly password: string
}

/** The workspace's administrator, made when there is none, with a password that is shown this one time. */
export async function openAdministrator(workspace: LoadedWorkspace, model: Model): Promise<AdministratorLogin> {
  const role = model.roles.roles.find((each) => each.administrator === true)
  if (role === undefined) {
    throw fail('definition-not-found', { kind: { zh: '管理员角色', en: 'administrator role' }, name: 'administrator' })
  }
  const known = (await peopleOf(workspace)).find((person) => person.login !== null && !person.disabled && person.roles.includes(role.name))
  const login = known?.login ?? 'admin'
  const id = known?.id ?? (await makeAdministrator(workspace, login, role.name))
  const password = randomBytes(12).toString('base64url')
  await setPassword(workspace, id, password, true)
  return { login, password }
}

async function makeAdministrator(workspace: LoadedWorkspace, login: string, role: string): Promise<number> {
  const values = { name: '管理员', login, roles: [role] }
  const { id } = await installationCommand(workspace, 'save', { entity: 'person', changes: { values } })
  return Number(id)
}

function setPassword(workspace: LoadedWorkspace, person: number, password: string, mustChange: boolean): Promise<Answer> {
  return installationCommand(workspace, 'set-password', { person: formatId(person), password, mustChange })
}

function peopleOf(
  workspace: LoadedWorkspace,
): Promise<{ id: number; login: string | null; disabled: boolean; roles: readonly string[] }[]> {
  return workspace.database.read(async (reading) => [...(await workspace.current(reading)).organisation.people.values()])
}
