import { randomBytes } from 'node:crypto'
import { fail } from '@formwork/platform/error/index.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import type { Answer } from '../../command/unit.ts'
import { executeCommand } from '../../host/execute-command.ts'
import type { LoadedWorkspace } from '../../host/loaded-workspace.ts'

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
  const role = administratorRole(model)
  const known = await administratorOf(workspace, role)
  const login = known?.login ?? 'admin'
  const id = known?.id ?? (await savePerson(workspace, { name: '管理员', login, roles: [role] }))
  const password = randomBytes(12).toString('base64url')
  await setPassword(workspace, id, password, true)
  return { login, password }
}

export interface FirstRunAnswers {
  readonly profile: string | null
  /** Settings by name, in JSON form. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly administrator: { readonly name: string; readonly login: string; readonly password: string }
}

/**
 * Writes what the first run asked: the profile unless the sample has chosen it, settings, the first person with a password of their own.
 * Errors: those of `choose-profile`, `save-settings`, `save` and `set-password`.
 */
export async function answerFirstRun(workspace: LoadedWorkspace, model: Model, answers: FirstRunAnswers): Promise<void> {
  const { profile, settings, administrator } = answers
  const chosen = await workspace.database.read(async (reading) => (await workspace.current(reading)).model.switches?.profile ?? null)
  if (profile !== null && chosen === null) await installationCommand(workspace, 'choose-profile', { profile })
  if (Object.keys(settings).length > 0) await installationCommand(workspace, 'save-settings', { values: settings })
  const role = administratorRole(model)
  const known = await administratorOf(workspace, role)
  const roles = [...new Set([...(known?.roles ?? []), role, ...(model.template.firstRun?.roles ?? [])])]
  const id = await savePerson(workspace, { name: administrator.name, login: administrator.login, roles }, known)
  await setPassword(workspace, id, administrator.password, false)
}

function administratorRole(model: Model): string {
  const role = model.roles.roles.find((each) => each.administrator === true)
  if (role !== undefined) return role.name
  throw fail('definition-not-found', { kind: { zh: '管理员角色', en: 'administrator role' }, name: 'administrator' })
}

async function administratorOf(workspace: LoadedWorkspace, role: string): Promise<InstalledPerson | undefined> {
  return (await peopleOf(workspace)).find((person) => person.login !== null && !person.disabled && person.roles.includes(role))
}

async function savePerson(workspace: LoadedWorkspace, values: Record<string, unknown>, known?: InstalledPerson): Promise<number> {
  const seen = known && { id: formatId(known.id), version: await versionOf(workspace, known.id) }
  const { id } = await installationCommand(workspace, 'save', { entity: 'person', changes: { values }, ...seen })
  return Number(id)
}

async function versionOf(workspace: LoadedWorkspace, person: number): Promise<number | undefined> {
  const record = await workspace.database.read(async (reading) =>
    (await workspace.current(reading)).store.records.load(reading, 'person', person),
  )
  return record?.header.version
}

function setPassword(workspace: LoadedWorkspace, person: number, password: string, mustChange: boolean): Promise<Answer> {
  return installationCommand(workspace, 'set-password', { person: formatId(person), password, mustChange })
}

interface InstalledPerson {
  readonly id: number
  readonly login: string | null
  readonly disabled: boolean
  readonly roles: readonly string[]
}

function peopleOf(workspace: LoadedWorkspace): Promise<InstalledPerson[]> {
  return workspace.database.read(async (reading) => [...(await workspace.current(reading)).organisation.people.values()])
}
