import type { DecisionDefinition } from '../types.ts'
import { literalText } from './boxed-expression.ts'
import { nameFor } from './name-for.ts'
import { refuseElement } from './refuse-element.ts'
import { childOf, childrenOf, textIn, type XmlElement } from './xml-element.ts'

type Table = Pick<DecisionDefinition, 'hitPolicy' | 'inputs' | 'outputs' | 'rules'>

const POLICIES: Readonly<Record<string, DecisionDefinition['hitPolicy']>> = {
  UNIQUE: 'U',
  ANY: 'A',
  PRIORITY: 'P',
  FIRST: 'F',
  'RULE ORDER': 'R',
  'OUTPUT ORDER': 'O',
  COLLECT: 'C',
}
const AGGREGATORS: Readonly<Record<string, DecisionDefinition['hitPolicy']>> = { SUM: 'C+', MIN: 'C<', MAX: 'C>', COUNT: 'C#' }

/** A decision table in our form. Errors: `decision-invalid`. */
export function readTable(element: XmlElement): Table {
  const inputs = childrenOf(element, 'input')
  const outputs = childrenOf(element, 'output')
  const rules = childrenOf(element, 'rule')
  if (outputs.length === 0) throw refuseElement(element, '决策表没有输出', 'the decision table has no output')
  for (const rule of rules) checkWidth(rule, inputs.length, outputs.length)
  return {
    hitPolicy: policyOf(element, outputs.length),
    inputs: inputs.map((input, index) => readInput(input, index)),
    outputs: outputs.map((output, index) => readOutput(output, index)),
    rules: rules.map((rule, index) => ({
      name: nameFor(rule.attributes.id, `rule-${index + 1}`),
      when: childrenOf(rule, 'inputEntry').map((entry) => literalText(entry) || '-'),
      then: childrenOf(rule, 'outputEntry').map((entry) => literalText(entry) || 'null'),
    })),
  }
}

function policyOf(element: XmlElement, outputs: number): DecisionDefinition['hitPolicy'] {
  const { hitPolicy = 'UNIQUE', aggregation } = element.attributes
  const policy = POLICIES[hitPolicy]
  if (policy === undefined) throw refuseElement(element, `未知的命中策略“${hitPolicy}”`, `"${hitPolicy}" is no hit policy`)
  if (policy !== 'C' || aggregation === undefined) return policy
  const aggregator = AGGREGATORS[aggregation]
  if (aggregator === undefined) throw refuseElement(element, `未知的聚合“${aggregation}”`, `"${aggregation}" is no aggregation`)
  if (outputs > 1) throw refuseElement(element, '聚合只能用于一个输出', 'an aggregation needs exactly one output')
  return aggregator
}

function checkWidth(rule: XmlElement, inputs: number, outputs: number): void {
  const when = childrenOf(rule, 'inputEntry').length
  const then = childrenOf(rule, 'outputEntry').length
  if (when === inputs && then === outputs) return
  throw refuseElement(
    rule,
    `规则有 ${when} 个条件和 ${then} 个结果，应为 ${inputs} 和 ${outputs}`,
    `the rule has ${when} conditions and ${then} results instead of ${inputs} and ${outputs}`,
  )
}

function readInput(input: XmlElement, index: number): Table['inputs'][number] {
  const text = literalText(childOf(input, 'inputExpression')) || (input.attributes.inputVariable ?? '')
  if (text === '') throw refuseElement(input, '输入没有表达式', 'the input has no expression')
  const { label } = input.attributes
  return { name: `input${index + 1}`, ...(label === undefined || label === '' ? {} : { label }), value: `=${text}` }
}

function readOutput(output: XmlElement, index: number): Table['outputs'][number] {
  const { name, label } = output.attributes
  const plain = name !== undefined && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)
  const values = splitValues(textIn(childOf(output, 'outputValues')))
  const fallback = literalText(childOf(output, 'defaultOutputEntry'))
  return {
    name: plain ? name : `output${index + 1}`,
    ...(label === undefined || label === '' ? {} : { label }),
    ...(plain || name === undefined || name === '' ? {} : { as: name }),
    ...(values.length === 0 ? {} : { values }),
    ...(fallback === '' ? {} : { default: fallback }),
  }
}

/** `"a", "b, c", [1..2]`: the parts between the commas outside of texts and brackets. */
function splitValues(text: string): string[] {
  const parts = text.match(/(?:"(?:[^"\\]|\\.)*"|\[[^\]]*\]|\([^)]*\)|[^,])+/g) ?? []
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}
