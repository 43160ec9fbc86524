import { describe, expect, it } from 'vitest'
import type { DecisionDefinition } from '@formwork/platform/definition/types.ts'
import { builtInFunctions, printFeel, type FeelValue } from '@formwork/platform/expression/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { graphOf, Instance } from '../testing.fixture.ts'
import { evaluateTable } from './decision-table.ts'

const table = (hitPolicy: DecisionDefinition['hitPolicy'], more: Partial<DecisionDefinition> = {}): DecisionDefinition => ({
  kind: 'decision',
  name: 'level',
  hitPolicy,
  inputs: [
    { name: 'amount', value: '=amount' },
    { name: 'kind', value: '=kind' },
  ],
  outputs: [{ name: 'who', values: ['"board"', '"finance"', '"boss"'] }],
  rules: [
    { name: 'small', when: ['< 100', '-'], then: ['"boss"'] },
    { name: 'middle', when: ['[50..1000]', '"a","b"'], then: ['"finance"'] },
    { name: 'large', when: ['> 500', 'not("c")'], then: ['"board"'] },
  ],
  ...more,
})

const numbers = (hitPolicy: DecisionDefinition['hitPolicy']): DecisionDefinition => ({
  ...table(hitPolicy),
  outputs: [{ name: 'fee' }],
  rules: [
    { name: 'one', when: ['> 0', '-'], then: ['amount * 0.1'] },
    { name: 'two', when: ['> 10', '-'], then: ['5'] },
    { name: 'three', when: ['> 20', '-'], then: ['5'] },
  ],
})

const run = (definition: DecisionDefinition, amount: number, kind: string): string =>
  printFeel(evaluateTable(definition, { amount: Decimal.of(amount), kind }, {}, builtInFunctions).value as FeelValue)

describe('hit policies', () => {
  it.each<[DecisionDefinition['hitPolicy'], number, string, string]>([
    ['U', 10, 'c', 'boss'],
    ['U', 2000, 'c', 'null'],
    ['F', 70, 'a', 'boss'],
    ['F', 700, 'a', 'finance'],
    ['P', 700, 'a', 'board'],
    ['P', 70, 'a', 'finance'],
    ['A', 10, 'x', 'boss'],
    ['R', 700, 'a', '["finance", "board"]'],
    ['O', 700, 'a', '["board", "finance"]'],
    ['C', 70, 'a', '["boss", "finance"]'],
    ['C', 5000, 'c', '[]'],
  ])('%s of %i %s is %s', (policy, amount, kind, result) => expect(run(table(policy), amount, kind)).toBe(result))
  it.each<[DecisionDefinition['hitPolicy'], string]>([
    ['C+', '13'],
    ['C<', '3'],
    ['C>', '5'],
    ['C#', '3'],
  ])('%s of 30 is %s', (policy, result) => expect(run(numbers(policy), 30, 'a')).toBe(result))
  it.each<[string, DecisionDefinition, number, string]>([
    ['U, two rules', table('U'), 70, 'a'],
    ['A, different results', table('A'), 70, 'a'],
    ['P, a value that is not listed', { ...table('P'), rules: [{ name: 'x', when: ['-', '-'], then: ['"nobody"'] }] }, 1, 'a'],
    ['a sum of texts', { ...numbers('C+'), rules: [{ name: 'x', when: ['-', '-'], then: ['"x"'] }] }, 1, 'a'],
    ['a failing cell', { ...numbers('F'), rules: [{ name: 'x', when: ['-', '-'], then: ['1 / 0'] }] }, 1, 'a'],
  ])('refuses: %s', (_name, definition, amount, kind) =>
    expect(() => run(definition, amount, kind)).toThrow(expect.objectContaining({ code: 'decision-refused' })),
  )
  it('gives defaults when no rule matches, and a context for several outputs', () => {
    const definition = {
      ...table('F'),
      outputs: [
        { name: 'who', default: '"nobody"' },
        { name: 'days', default: '3' },
      ],
      rules: [{ name: 'x', when: ['> 5', '-'], then: ['"boss"', '1'] }],
    }
    expect(run(definition, 1, 'a')).toBe('{who: "nobody", days: 3}')
    expect(run(definition, 9, 'a')).toBe('{who: "boss", days: 1}')
  })
})

it.each<[string, unknown]>([
  ['', 'board'],
  ['camunda:mapDecisionResult="singleResult"', { who: 'board' }],
  ['camunda:mapDecisionResult="collectEntries"', ['board']],
  ['camunda:mapDecisionResult="resultList"', [{ who: 'board' }]],
])('a business rule task picks the next approver (%s)', async (attribute, expected) => {
  const graph =
    await graphOf(`<startEvent id="s"/><businessRuleTask id="r" camunda:decisionRef="level" camunda:resultVariable="level" ${attribute}/><userTask id="t"/>
    s -> r
    r -> t`)
  const instance = new Instance(graph, { decisions: new Map([['level', table('P')]]) }).start({ amount: Decimal.of(700), kind: 'a' })
  expect(instance.variables.level).toEqual(expected)
})
