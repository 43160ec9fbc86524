import { systemEntities } from '@formwork/platform/definition/system/index.ts'
import type {
  Definition,
  DictionaryDefinition,
  EntityDefinition,
  RolesDefinition,
  ScenarioDefinition,
} from '@formwork/platform/definition/types.ts'
import { describe, expect, it } from 'vitest'
import zh from '../../text/zh.json' with { type: 'json' }
import { ledgerFields, recordInWords, stepsOf, storyScope, valueInWords, type Story } from './story-scope.ts'
import { dayInWords, deedInWords, expectationInWords } from './story-words.ts'

const sources = import.meta.glob<string>('../../../templates/jxc/**/*.json', { query: '?raw', import: 'default', eager: true })
const definitions = Object.values(sources)
  .map((text) => JSON.parse(text) as Definition)
  .filter(({ kind }) => kind !== undefined)
const ofKind = (kind: string): Definition[] => definitions.filter((each) => each.kind === kind)
const entityOf = (name: string): EntityDefinition | undefined =>
  (ofKind('entity').find((each) => each.name === name) ?? systemEntities.find((each) => each.name === name)) as EntityDefinition | undefined
const known = {
  entity: entityOf,
  roles: () => ofKind('roles').flatMap((each) => (each as RolesDefinition).roles),
  dictionary: (name: string) => ofKind('dictionary').find((each) => each.name === name) as DictionaryDefinition | undefined,
}
const say = (key: string, parameters: Record<string, unknown> = {}): string => {
  const text = key.split('.').slice(1).reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], zh) // prettier-ignore
  if (typeof text !== 'string') throw new Error(`no text ${key}`)
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(parameters[name]))
}
const scopeOf = (story: Story) => storyScope(story, known, ofKind)
const stories = [...ofKind('scenario'), ...ofKind('sample')] as unknown as Story[]
const scenario = (name: string): ScenarioDefinition => ofKind('scenario').find((each) => each.name === name) as ScenarioDefinition
/** Words of the language of definitions, which nobody else speaks. */
const TECHNICAL = /[a-z]+-[a-z-]+|undefined|\[object/

describe('a story', () => {
  it('says every step and every result of the template in words', () => {
    expect(stories.length).toBeGreaterThan(500)
    const foreign = new Set<string>()
    for (const story of stories) {
      const scope = scopeOf(story)
      const said = stepsOf(story).flatMap((step) => [
        deedInWords(step, scope, say),
        dayInWords(step.on, say).replace(/^\d{4}(-\d\d){2}$/, ''),
      ])
      if (story.kind === 'scenario') said.push(...story.then.map((each) => expectationInWords(each, scope, say)))
      for (const each of said) if (TECHNICAL.test(each)) foreign.add(`${story.name}: ${each}`)
    }
    expect([...foreign]).toEqual([])
  })

  it('calls people, records and choices as the samples that it begins with call them', () => {
    const scope = scopeOf(scenario('credit-blocked'))
    const [step] = scenario('credit-blocked').when
    expect(deedInWords(step!, scope, say)).toBe('提交「销售订单」')
    expect(scope.person('sales')).toBe('刘洋')
    expect(recordInWords('mingri', scope)).not.toBe('mingri')
    const customer = entityOf('sales-order')!.fields.find(({ name }) => name === 'customer')
    expect(valueInWords('mingri', customer, scope, ['是', '否'])).toBe(recordInWords('mingri', scope))
    const roles = systemEntities.find(({ name }) => name === 'person')!.fields.find(({ name }) => name === 'roles')
    expect(valueInWords(['finance'], roles, scope, ['是', '否'])).toBe('财务')
    expect(valueInWords('=today()', undefined, scope, ['是', '否'])).toBe('今天')
    expect(expectationInWords(scenario('credit-blocked').then[0]!, scope, say)).toBe('台账“库存”')
  })

  it('tells days from when it runs', () => {
    expect(['-45', '0', '3', '2026-03-02', '{on}', undefined].map((on) => dayInWords(on, say))).toEqual([
      '45 天前',
      '当天',
      '3 天后',
      '2026-03-02',
      '每行的日期',
      '',
    ])
  })

  it('calls places outside of the business as the ledger does', () => {
    const [ledger] = ofKind('ledger').filter(({ name }) => name === 'stock') as never[]
    const place = ledgerFields(ledger).find(({ name }) => name === 'place')
    expect(valueInWords('customer', place, scopeOf(scenario('credit-blocked')), ['是', '否'])).toBe('客户')
  })
})
