import { applySwitches, loadDefinitions } from '@formwork/platform/definition/index.ts'
import { settingFields } from '@formwork/platform/definition/switches/setting-fields.ts'
import { fail, failAll, type FieldError } from '@formwork/platform/error/index.ts'
import { authorizeConfigure } from '../../query/authorize-configure.ts'
import { readChosenSwitches, writeChosen } from '../../store/services/chosen-switches.ts'
import { switchPools } from '../ledger/switch-pools.ts'
import { objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'

/** Changes settings; absent means unchanged, null takes the default again. Errors: `not-permitted`, `unknown-setting`, those of field types. */
export const saveSettings: UseCase = {
  name: 'save-settings',
  help: { zh: '保存系统设置；null 恢复默认值', en: 'Changes settings; null takes the default again' },
  request: { ...objectSchema({ values: { type: 'object', additionalProperties: {} } }, ['values']) },
  async run(unit: Unit, body: { values: Record<string, unknown> }) {
    authorizeConfigure(unit.authority)
    const values = checkSettings(unit, body.values)
    await writeSettings(unit, values)
    return { saved: Object.keys(values) }
  },
}

/** Writes values in JSON form that were checked, with what they were before in the audit. */
export async function writeSettings(unit: Unit, values: Readonly<Record<string, unknown>>): Promise<void> {
  const fields = settingFields(unit.model)
  const changes = Object.entries(values).map(([name, value]) => {
    const field = fields.get(name)!
    const before = unit.model.switches?.settings.get(name) ?? null
    return [name, [before === null ? null : unit.registry.fields.get(field.type)!.toJson(before, field), value]] as const
  })
  await writeChosen(unit.transaction, 'setting', values)
  await repool(unit, Object.keys(values))
  unit.audit({ action: 'save-settings', values: Object.fromEntries(changes) })
}

/** Pools that are named by a setting follow it. Errors: `pool-switch-refused`. */
async function repool(unit: Unit, settings: readonly string[]): Promise<void> {
  const isNamed = ({ text }: { readonly text: string }): boolean =>
    (/"pool":\s*"(?:[^"\\]|\\.)*"/g.exec(text) ?? []).some((pool) => settings.some((name) => pool.includes(`setting.${name}`)))
  if (!unit.model.files.some(isNamed)) return
  const published = loadDefinitions(unit.model.files, unit.registry, { release: unit.model.release, isChecked: true }).model
  await switchPools(unit, applySwitches(published!, unit.registry, await readChosenSwitches(unit.transaction)))
}

/** Errors: `unknown-setting`, those of field types with the setting's name as path. */
function checkSettings(unit: Unit, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const fields = settingFields(unit.model)
  const errors: FieldError[] = []
  const values: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(given)) {
    const field = fields.get(name)
    if (field === undefined) throw fail('unknown-setting', { name }, name)
    const type = unit.registry.fields.get(field.type)!
    if (value === null) {
      if (field.required === true && field.default === undefined) {
        errors.push({ code: 'required', path: name, parameters: { label: field.label ?? name } })
      }
      values[name] = null
      continue
    }
    const checked = type.check(value, field)
    if (checked.problem === undefined) values[name] = type.toJson(checked.value, field)
    else {
      const { code, parameters } = checked.problem
      errors.push({ code: code as FieldError['code'], path: name, parameters: { label: field.label ?? name, ...parameters } })
    }
  }
  if (errors.length > 0) throw failAll(errors)
  return values
}
