import type { Model } from '@formwork/platform/definition/model.ts'
import { fail, type LocalizedText } from '@formwork/platform/error/index.ts'

/** Errors: `module-off` for an entity or ledger of a module that is switched off. */
export function refuseSwitchedOff(model: Model, resource: string, label: LocalizedText | undefined): void {
  const module = model.switches?.off.resources.get(resource)
  if (module !== undefined) throw moduleOff(model, module, label ?? resource)
}

/** Errors: `module-off` for a report, a conversion and so on that went with its module. */
export function refuseDefinitionOff(model: Model, kind: string, name: string): void {
  const module = model.switches?.off.definitions.get(`${kind}/${name}`)
  if (module !== undefined) throw moduleOff(model, module, name)
}

function moduleOff(model: Model, module: string, what: LocalizedText): Error {
  return fail('module-off', { module: model.modules.get(module)?.label ?? module, what })
}
