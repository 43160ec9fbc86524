import type { Model } from '../model.ts'

/** Which modules are on: as chosen, else as they are by default; what a module requires has to be on as well. */
export function moduleStates(model: Model, chosen: ReadonlyMap<string, boolean>): ReadonlyMap<string, boolean> {
  const states = new Map<string, boolean>()
  const isOn = (name: string, asking: ReadonlySet<string>): boolean => {
    const known = states.get(name)
    if (known !== undefined) return known
    const module = model.modules.get(name)
    if (module === undefined || asking.has(name)) return false
    const path = new Set([...asking, name])
    const on = (chosen.get(name) ?? module.default ?? true) && (module.requires ?? []).every((required) => isOn(required, path))
    states.set(name, on)
    return on
  }
  for (const name of model.modules.keys()) isOn(name, new Set())
  return states
}

/** A module as expressions name it: `price-list` is `module.price_list`. */
export function moduleVariable(name: string): string {
  return name.replaceAll('-', '_')
}
