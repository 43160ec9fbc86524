import type { ProfileDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { authorizeConfigure } from '../../query/authorize-configure.ts'
import { readChosenSwitches, writeChosen } from '../../store/services/chosen-switches.ts'
import { nameSchema, objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'
import { writeSettings } from './save-settings.ts'
import { writeModules } from './switch-modules.ts'

/**
 * The answer to the first question: sets modules, settings, menu and home page at once.
 * Errors: `not-permitted`, `definition-not-found`, `profile-chosen` unless `again` is said.
 */
export const chooseProfile: UseCase = {
  name: 'choose-profile',
  help: { zh: '选择方案：一次设定模块、设置、菜单和首页', en: 'Chooses a profile: modules, settings, menu and home page at once' },
  request: { ...objectSchema({ profile: nameSchema, again: { type: 'boolean' } }, ['profile']) },
  async run(unit: Unit, body: { profile: string; again?: boolean }) {
    authorizeConfigure(unit.authority)
    const profile = unit.model.profiles.get(body.profile)
    if (profile === undefined) throw fail('definition-not-found', { kind: { zh: '方案', en: 'profile' }, name: body.profile })
    const chosen = (await readChosenSwitches(unit.transaction)).profile
    if (chosen !== null && body.again !== true) {
      throw fail('profile-chosen', { profile: unit.model.profiles.get(chosen)?.label ?? chosen })
    }
    const modules = await writeModules(unit, modulesOf(profile))
    if (profile.settings !== undefined) await writeSettings(unit, profile.settings)
    await writeChosen(unit.transaction, 'profile', { profile: profile.name })
    unit.audit({ action: 'choose-profile', values: { profile: [chosen, profile.name] } })
    return { profile: profile.name, modules, home: profile.home ?? null, sample: profile.sample ?? null }
  },
}

function modulesOf(profile: ProfileDefinition): Record<string, boolean> {
  const off = (profile.off ?? []).map((name) => [name, false] as const)
  const on = (profile.on ?? []).map((name) => [name, true] as const)
  return Object.fromEntries([...off, ...on])
}
