import { moduleStates } from '@formwork/platform/definition/switches/module-states.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { authorizeConfigure } from '../../query/authorize-configure.ts'
import { readChosenSwitches, writeChosen } from '../../store/services/chosen-switches.ts'
import { objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'

/**
 * Switches modules on and off; nothing stored is lost. What a module requires comes on with it; a module that another
 * one needs goes off only together with that one. Errors: `not-permitted`, `definition-not-found`, `module-needed`.
 */
export const switchModules: UseCase = {
  name: 'switch-modules',
  help: { zh: '启用或停用模块，不丢失数据', en: 'Switches modules on or off; no data are lost' },
  request: { ...objectSchema({ modules: { type: 'object', additionalProperties: { type: 'boolean' } } }, ['modules']) },
  async run(unit: Unit, body: { modules: Record<string, boolean> }) {
    authorizeConfigure(unit.authority)
    return { modules: await writeModules(unit, body.modules) }
  },
}

/** Answers with the state of every module afterwards. */
export async function writeModules(unit: Unit, wanted: Readonly<Record<string, boolean>>): Promise<Record<string, boolean>> {
  const { model, transaction } = unit
  for (const name of Object.keys(wanted)) {
    if (!model.modules.has(name)) throw fail('definition-not-found', { kind: { zh: '模块', en: 'module' }, name })
  }
  const before = (await readChosenSwitches(transaction)).modules
  const chosen = new Map([...before, ...Object.entries(wanted)])
  for (const [name, on] of Object.entries(wanted)) if (on) switchOnRequired(unit, name, chosen, wanted)
  const was = moduleStates(model, before)
  const states = moduleStates(model, chosen)
  for (const [name, on] of Object.entries(wanted)) if (!on) refuseWhileNeeded(unit, name, chosen)
  await writeChosen(transaction, 'module', Object.fromEntries([...chosen].filter(([name, on]) => before.get(name) !== on)))
  const changes = [...states].filter(([name, on]) => was.get(name) !== on).map(([name, on]) => [name, [!on, on]])
  unit.audit({ action: 'switch-modules', values: Object.fromEntries(changes) as Record<string, unknown> })
  return Object.fromEntries(states)
}

function switchOnRequired(unit: Unit, name: string, chosen: Map<string, boolean>, wanted: Readonly<Record<string, boolean>>): void {
  for (const required of unit.model.modules.get(name)?.requires ?? []) {
    if (wanted[required] === false) throw needed(unit, required, name)
    if (chosen.get(required) ?? unit.model.modules.get(required)?.default ?? true) continue
    chosen.set(required, true)
    switchOnRequired(unit, required, chosen, wanted)
  }
}

function refuseWhileNeeded(unit: Unit, name: string, chosen: ReadonlyMap<string, boolean>): void {
  for (const module of unit.model.modules.values()) {
    const isWanted = chosen.get(module.name) ?? module.default ?? true
    if (isWanted && module.requires?.includes(name) === true) throw needed(unit, name, module.name)
  }
}

function needed({ model }: Unit, name: string, by: string): Error {
  const label = (module: string) => model.modules.get(module)?.label ?? module
  return fail('module-needed', { module: label(name), by: label(by) })
}
