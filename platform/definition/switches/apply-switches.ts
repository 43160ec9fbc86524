import type { Registry } from '../../plugin/index.ts'
import type { Model, Switches } from '../model.ts'
import type { Definition } from '../types.ts'
import { moduleStates, moduleVariable } from './module-states.ts'
import { prune } from './prune.ts'
import { defaultSetting, settingFields } from './setting-fields.ts'
import { substituteAll, substituteInXml, toLiteral, type Literals } from './substitute.ts'
import { contentsOff, switchedOff } from './switched-off.ts'

/** What a workspace has stored: what it says itself, in the JSON form of the fields. */
export interface ChosenSwitches {
  readonly modules: ReadonlyMap<string, boolean>
  readonly settings: ReadonlyMap<string, unknown>
  readonly profile: string | null
}

export const NOTHING_CHOSEN: ChosenSwitches = { modules: new Map(), settings: new Map(), profile: null }

/**
 * The model as a workspace runs it: without what its modules leave out, with the values of its settings in its formulas.
 * Another choice makes another model, so that whatever was compiled for the old one is never asked again. Pure.
 */
export function applySwitches(model: Model, registry: Registry, chosen: ChosenSwitches): Model {
  if (model.modules.size === 0 && model.settings.size === 0 && model.profiles.size === 0) return model
  const modules = moduleStates(model, chosen.modules)
  const settings = settingValues(model, registry, chosen.settings)
  const profile = chosen.profile === null ? undefined : model.profiles.get(chosen.profile)
  const off = switchedOff(model, modules)
  const switches: Switches = { modules, settings, profile: profile?.name ?? null, home: profile?.home ?? null, off }
  const pruned = prune(model, off, contentsOff(model, modules))
  const menu = profile?.menu === undefined ? pruned.menu : (pruned.menus.get(profile.menu) ?? pruned.menu)
  return { ...fillIn({ ...pruned, menu }, literalsOf(modules, settings)), switches }
}

/** A definition that is not part of the model, as the workspace of this model would run it. Pure. */
export function withSwitches<D>(definition: D, { switches }: Model): D {
  return switches === undefined ? definition : substituteAll(definition, literalsOf(switches.modules, switches.settings))
}

function settingValues(model: Model, registry: Registry, chosen: ReadonlyMap<string, unknown>): Map<string, unknown> {
  return new Map(
    [...settingFields(model)].map(([name, field]) => {
      const given = chosen.get(name)
      const checked = given === undefined || given === null ? undefined : registry.fields.get(field.type)?.check(given, field)
      // What was stored under an earlier definition of the setting, and does not fit it any more, counts as not said.
      return [name, checked === undefined || checked.problem !== undefined ? defaultSetting(field, registry) : checked.value]
    }),
  )
}

function literalsOf(modules: ReadonlyMap<string, boolean>, settings: ReadonlyMap<string, unknown>): Literals {
  return {
    module: new Map([...modules].map(([name, on]) => [moduleVariable(name), String(on)])),
    setting: new Map([...settings].map(([name, value]) => [name, toLiteral(value)])),
  }
}

function fillIn(model: Model, literals: Literals): Model {
  const each = <D extends Definition>(map: ReadonlyMap<string, D>, isTable = false): Map<string, D> =>
    new Map([...map].map(([name, definition]) => [name, substituteAll(definition, literals, isTable)]))
  return {
    ...model,
    entities: each(model.entities),
    forms: each(model.forms),
    lists: each(model.lists),
    processes: each(model.processes),
    bpmn: new Map([...model.bpmn].map(([name, text]) => [name, substituteInXml(text, literals)])),
    decisions: each(model.decisions, true),
    ledgers: each(model.ledgers),
    postings: each(model.postings),
    conversions: each(model.conversions),
    reports: each(model.reports),
    dashboards: each(model.dashboards),
    alerts: each(model.alerts),
    automations: each(model.automations),
    batches: each(model.batches),
    matches: each(model.matches),
    roles: substituteAll(model.roles, literals),
    others: each(model.others),
  }
}
