import { loadDefinitions } from '@formwork/platform/definition/index.ts'
import type { ModuleDefinition, ScenarioStep } from '@formwork/platform/definition/types.ts'
import { isAppError } from '@formwork/platform/error/index.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyLedgers } from '../../store/ledger/verify-ledgers.ts'
import { readTemplateFolder } from '../read-template-folder.ts'
import { findQuery, runQuery } from '../run-query.ts'
import { SandboxMoulds, type CastSandbox } from './sandbox-moulds.ts'

const registry = createServerRegistry()
const folder = new URL('../../../templates/jxc', import.meta.url).pathname
const { model } = loadDefinitions(await readTemplateFolder(folder), registry, { release: 1, isChecked: true })
const moulds = new SandboxMoulds(model!, { registry, isChecked: true })
afterAll(() => moulds.close())
const SLOW = 60_000

interface ShownField {
  readonly name: string
  /** What a reference refers to. */
  readonly entity?: string
  readonly fields?: readonly ShownField[]
}

interface Shown {
  readonly entities: readonly { name: string; fields: readonly ShownField[] }[]
  readonly forms: readonly { entity: string; sections: readonly { fields: readonly { name: string }[] }[] }[]
  readonly lists: readonly { entity: string; columns: readonly { name: string }[] }[]
  readonly reports: readonly { name: string; from: { ledger?: string; entity?: string } }[]
  readonly conversions: readonly { from: string; to: string }[]
  readonly menu: { groups: readonly { items: readonly { entity?: string; report?: string }[] }[] }
}

const row = { product: 'paper', quantity: '10', price: '18' }
const receipt = { date: '2026-03-05', supplier: 'qingfeng', warehouse: 'central', lines: [row] }
const delivery = {
  date: '2026-03-06',
  customer: 'xinghe',
  warehouse: 'central',
  lines: [{ product: 'paper', quantity: '4', price: '25' }],
}

/** A module that needs this one goes with it. */
function withDependents(name: string): string[] {
  const needing = [...model!.modules.values()].filter(({ requires }) => requires?.includes(name) === true)
  return [...needing.flatMap((each) => withDependents(each.name)), name]
}

function whole(module: ModuleDefinition, kind: string): string[] {
  return module.contains
    .filter((each) => each.kind === kind && each.fields === undefined && each.rules === undefined)
    .map((each) => each.definition)
}

describe.each([...model!.modules.values()].map((module) => [module.name, module] as const))('the module %s', (name, module) => {
  let sandbox: CastSandbox
  let on: Shown
  let off: Shown
  const run = (step: Omit<ScenarioStep, 'name'>) => sandbox.runner.run({ name: 'step', as: 'admin', on: '2026-03-05', ...step })
  const shown = async (): Promise<Shown> =>
    (await runQuery(sandbox.runner.workspace, findQuery('definitions'), {
      person: await sandbox.runner.findPerson('admin'),
      language: 'en',
      arguments: {},
    })) as Shown
  const turn = (isOn: boolean) =>
    run({ do: 'switch-modules', values: { modules: Object.fromEntries(withDependents(name).map((each) => [each, isOn])) } })

  beforeAll(async () => {
    sandbox = await moulds.open(`module ${name}`, 'company')
    // Some modules, and some that go with this one, begin switched off.
    await turn(true)
    on = await shown()
    await turn(false)
    off = await shown()
  }, SLOW)
  afterAll(() => sandbox.close())

  it('leaves nothing of itself in forms, lists, menus, reports and conversions', () => {
    const entities = whole(module, 'entity')
    const reports = whole(module, 'report')
    const ledgers = whole(module, 'ledger')
    expect(off.entities.map((each) => each.name).filter((each) => entities.includes(each))).toEqual([])
    expect(off.forms.map(({ entity }) => entity).filter((each) => entities.includes(each))).toEqual([])
    expect(off.lists.map(({ entity }) => entity).filter((each) => entities.includes(each))).toEqual([])
    expect(off.conversions.filter(({ from, to }) => entities.includes(from) || entities.includes(to))).toEqual([])
    expect(off.reports.filter((each) => reports.includes(each.name) || ledgers.includes(each.from.ledger ?? ''))).toEqual([])
    const items = off.menu.groups.flatMap((group) => group.items)
    expect(items.filter(({ entity, report }) => entities.includes(entity ?? '') || reports.includes(report ?? ''))).toEqual([])
    for (const { definition, fields } of module.contains.filter((each) => each.fields !== undefined)) {
      for (const path of fields!) expect([definition, path, isShown(off, definition, path)]).toEqual([definition, path, false])
    }
  })

  it('leaves no field that refers to what is gone', () => {
    const gone = whole(module, 'entity')
    const referring = off.entities.flatMap(({ name: entity, fields }) =>
      fields
        .flatMap((field) => [field, ...(field.fields ?? [])])
        .filter((field) => gone.includes(field.entity ?? ''))
        .map((field) => `${entity}.${field.name}`),
    )
    expect(referring).toEqual([])
  })

  it.each(whole(module, 'entity'))('%s takes no new record', async (entity) => {
    const refused = await run({ do: 'save', entity, values: {} }).then(
      () => 'saved',
      (error: unknown) => (isAppError(error) ? error.code : String(error)),
    )
    expect(refused).toBe('module-off')
  })

  it('is not missed: goods come, go and come back, and the books agree', async () => {
    await run({ do: 'submit', entity: 'purchase-receipt', values: receipt, keep: 'receipt' })
    await run({ do: 'submit', entity: 'sales-delivery', values: delivery, keep: 'delivery', on: '2026-03-06' })
    await run({ do: 'unpost', entity: 'sales-delivery', record: 'delivery', reason: '录错', on: '2026-03-06' })
    const { workspace } = sandbox.runner
    const faults = await workspace.database.read(async (reading) => {
      const { store } = await workspace.current(reading)
      return (await verifyLedgers(reading, store)).filter(({ broken }) => broken > 0)
    })
    expect(faults).toEqual([])
  })

  it('comes back as it was', async () => {
    await turn(true)
    expect(await shown()).toEqual(on)
  })
})

function isShown({ entities, forms, lists }: Shown, entity: string, path: string): boolean {
  const [head, inner] = path.split('.') as [string, string?]
  const field = entities.find((each) => each.name === entity)?.fields.find((each) => each.name === head)
  const isThere = inner === undefined ? field !== undefined : field?.fields?.some((each) => each.name === inner) === true
  const isInForm = forms
    .filter((form) => form.entity === entity)
    .some(({ sections }) => sections.some(({ fields }) => fields.some((each) => each.name === path)))
  const isInList = lists.filter((list) => list.entity === entity).some(({ columns }) => columns.some((each) => each.name === path))
  return isThere || isInForm || isInList
}
