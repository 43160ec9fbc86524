import type { Model } from '@formwork/platform/definition/model.ts'
import { neutralEntities } from './neutral-entities.ts'
import { goodsLedger, openLedger, type NeutralSettings } from './neutral-ledgers.ts'
import { neutralPostings } from './neutral-postings.ts'

const byName = <T extends { name: string }>(items: readonly T[]): Map<string, T> => new Map(items.map((item) => [item.name, item]))

/** The neutral book as a model: items, places and parties, and nothing of any trade. */
export function neutralModel(settings: NeutralSettings): Model {
  return {
    release: 1,
    files: [],
    template: { kind: 'template', name: 'neutral', version: '1' },
    entities: byName(neutralEntities(settings)),
    forms: new Map(),
    lists: new Map(),
    processes: new Map(),
    bpmn: new Map(),
    decisions: new Map(),
    ledgers: byName([goodsLedger(settings), openLedger(settings)]),
    postings: byName(neutralPostings),
    conversions: new Map(),
    reports: new Map(),
    dashboards: new Map(),
    dictionaries: new Map(),
    roles: { kind: 'roles', name: 'roles', roles: [] },
    menu: { kind: 'menu', name: 'menu', groups: [] },
    scenarios: new Map(),
    others: new Map(),
  }
}
