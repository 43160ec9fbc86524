import { nameOf } from './compile-events.ts'
import type { Problems } from './element-problem.ts'
import {
  attributeOf,
  bodyOf,
  elementOf,
  elementsOf,
  foreignAttribute,
  foreignElements,
  hasForeignAttribute,
  textOf,
  type ModdleElement,
} from './moddle-element.ts'
import { readFormula, readFormulaOrText } from './read-formula.ts'

type Options = Record<string, unknown>
type ReadOptions = (element: ModdleElement, problems: Problems) => Options

const FEEL_FORMATS = new Set([
  'feel',
  'application/feel',
  'text/feel',
  'https://www.omg.org/spec/dmn/20191111/feel/',
  'http://www.omg.org/spec/dmn/20180521/feel/',
])

/** What only elements of one type have. Errors go to `problems`, named by the element. */
export function compileOptions(element: ModdleElement, problems: Problems): Options {
  const read = readers[element.$type]
  const options = read === undefined ? {} : problems.guard(element, {}, () => read(element, problems))
  const keepsResults = foreignElements(element, 'ioMapping').some((holder) => childrenOf(holder, 'output').length > 0)
  return keepsResults ? { ...options, keepsResults } : options
}

const readers: Readonly<Record<string, ReadOptions>> = {
  'bpmn:ScriptTask': readScript,
  'bpmn:ServiceTask': readService,
  'bpmn:SendTask': (element, problems) => ({ ...readService(element), ...readMessage(element, problems) }),
  'bpmn:ReceiveTask': (element, problems) => ({ ...readMessage(element, problems), instantiate: element.instantiate === true }),
  'bpmn:BusinessRuleTask': readDecision,
  'bpmn:CallActivity': readCall,
  'bpmn:AdHocSubProcess': readAdHoc,
  'bpmn:StartEvent': (element) => ({ initiator: foreignAttribute(element, 'initiator') ?? null }),
  'bpmn:EventBasedGateway': (element) => ({ instantiate: element.instantiate === true, parallel: element.eventGatewayType === 'Parallel' }),
  'bpmn:ComplexGateway': (element) => {
    const activation = bodyOf(elementOf(element, 'activationCondition'))
    return { activation: activation === undefined ? null : readFormula(activation) }
  },
}

function readScript(element: ModdleElement, problems: Problems): Options {
  const zeebe = foreignElements(element, 'script')[0]
  const format = (textOf(element, 'scriptFormat') ?? 'feel').toLowerCase()
  const script =
    zeebe === undefined ? (bodyOf(elementOf(element, 'script')) ?? textOf(element, 'script')) : attributeOf(zeebe, 'expression')
  if (zeebe === undefined && !FEEL_FORMATS.has(format)) {
    problems.add(element, `脚本语言“${format}”不受支持，只能使用 FEEL`, `the script language "${format}" is not supported, only FEEL is`)
    return {}
  }
  if (foreignAttribute(element, 'resource') !== undefined) {
    problems.add(element, '脚本不能来自外部文件', 'a script cannot come from an outside file')
  }
  if (script === undefined) {
    problems.add(element, '脚本为空', 'the script is empty')
    return {}
  }
  return {
    script: readFormula(script),
    result: resultOf(element) ?? (zeebe === undefined ? null : (attributeOf(zeebe, 'resultVariable') ?? null)),
  }
}

/** Java classes and beans cannot run here: somebody outside does such work and says when it is done. */
function readService(element: ModdleElement): Options {
  const expression = foreignAttribute(element, 'expression')
  const translated = expression === undefined ? null : tryFormula(expression)
  const outside =
    ['class', 'delegateExpression', 'topic'].some((name) => hasForeignAttribute(element, name)) ||
    foreignAttribute(element, 'type') !== undefined
  const task = foreignElements(element, 'taskDefinition')[0]
  const topic = foreignAttribute(element, 'topic') ?? (task === undefined ? undefined : attributeOf(task, 'type'))
  return {
    outside: outside || task !== undefined || (expression !== undefined && translated === null),
    topic: topic ?? null,
    script: translated,
    result: resultOf(element),
  }
}

function readMessage(element: ModdleElement, problems: Problems): Options {
  const message = elementOf(element, 'messageRef') ?? elementOf(elementOf(element, 'operationRef') ?? element, 'inMessageRef')
  return { message: nameOf(message) ?? problems.messageNames.get(element.id ?? '') ?? null }
}

function readDecision(element: ModdleElement): Options {
  const called = foreignElements(element, 'calledDecision')[0]
  const decision = foreignAttribute(element, 'decisionRef') ?? (called === undefined ? undefined : attributeOf(called, 'decisionId'))
  const service = readService(element)
  return {
    ...service,
    decision: decision ?? null,
    result: service.result ?? (called === undefined ? null : (attributeOf(called, 'resultVariable') ?? null)),
    shape: foreignAttribute(element, 'mapDecisionResult') ?? null,
  }
}

function readCall(element: ModdleElement): Options {
  const zeebe = foreignElements(element, 'calledElement')[0]
  const binding = foreignAttribute(element, 'calledElementBinding') ?? 'latest'
  return {
    called:
      textOf(element, 'calledElement') === undefined
        ? zeebe === undefined
          ? null
          : (attributeOf(zeebe, 'processId') ?? null)
        : readFormulaOrText(textOf(element, 'calledElement')!),
    binding,
    version: foreignAttribute(element, 'calledElementVersion') ?? null,
    in: foreignElements(element, 'in')
      .map(readHandOver)
      .filter((mapping) => mapping !== null),
    out: foreignElements(element, 'out')
      .map(readHandOver)
      .filter((mapping) => mapping !== null),
    mapped: foreignElements(element, 'in').length + foreignElements(element, 'out').length > 0,
  }
}

/** `in` and `out`: a variable, a formula, or all variables (`to` is `*`). */
function readHandOver(element: ModdleElement): { to: string; value: string } | null {
  if (attributeOf(element, 'variables') === 'all') return { to: '*', value: '*' }
  const target = attributeOf(element, 'target')
  const formula = attributeOf(element, 'sourceExpression')
  const source = attributeOf(element, 'source')
  if (target === undefined || (formula === undefined && source === undefined)) return null
  return { to: target, value: formula === undefined ? `=${source}` : `=${readFormula(formula)}` }
}

function readAdHoc(element: ModdleElement): Options {
  const completion = bodyOf(elementOf(element, 'completionCondition'))
  return {
    ordering: element.ordering === 'Sequential' ? 'sequential' : 'parallel',
    completion: completion === undefined ? null : readFormula(completion),
    cancelRemaining: element.cancelRemainingInstances !== false,
  }
}

function resultOf(element: ModdleElement): string | null {
  return foreignAttribute(element, 'resultVariable') ?? foreignAttribute(element, 'resultVariableName') ?? null
}

function tryFormula(text: string): string | null {
  try {
    return readFormula(text)
  } catch {
    return null
  }
}

/** Variables brought into an activity and out of it (`inputOutput`, `ioMapping`). */
export function compileMappings(
  element: ModdleElement,
  direction: 'input' | 'output',
  problems: Problems,
): { to: string; value: string }[] {
  return problems.guard(element, [], () => [
    ...foreignElements(element, 'ioMapping').flatMap((holder) =>
      childrenOf(holder, direction).map((child) => ({
        to: attributeOf(child, 'target') ?? '',
        value: readFormulaOrText(attributeOf(child, 'source') ?? ''),
      })),
    ),
    ...foreignElements(element, 'inputOutput').flatMap((holder) =>
      childrenOf(holder, `${direction}Parameter`)
        .filter((child) => bodyOf(child) !== undefined || elementsOf(child, '$children').length > 0)
        .map((child) => readParameter(element, child, problems)),
    ),
  ])
}

function childrenOf(holder: ModdleElement, name: string): readonly ModdleElement[] {
  return elementsOf(holder, '$children').filter((child) => child.$type.split(':')[1] === name)
}

function readParameter(element: ModdleElement, child: ModdleElement, problems: Problems): { to: string; value: string } {
  const to = attributeOf(child, 'name') ?? ''
  const inner = elementsOf(child, '$children')[0]
  if (inner === undefined) return { to, value: readFormulaOrText(bodyOf(child) ?? '') }
  if (inner.$type.endsWith(':list')) {
    const items = elementsOf(inner, '$children').map((item) => asTerm(readFormulaOrText(bodyOf(item) ?? '')))
    return { to, value: `=[${items.join(', ')}]` }
  }
  if (inner.$type.endsWith(':map')) {
    const entries = elementsOf(inner, '$children').map(
      (entry) => `${JSON.stringify(attributeOf(entry, 'key') ?? '')}: ${asTerm(readFormulaOrText(bodyOf(entry) ?? ''))}`,
    )
    return { to, value: `={${entries.join(', ')}}` }
  }
  const format = (attributeOf(inner, 'scriptFormat') ?? '').toLowerCase()
  if (inner.$type.endsWith(':script') && FEEL_FORMATS.has(format)) return { to, value: `=${readFormula(bodyOf(inner) ?? '')}` }
  problems.add(element, `参数“${to}”的写法不受支持`, `the way the parameter "${to}" is written is not supported`)
  return { to, value: '' }
}

function asTerm(value: string): string {
  return value.startsWith('=') ? value.slice(1) : JSON.stringify(value)
}
