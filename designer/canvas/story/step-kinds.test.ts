import zh from '../../text/zh.json' with { type: 'json' }
import type { FieldDefinition, ScenarioStep } from '@formwork/platform/definition/types.ts'
import { describe, expect, it } from 'vitest'
import { blankStep, daysOf, firstValue, formulaOfDays, givable, STEP_KINDS, type StepPlace } from './step-kinds.ts'
import { REFUSALS, saysOf } from './step-refusals.ts'

const place: StepPlace = {
  taken: ['step1'],
  kept: [
    { name: 'goods-1', entity: 'goods' },
    { name: 'order-1', entity: 'order' },
  ],
  entities: ['order', 'goods'],
  conversionsOf: (entity) => (entity === 'order' ? ['order-delivery'] : []),
}

describe('a step that is added', () => {
  it('of every kind is called by a word, and says what it has to say', () => {
    for (const kind of Object.keys(STEP_KINDS)) {
      expect([kind, zh.story.verb[kind as keyof typeof zh.story.verb]]).not.toContain(undefined)
      expect(blankStep(kind, place)).toMatchObject({ name: 'step2', do: kind })
    }
    expect(blankStep('submit', place)).toEqual({ name: 'step2', do: 'submit', entity: 'order', values: {}, keep: 'order-2' })
    expect(blankStep('approve', place)).toEqual({ name: 'step2', do: 'approve', record: 'order-1' })
    expect(blankStep('convert', place)).toEqual({
      ...{ name: 'step2', do: 'convert', record: 'order-1' },
      ...{ conversion: 'order-delivery', keep: 'order-delivery-1' },
    })
  })

  it('of another kind keeps who, when and what the record holds, and lets go what its kind does not say', () => {
    const before: ScenarioStep = { name: 'step1', as: 'ada', on: '-1', do: 'save', entity: 'order', values: { a: '1' }, keep: 'order-1' }
    const submit = blankStep('submit', { ...place, kept: [] }, before)
    expect(submit).toMatchObject({ as: 'ada', on: '-1', do: 'submit', entity: 'order', values: { a: '1' }, keep: 'order-1' })
    expect(blankStep('void', place, submit)).toEqual({ name: 'step1', as: 'ada', on: '-1', do: 'void', record: 'order-1' })
    expect(blankStep('switch-modules', place, submit).values).toEqual({ modules: {} })
  })

  it('is given what can be typed: nothing that is calculated, nothing twice', () => {
    const fields = [
      { name: 'a', type: 'text' },
      { name: 'b', type: 'number', formula: '=1' },
      { name: 'c', type: 'signature' },
      { name: 'd', type: 'lines' },
    ] as unknown as FieldDefinition[]
    expect(givable(fields, { a: '' }).map(({ name }) => name)).toEqual(['d'])
    expect(firstValue(fields[3]!, [])).toEqual([{}])
    expect(firstValue({ name: 'e', type: 'select', multiple: true } as unknown as FieldDefinition, ['x', 'y'])).toEqual(['x'])
  })

  it('tells days without a formula', () => {
    for (const days of [0, -3, 14]) expect(daysOf(formulaOfDays(days))).toBe(days)
    expect(daysOf('=record.date')).toBeUndefined()
  })

  it('is refused for reasons in words', () => {
    for (const language of ['zh', 'en'] as const) {
      for (const code of REFUSALS) expect(saysOf(code, language, 'a rule')).not.toMatch(/[{}]|^…$|[a-z]+-[a-z]+/)
    }
    expect(saysOf('not-unique', 'zh', '规则')).toBe('…的值…已存在')
  })
})
