import { describe, expect, it } from 'vitest'
import { checkGraph } from '@formwork/platform/definition/bpmn/index.ts'
import { localize } from '@formwork/platform/error/index.ts'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import type { ProcessFacts, ProxyRule } from './facts.ts'
import { graphOf, Instance, START } from './testing.fixture.ts'

const elements = createBuiltInRegistry().elements
const task = (
  inner: string,
  attributes = '',
): string => `<startEvent id="s"/><userTask id="t" name="Check" ${attributes}>${inner}</userTask>
  s -> t`
const many = (inner: string, attributes = ''): string =>
  `<multiInstanceLoopCharacteristics ${attributes}>${inner}</multiInstanceLoopCharacteristics>`
const proxy = (from: number, to: number): ProxyRule => ({ from, to, begins: START - 1, ends: START + 1, processes: [] })

describe('what is wrong before anything runs', () => {
  it.each<[string, string, string, RegExp]>([
    [
      'a missing default',
      `<startEvent id="s"/><exclusiveGateway id="g" name="Which?"/><task id="a"/><task id="b"/>
      s -> g
      g -> a [x]
      g -> b [y]`,
      'g',
      /default flow is missing/,
    ],
    [
      'a default that leaves from somewhere else',
      `<startEvent id="s"/><exclusiveGateway id="g" default="f1_s_g"/><task id="a"/>
      s -> g
      g -> a`,
      'g',
      /does not leave it/,
    ],
    [
      'a join that can never fire',
      `<startEvent id="s"/><exclusiveGateway id="g"/><task id="a"/><task id="b"/><parallelGateway id="j"/>
      s -> g
      g -> a [x]
      g -> b
      a -> j
      b -> j`,
      'j',
      /never fire/,
    ],
    ['a formula that cannot be read', task(many('<loopCardinality>=1 +</loopCardinality>')), 't', /Syntax error/],
    [
      'a step that nothing leads to',
      `<startEvent id="s"/><task id="a"/><task id="b"/><task id="c"/>\n s -> a\n b -> c\n c -> b`,
      'b',
      /nothing leads to it/,
    ],
  ])('%s', async (_name, body, element, reason) => {
    const problems = checkGraph(await graphOf(body), elements)
    expect(problems.filter((problem) => problem.element === element).map((problem) => localize(problem.reason, 'en'))).toContainEqual(
      expect.stringMatching(reason),
    )
  })
})

describe('what turns out wrong in a step refuses it, with the element, and leaves everything as before', () => {
  it.each<[string, string, Record<string, unknown>, string, RegExp]>([
    [
      'no way out',
      `<startEvent id="s"/><exclusiveGateway id="g" name="Which?"/><task id="a"/>\n s -> g\n g -> a [x]`,
      { x: false },
      'process-no-way-out',
      /g Which\?/,
    ],
    [
      'an endless loop',
      `<startEvent id="s"/><exclusiveGateway id="m" name="Round"/><task id="a"/>\n s -> m\n m -> a\n a -> m`,
      {},
      'process-unbounded',
      /m Round|"a"/,
    ],
    ['a collection that is none', task(many('', 'camunda:collection="xs"')), { xs: 'x' }, 'process-not-a-list', /t Check/],
    [
      'a number of instances that is none',
      task(many('<loopCardinality>${n}</loopCardinality>')),
      { n: 'x' },
      'process-not-a-number',
      /t Check/,
    ],
    ['too many instances', task(many('<loopCardinality>1001</loopCardinality>')), {}, 'process-too-many-passes', /t Check/],
    [
      'a formula that fails',
      `<startEvent id="s"/><scriptTask id="x" name="Sum"><script>1 / 0</script></scriptTask>\n s -> x`,
      {},
      'formula-error',
      /x Sum/,
    ],
    [
      'an unknown decision',
      `<startEvent id="s"/><businessRuleTask id="r" camunda:decisionRef="gone"/>\n s -> r`,
      {},
      'definition-not-found',
      /gone/,
    ],
  ])('%s', async (_name, body, variables, code, message) => {
    const instance = new Instance(await graphOf(body))
    const before = instance.state
    expect(() => instance.start(variables)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }))
    expect(instance.state).toBe(before)
  })
})

describe('what needs an administrator is an incident at the element', () => {
  it.each<[string, string, Record<string, unknown>, Parameters<typeof graphOf>[1], Partial<ProcessFacts>]>([
    ['an empty collection', task(many('', 'camunda:collection="xs" camunda:elementVariable="x"')), { xs: [] }, {}, {}],
    ['people who are all disabled', task(''), {}, { elements: { t: { assign: '=person("fred")' } } }, {}],
    ['nobody at all', task(''), {}, { elements: { t: { assign: '=[]' } } }, {}],
    ['a department without a head up to the top', task(''), {}, { elements: { t: { assign: '=null' } } }, {}],
  ])('%s', async (_name, body, variables, settings, more) => {
    const instance = new Instance(await graphOf(body, settings), more).start(variables)
    const incidents = Object.values(instance.state.tokens).flatMap(({ node, rest }) =>
      rest?.kind === 'incident' ? [{ element: node, code: rest.code, named: rest.parameters.node }] : [],
    )
    expect(incidents).toEqual([{ element: 't', code: 'nobody-to-decide', named: 't Check' }])
    expect(instance.state.status).toBe('running')
  })
  it.each<[string, readonly ProxyRule[]]>([
    ['a circle of two', [proxy(2, 3), proxy(3, 2)]],
    ['a circle of three', [proxy(2, 3), proxy(3, 7), proxy(7, 2)]],
    ['a proxy of himself', [proxy(2, 2)]],
  ])('proxies: %s ends, one seat, nobody votes for both', async (_name, proxies) => {
    const instance = new Instance(await graphOf(task(''), { elements: { t: { assign: '=[2]' } } }), { proxies }).start()
    expect(instance.open).toHaveLength(1)
    expect(new Set(Object.values(instance.state.seats).map((seat) => seat.person)).size).toBe(1)
  })
})
