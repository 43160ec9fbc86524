import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { describe, expect, it } from 'vitest'
import { loadDefinitions } from './load.ts'
import { jxcFolder, readFolder } from './read-folder.fixture.ts'
import { tellSteps } from './template-steps.fixture.ts'
import type { FieldDefinition } from './types.ts'

const files = readFolder(jxcFolder)
const { model } = loadDefinitions(files, createBuiltInRegistry(), { isChecked: true })
const told = tellSteps(model!).filter(({ step }) => step.refused === undefined)
/** Records that scenarios begin with. */
const begun = [...model!.others.values()].flatMap((each) => (each.kind === 'sample' ? each.steps : []))

const namesOf = (options: FieldDefinition['options']): string[] =>
  (options as { name: string }[] | undefined)?.map(({ name }) => name) ?? []

/** What a choice may be; undefined for text, figures and the like. */
function choicesOf(field: Pick<FieldDefinition, 'type' | 'options'>): string[] | undefined {
  if (field.type === 'switch') return ['true', 'false']
  return field.type === 'select' ? namesOf(field.options) : undefined
}

describe('every policy that a workspace sets is told with each of its values', () => {
  const settings = [...model!.settings.values()].flatMap(({ fields }) => fields).filter(({ type }) => type !== 'text')
  const said = (name: string): string[] =>
    told
      .filter(({ step }) => step.do === 'save-settings')
      .map(({ step }) => (step.values as { values?: Record<string, unknown> } | undefined)?.values?.[name])
      .flatMap((value) => (value === undefined ? [] : [String(value as string)]))

  it('there are some', () => expect(settings.length).toBeGreaterThanOrEqual(10))

  it.each(settings.map((field) => [field.name, field] as const))('%s', (name, field) => {
    const choices = (field as FieldDefinition).multiple === true ? undefined : choicesOf(field as FieldDefinition)
    if ((field as FieldDefinition).multiple === true) expect(said(name).length).toBeGreaterThanOrEqual(1)
    else if (choices === undefined) expect(new Set(said(name)).size).toBeGreaterThanOrEqual(2)
    else expect(said(name)).toEqual(expect.arrayContaining(choices))
  })
})

describe('every policy that a record carries is told with each of its values', () => {
  const isLogic = (path: string): boolean => !/scenarios\/|samples\/|guides\/|roles\.json|form\.json|list\.json|print/.test(path)
  const formulas = files.filter(({ path }) => isLogic(path)).map(({ text }) => text)
  /** Fields of master data by which formulas decide: compared with one of their choices, or true or false. */
  const policies = [...model!.entities.values()]
    .filter(({ nature }) => nature !== 'document')
    .flatMap((entity) =>
      entity.fields.flatMap((field) => {
        const choices = choicesOf(field)
        return choices !== undefined && decides(field.name, choices) ? [{ entity: entity.name, field, choices }] : []
      }),
    )

  function decides(name: string, choices: readonly string[]): boolean {
    const values = choices.map((choice) => (choice === 'true' || choice === 'false' ? choice : `\\\\"${choice}\\\\"`)).join('|')
    const compared = new RegExp(`\\.${name} !?= (${values})|\\[[^\\]]*(${values})[^\\]]*\\], [a-z.]*\\.?${name}\\)`)
    return formulas.some((text) => compared.test(text))
  }

  it('there are some', () =>
    expect(policies.map(({ entity, field }) => `${entity}.${field.name}`)).toEqual(
      expect.arrayContaining(['customer.creditMode', 'product.tracking', 'product.batchPolicy', 'supplier.standing']),
    ))

  it.each(policies.map((policy) => [`${policy.entity}.${policy.field.name}`, policy] as const))(
    '%s',
    (_name, { entity, field, choices }) => {
      const steps = [
        ...told.filter((each) => each.entity === entity).map(({ step }) => step),
        ...begun.filter((step) => step.entity === entity),
      ]
      const said = steps
        .filter((step) => step.do === 'save' || step.do === 'submit')
        .map((step) => (step.values as Record<string, unknown> | undefined)?.[field.name])
        .flatMap((value) => (value === undefined ? [] : [String(value as string)]))
      // What a record begins with is told by every scenario that says nothing else.
      const first = field.type === 'switch' ? String(field.default ?? false) : (field.default as string | undefined)
      expect([...said, first]).toEqual(expect.arrayContaining(choices))
    },
  )
})

describe('every profile of the first run', () => {
  it.each([...model!.profiles.keys()])('%s: goods come and go in one step each', (profile) => {
    const scenarios = told
      .filter(({ step }) => step.do === 'choose-profile' && (step.values as { profile?: string } | undefined)?.profile === profile)
      .map(({ scenario }) => scenario)
    const submitted = (entities: readonly string[]): boolean =>
      scenarios.some(({ when }) =>
        when.some(({ do: verb, entity, refused }) => verb === 'submit' && entities.includes(entity ?? '') && refused === undefined),
      )
    expect([submitted(['purchase-receipt']), submitted(['retail-sale', 'sales-delivery'])]).toEqual([true, true])
  })
})
