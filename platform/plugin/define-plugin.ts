import { fail } from '../error/index.ts'
import type { FieldType } from './contracts/field-type.ts'
import { contributionKinds, type Plugin } from './plugin.ts'

/**
 * States a plugin: checks its shape and freezes it. Errors: `plugin-invalid`.
 *
 * @example
 * export const weather = definePlugin({ name: 'weather', fields: [temperature] })
 */
export function definePlugin(plugin: Plugin): Plugin {
  if (typeof plugin.name !== 'string' || plugin.name === '') throw invalid(plugin, { zh: '缺少名称', en: 'it has no name' })
  for (const key of Object.keys(plugin)) {
    if (key !== 'name' && !(contributionKinds as readonly string[]).includes(key)) {
      throw invalid(plugin, { zh: `没有“${key}”这种扩展`, en: `there is no kind of contribution "${key}"` })
    }
  }
  for (const kind of contributionKinds) checkContributions(plugin, kind)
  return Object.freeze({ ...plugin })
}

/** States a field type: the contract, held by the compiler, and frozen. */
export function defineFieldType(fieldType: FieldType): FieldType {
  return Object.freeze({ ...fieldType })
}

function checkContributions(plugin: Plugin, kind: (typeof contributionKinds)[number]): void {
  const contributions = plugin[kind]
  if (contributions === undefined) return
  if (!Array.isArray(contributions)) throw invalid(plugin, { zh: `“${kind}”应为列表`, en: `"${kind}" must be a list` })
  for (const contribution of contributions as { name?: unknown }[]) {
    if (typeof contribution.name !== 'string' || contribution.name === '') {
      throw invalid(plugin, { zh: `“${kind}”中有一项没有名称`, en: `a contribution of "${kind}" has no name` })
    }
    Object.freeze(contribution)
  }
  Object.freeze(contributions)
}

function invalid(plugin: Plugin, reason: { zh: string; en: string }): Error {
  return fail('plugin-invalid', { name: String(plugin.name ?? '?'), reason })
}
