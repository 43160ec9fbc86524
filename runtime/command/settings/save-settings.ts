import { isDeepStrictEqual } from 'node:util'
import { applySwitches, loadDefinitions } from '@formwork/platform/definition/index.ts'
import { settingFields } from '@formwork/platform/definition/switches/setting-fields.ts'
import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { fail, failAll, type FieldError, type LocalizedText } from '@formwork/platform/error/index.ts'
import { DateTime } from '@formwork/platform/value/index.ts'
import { authorizeConfigure } from '../../query/authorize-configure.ts'
import { readActionAudit, type AuditLine } from '../../store/audit/read-audit.ts'
import { readChosenSwitches, writeChosen } from '../../store/services/chosen-switches.ts'
import { switchPools } from '../ledger/switch-pools.ts'
import { objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'

const VALUES = { type: 'object', additionalProperties: {} } as const

/**
 * Changes settings; absent means unchanged, null takes the default again. `seen`: what whoever changes them had before them.
 * Errors: `not-permitted`, `unknown-setting`, those of field types; `changed-meanwhile` where something else stands there by now.
 */
export const saveSettings: UseCase = {
  name: 'save-settings',
  help: { zh: '保存系统设置；null 恢复默认值', en: 'Changes settings; null takes the default again' },
  request: { ...objectSchema({ values: VALUES, seen: VALUES }, ['values']) },
  async run(unit: Unit, body: { values: Record<string, unknown>; seen?: Record<string, unknown> }) {
    authorizeConfigure(unit.authority)
    const values = checkSettings(unit, body.values)
    await refuseStale(unit, body.seen ?? {})
    await writeSettings(unit, values)
    return { saved: Object.keys(values) }
  },
}

/** Writes values in JSON form that were checked, with what they were before in the audit. */
export async function writeSettings(unit: Unit, values: Readonly<Record<string, unknown>>): Promise<void> {
  const fields = settingFields(unit.model)
  const changes = Object.entries(values).map(([name, value]) => {
    const field = fields.get(name)!
    return [name, [currentOf(unit, field), value]] as const
  })
  await writeChosen(unit.transaction, 'setting', values)
  await repool(unit, Object.keys(values))
  unit.audit({ action: ACTION, values: Object.fromEntries(changes) })
}

function currentOf({ model, registry }: Unit, field: FieldDefinition): unknown {
  const value = model.switches?.settings.get(field.name) ?? null
  return value === null ? null : registry.fields.get(field.type)!.toJson(value, field)
}

/** Errors: `changed-meanwhile` for every setting that is not what somebody saw. */
async function refuseStale(unit: Unit, seen: Readonly<Record<string, unknown>>): Promise<void> {
  const fields = settingFields(unit.model)
  const stale = Object.entries(seen).flatMap(([name, before]) => {
    const field = fields.get(name)
    if (field === undefined) throw fail('unknown-setting', { name }, name)
    const current = currentOf(unit, field)
    return isDeepStrictEqual(current, before) ? [] : [{ name, field, before, current }]
  })
  if (stale.length === 0) return
  const changes = await readActionAudit(unit.transaction, ACTION, MOST_LOOKED_AT)
  const errors = stale.map(({ name, field, before, current }): FieldError => {
    const write = (value: unknown): LocalizedText => (value === null ? NOTHING : written(unit, field, value))
    const parameters = { person: whoChanged(unit, changes, name), label: field.label ?? name, before: write(before), after: write(current) }
    return { code: 'changed-meanwhile', path: name, parameters }
  })
  throw failAll(errors)
}

const ACTION = 'save-settings'
/** Settings are saved so often between two looks of one person, at most. */
const MOST_LOOKED_AT = 100
const SOMEBODY = { zh: '别人', en: 'Somebody else' }

/** Who changed a setting last, and when, by the audit: newest first. */
function whoChanged({ organisation, store, actor }: Unit, changes: readonly AuditLine[], setting: string): LocalizedText {
  const change = changes.find(({ values }) => values !== null && Object.hasOwn(JSON.parse(values) as object, setting))
  const name = change?.person == null ? undefined : organisation.people.get(change.person)?.name
  if (change === undefined || name === undefined) return SOMEBODY
  const at = DateTime.fromEpochMilliseconds(change.at, store.timeZone).toString().replace('T', ' ').slice(0, 16)
  return change.person === actor.person
    ? { zh: `您在别处（${at}）`, en: `You, elsewhere (${at}),` }
    : { zh: `${name}（${at}）`, en: `${name} (${at})` }
}

const NOTHING = { zh: '空', en: 'empty' }

/** A value in JSON form as people read it. */
function written({ registry }: Unit, field: FieldDefinition, json: unknown): LocalizedText {
  const type = registry.fields.get(field.type)!
  const checked = type.check(json, field)
  if (checked.problem !== undefined) return String(json)
  return { zh: type.format(checked.value, field, 'zh'), en: type.format(checked.value, field, 'en') }
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
