import { refuseElement } from './refuse-element.ts'
import { childOf, childrenOf, textIn, type XmlElement } from './xml-element.ts'

/**
 * A table inside another box as FEEL text: rules become conditions. Single results take the first rule that holds,
 * collected ones all of them; priorities are known to tables of their own only.
 */
export function tableText(element: XmlElement, literal: (element: XmlElement | undefined) => string): string {
  const inputs = childrenOf(element, 'input').map((input) => literal(childOf(input, 'inputExpression')))
  const outputs = childrenOf(element, 'output').map((output) => output.attributes.name)
  const rules = childrenOf(element, 'rule').map((rule) => ({
    when: conditionOf(inputs, childrenOf(rule, 'inputEntry').map(textIn)),
    then: resultOf(
      outputs,
      childrenOf(rule, 'outputEntry').map((entry) => literal(entry) || 'null'),
    ),
  }))
  const policy = element.attributes.hitPolicy ?? 'UNIQUE'
  if (policy === 'PRIORITY' || policy === 'OUTPUT ORDER') {
    throw refuseElement(element, `嵌套的决策表不支持 ${policy}`, `${policy} is not supported in a table inside another box`)
  }
  if (policy !== 'COLLECT' && policy !== 'RULE ORDER') {
    return `(${rules.map(({ when, then }) => `if ${when} then ${then} else `).join('')}null)`
  }
  const all = `concatenate(${[...rules.map(({ when, then }) => `if ${when} then [${then}] else []`), '[]'].join(', ')})`
  const aggregators: Readonly<Record<string, string>> = { SUM: 'sum', MIN: 'min', MAX: 'max', COUNT: 'count' }
  const aggregator = aggregators[element.attributes.aggregation ?? '']
  return aggregator === undefined ? all : `${aggregator}(${all})`
}

function conditionOf(inputs: readonly string[], tests: readonly string[]): string {
  const conditions = tests.flatMap((test, index) => (test === '' || test === '-' ? [] : [testText(inputs[index] ?? 'null', test)]))
  return conditions.length === 0 ? 'true' : conditions.join(' and ')
}

function testText(input: string, test: string): string {
  const negated = /^not\s*\(([\s\S]*)\)$/.exec(test)
  return negated === null ? `((${input}) in (${test}))` : `not((${input}) in (${negated[1]!}))`
}

function resultOf(names: readonly (string | undefined)[], values: readonly string[]): string {
  if (names.length === 1) return values[0] ?? 'null'
  return `{${values.map((value, index) => `${JSON.stringify(names[index] ?? '')}: ${value}`).join(', ')}}`
}
