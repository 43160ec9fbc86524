import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { describe, expect, it } from 'vitest'
import { checkDefinitions } from '../check.ts'
import type { Model } from '../model.ts'
import { jxcFolder, readFolder } from '../read-folder.fixture.ts'
import type { FieldDefinition } from '../types.ts'
import { applySwitches, NOTHING_CHOSEN } from './apply-switches.ts'

const registry = createBuiltInRegistry()
const { model } = await checkDefinitions(readFolder(jxcFolder), registry)

/** Without a module, and without those that need it. */
function without(name: string): Model {
  const needing = [...model!.modules.values()].filter(({ requires }) => requires?.includes(name)).map((module) => module.name)
  return applySwitches(model!, registry, { ...NOTHING_CHOSEN, modules: new Map([name, ...needing].map((each) => [each, false])) })
}

/** As somebody runs it who said that this is his kind of business. */
function chosen(name: string): Model {
  const { on = [], off = [] } = model!.profiles.get(name)!
  const modules = new Map([...on.map((each) => [each, true] as const), ...off.map((each) => [each, false] as const)])
  return applySwitches(model!, registry, { ...NOTHING_CHOSEN, modules, profile: name })
}

/** Everything that somebody could still meet, with the names that it leads to. */
function met(left: Model): [string, string | undefined][] {
  const menus = [...left.menus.values()].flatMap(({ name, groups }) =>
    groups.flatMap(({ items }) =>
      items.flatMap((item): [string, string | undefined][] => [
        [`menu ${name}/${item.name}`, item.list && `list/${item.list}`],
        [`menu ${name}/${item.name}`, item.report && `report/${item.report}`],
        [`menu ${name}/${item.name}`, item.dashboard && `dashboard/${item.dashboard}`],
      ]),
    ),
  )
  const alerts = [...left.alerts.values()].flatMap(({ name, on, action }): [string, string | undefined][] => [
    [`alert ${name}`, on.entity && `entity/${on.entity}`],
    [`alert ${name}`, on.ledger && `ledger/${on.ledger}`],
    [`alert ${name}`, on.report && `report/${on.report}`],
    [`action of ${name}`, action?.entity && `entity/${action.entity}`],
    [`action of ${name}`, action?.batch && `batch/${action.batch}`],
    [`action of ${name}`, action?.report && `report/${action.report}`],
    [`action of ${name}`, action?.conversion && `conversion/${action.conversion}`],
  ])
  const reports = [...left.reports.values()].flatMap(({ name, from }): [string, string | undefined][] => [
    [`report ${name}`, from.entity && `entity/${from.entity}`],
    [`report ${name}`, from.ledger && `ledger/${from.ledger}`],
  ])
  const buttons = [...left.conversions.values()].flatMap(({ name, from, to }): [string, string | undefined][] => [
    [`conversion ${name}`, `entity/${from}`],
    [`conversion ${name}`, `entity/${to}`],
  ])
  const made = [...left.batches.values()].flatMap(({ name, entity, report }): [string, string | undefined][] => [
    [`batch ${name}`, `entity/${entity}`],
    [`batch ${name}`, `report/${report}`],
  ])
  const shown = [...left.forms.values(), ...left.lists.values()].map(({ name, entity }): [string, string] => [
    `page ${name}`,
    `entity/${entity}`,
  ])
  return [...menus, ...alerts, ...reports, ...buttons, ...made, ...shown]
}

/** Fields that are still shown although what they refer to, or look through, is gone. */
function fieldsLeft(left: Model): string[] {
  const { resources } = left.switches!.off
  const visit = (list: readonly FieldDefinition[], place: string): string[] =>
    list.flatMap((field) => {
      if (field.hidden === true) return []
      const through = list.find(({ name }) => name === field.through)
      const isLeft = resources.has(field.entity ?? '') || resources.has(field.ledger ?? '') || through?.hidden === true
      const own = left.switches!.off.fields.get(place.split('/')[0]!)?.has([...place.split('/').slice(1), field.name].join('.')) === true
      return [...(isLeft || own ? [`${place}/${field.name}`] : []), ...visit(field.fields ?? [], `${place}/${field.name}`)]
    })
  return [...left.entities.values()].filter(({ name }) => !resources.has(name)).flatMap((entity) => visit(entity.fields, entity.name))
}

describe('a module that is switched off', () => {
  it.each([...model!.modules.keys()])('%s leaves no menu, field, report, alert or button', (name) => {
    const left = without(name)
    const { definitions } = left.switches!.off
    expect(left.modules.get(name)!.contains.length).toBeGreaterThan(0)
    expect(met(left).filter(([, to]) => to !== undefined && definitions.has(to))).toEqual([])
    expect(fieldsLeft(left)).toEqual([])
  })

  it('the profiles as well', () => {
    for (const profile of model!.profiles.keys()) {
      const left = chosen(profile)
      expect(met(left).filter(([, to]) => to !== undefined && left.switches!.off.definitions.has(to))).toEqual([])
      expect(fieldsLeft(left)).toEqual([])
    }
  })
})

describe('the menu of a kind of business', () => {
  const entriesOf = (left: Model): string[] => left.menu.groups.flatMap(({ items }) => items.map(({ name }) => name))

  it('has the twelve entries of a shop', () => {
    expect(entriesOf(chosen('small-shop'))).toHaveLength(12)
  })

  it.each([
    ['garments', ['exchange', 'product-style', 'color', 'size']],
    ['pharmacy', ['purchase-order', 'goods-inspection', 'batch-expiry', 'supplier-licences']],
    ['electronics', ['purchase-order', 'goods-inspection', 'serial-status', 'serial-tracking']],
  ])('has what the trade of %s needs beside them', (profile, further) => {
    expect(entriesOf(chosen(profile))).toEqual([...entriesOf(chosen('small-shop')), ...further])
  })

  it('goes with the kind: whoever changes to the whole one keeps nothing of the small one', () => {
    expect(entriesOf(chosen('wholesale')).length).toBeGreaterThan(60)
  })
})
