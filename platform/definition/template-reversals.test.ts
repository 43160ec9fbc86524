import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { describe, expect, it } from 'vitest'
import { loadDefinitions } from './load.ts'
import { jxcFolder, readFolder } from './read-folder.fixture.ts'
import { tellSteps } from './template-steps.fixture.ts'

const { model } = loadDefinitions(readFolder(jxcFolder), createBuiltInRegistry(), { isChecked: true })
const told = tellSteps(model!)

/** Ledgers that a document posts to when it is posted; those of documents that post in two steps are told apart by `on`. */
function ledgersOf(entity: string, on: string): string[] {
  const postings = [...model!.postings.values()].filter((posting) => posting.entity === entity && posting.on === on)
  return [...new Set(postings.flatMap(({ entries }) => entries.flatMap(({ ledger }) => ledger ?? [])))].sort()
}

/** Ledgers of which a scenario says what they hold after this was done to such a document. */
function toldAfter(entity: string, verb: string): string[] {
  const scenarios = told
    .filter((each) => each.entity === entity && each.step.do === verb && each.step.refused === undefined)
    .map(({ scenario }) => scenario)
  return [...new Set(scenarios.flatMap(({ then }) => then.flatMap(({ ledger }) => ledger ?? [])))].sort()
}

const isDone = (entity: string, verb: string): boolean =>
  told.some((each) => each.entity === entity && each.step.do === verb && each.step.refused === undefined)

const posted = [...model!.entities.values()].filter(({ name, nature }) => nature === 'document' && ledgersOf(name, 'posted').length > 0)

describe('what is posted can be taken back, and a scenario says what the ledgers hold then', () => {
  const cases = posted.flatMap(({ name }) => ['unpost', 'void'].map((verb) => [name, verb] as const))

  it.each(cases)('%s: %s', (entity, verb) => {
    expect(toldAfter(entity, verb)).toEqual(expect.arrayContaining(ledgersOf(entity, 'posted')))
  })

  it.each(posted.filter(({ fields }) => fields.some(({ amendable }) => amendable === true)).map(({ name }) => name))(
    '%s: what may be amended after posting is amended',
    (entity) => expect(isDone(entity, 'amend')).toBe(true),
  )

  it.each([...model!.postings.values()].filter(({ on }) => on === 'closed').map(({ entity }) => entity))(
    '%s: closed, and opened again',
    (entity) => {
      expect(toldAfter(entity, 'close')).toEqual(expect.arrayContaining(ledgersOf(entity, 'closed')))
      expect(toldAfter(entity, 'reopen')).toEqual(expect.arrayContaining(ledgersOf(entity, 'closed')))
    },
  )
})

describe('goods that come back', () => {
  const returns = [...model!.conversions.values()].filter(({ to }) => ['purchase-return', 'sales-return', 'exchange'].includes(to))

  it('are known', () => expect(returns.length).toBeGreaterThanOrEqual(4))

  it.each(returns.map(({ name }) => name))('%s: in part', (name) => {
    const partial = told.filter(({ step }) => step.conversion === name && step.refused === undefined && step.lines !== undefined)
    expect(partial.map(({ scenario }) => scenario.name)).not.toEqual([])
  })

  it.each(returns.map(({ name }) => name))('%s: no more than came', (name) => {
    const scenarios = told.filter(({ step }) => step.conversion === name).map(({ scenario }) => scenario)
    const refused = scenarios.filter((each) => [...(each.given ?? []), ...each.when].some((step) => step.refused !== undefined))
    expect(refused.map((scenario) => scenario.name)).not.toEqual([])
  })
})
