import { fail } from '../error/index.ts'
import type { Contribution } from './contracts/contribution.ts'
import { contributionKinds, type ContributionContracts, type ContributionKind, type Plugin } from './plugin.ts'

/** Every contribution of every plugin by kind and name, frozen after boot: `registry.fields.get('money')`. */
export type Registry = { readonly [Kind in ContributionKind]: ReadonlyMap<string, ContributionContracts[Kind]> }

/**
 * Collects the contributions in the order of the plugins. A taken name is a boot error unless the later one says
 * `replaces`; replacing nothing is one too. Errors: `plugin-conflict`, `plugin-invalid`.
 */
export function createRegistry(plugins: readonly Plugin[]): Registry {
  const names = new Set<string>()
  const maps = new Map<ContributionKind, Map<string, Contribution>>(contributionKinds.map((kind) => [kind, new Map()]))
  for (const plugin of plugins) {
    if (names.has(plugin.name)) throw fail('plugin-conflict', { kind: 'plugin', name: plugin.name })
    names.add(plugin.name)
    for (const [kind, taken] of maps) addAll(plugin, kind, taken)
  }
  for (const map of maps.values()) freezeMap(map)
  return Object.freeze(Object.fromEntries(maps)) as unknown as Registry
}

/** The contribution of this kind and name. Errors: `unknown-plugin`. */
export function requireContribution<Kind extends ContributionKind>(
  registry: Registry,
  kind: Kind,
  name: string,
): ContributionContracts[Kind] {
  const found = (registry[kind] as ReadonlyMap<string, ContributionContracts[Kind]>).get(name)
  if (found === undefined) throw fail('unknown-plugin', { kind, name })
  return found
}

function addAll(plugin: Plugin, kind: ContributionKind, taken: Map<string, Contribution>): void {
  for (const contribution of (plugin[kind] ?? []) as readonly Contribution[]) {
    const isTaken = taken.has(contribution.name)
    if (isTaken && contribution.replaces !== true) throw fail('plugin-conflict', { kind, name: contribution.name })
    if (!isTaken && contribution.replaces === true) {
      const reason = { zh: `要替换的“${contribution.name}”不存在`, en: `there is no "${contribution.name}" to replace` }
      throw fail('plugin-invalid', { name: plugin.name, reason })
    }
    taken.set(contribution.name, contribution)
  }
}

/** A map has no freezing of its own. */
function freezeMap(map: Map<string, Contribution>): void {
  const refuse = (): never => {
    throw new TypeError('The registry is frozen after boot')
  }
  Object.assign(map, { set: refuse, delete: refuse, clear: refuse })
  Object.freeze(map)
}
