import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readDmn } from '@formwork/platform/definition/dmn/index.ts'
import { validateDefinition } from '@formwork/platform/definition/schema/validate-definition.ts'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { start, tasks, writeModel } from '../process/models/model.fixture.ts'
import { readScript } from '../process/read-script.ts'
import { runScript } from '../process/run-script.ts'
import { evaluateCase, type CaseReport } from './evaluate-file.ts'
import { readCases } from './read-cases.ts'

const NOW = Date.UTC(2026, 0, 1)
const dmn = (body: string, version = '20191111'): string =>
  `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="https://www.omg.org/spec/DMN/${version}/MODEL/" xmlns:x="https://vendor.example" id="model" name="Model" namespace="https://models.example">${body}</definitions>`
const decision = (id: string, logic: string, requires: readonly string[] = [], knows: readonly string[] = []): string =>
  `<decision id="${id}" name="${id}"><variable name="${id}"/>${requires.map((name) => `<informationRequirement><requiredDecision href="#${name}"/></informationRequirement>`).join('')}${knows.map((name) => `<knowledgeRequirement><requiredKnowledge href="#${name}"/></knowledgeRequirement>`).join('')}${logic}</decision>`
const text = (feel: string): string => `<text>${feel.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`
const literal = (feel: string): string => `<literalExpression>${text(feel)}</literalExpression>`
const input = (name: string, type = ''): string =>
  `<inputData id="in_${name.replaceAll(' ', '_')}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`
const table = (policy: string, inputs: readonly string[], outputs: readonly string[], rules: readonly (readonly string[])[]): string =>
  `<decisionTable ${policy}>${inputs.map((feel) => `<input><inputExpression>${text(feel)}</inputExpression></input>`).join('')}${outputs.join('')}${rules
    .map(
      (cells, index) =>
        `<rule id="r${index + 1}">${cells
          .map((cell, column) =>
            column < inputs.length ? `<inputEntry>${text(cell)}</inputEntry>` : `<outputEntry>${text(cell)}</outputEntry>`,
          )
          .join('')}</rule>`,
    )
    .join('')}</decisionTable>`
const output = (name: string, inner = ''): string => `<output name="${name}">${inner}</output>`
const run = (body: string, values: Readonly<Record<string, unknown>> = {}, wanted?: string): CaseReport =>
  evaluateCase(readDmn(dmn(body)), readCases(values, wanted)[0]!, NOW)

const LEVELS = output('level', `<outputValues>${text('"high", "middle", "low"')}</outputValues>`)
const RULES = [
  ['> 10', '"low"'],
  ['> 20', '"high"'],
  ['> 30', '"middle"'],
] as const
const FEES = [
  ['> 10', '5'],
  ['> 20', '5'],
  ['> 30', 'x / 10'],
] as const

describe('a table that another requires', () => {
  const needed = (name: string): string =>
    `<decision id="kind_of" name="Kind of"><informationRequirement><requiredInput href="#in_x"/></informationRequirement>${table(
      '',
      ['x'],
      [output(name)],
      [
        ['> 10', '"big"'],
        ['<= 10', '"small"'],
      ],
    )}</decision>`
  const asked = `<decision id="d" name="d"><variable name="d"/><informationRequirement><requiredDecision href="#kind_of"/></informationRequirement>${literal('kind')}</decision>`
  it('is read by the name of its output too, as other tools do', () => {
    expect(run(input('x', 'number') + needed('kind') + asked, { x: 20 }, 'd')).toMatchObject({ ok: true, results: { d: 'big' } })
  })
  it('what comes from outside under that name comes first', () => {
    expect(run(input('x', 'number') + needed('kind') + asked, { x: 20, kind: 'own' }, 'd')).toMatchObject({ results: { d: 'own' } })
  })
})

describe('hit policies of a file', () => {
  it.each<[string, number, unknown]>([
    ['', 15, 'low'],
    ['hitPolicy="UNIQUE"', 5, null],
    ['hitPolicy="FIRST"', 35, 'low'],
    ['hitPolicy="PRIORITY"', 35, 'high'],
    ['hitPolicy="RULE ORDER"', 35, ['low', 'high', 'middle']],
    ['hitPolicy="OUTPUT ORDER"', 35, ['high', 'middle', 'low']],
    ['hitPolicy="COLLECT"', 25, ['low', 'high']],
  ])('%s of %i', (policy, x, value) => {
    const report = run(input('x', 'number') + decision('d', table(policy, ['x'], [LEVELS], RULES)), { x })
    expect(report).toMatchObject({ ok: true, results: { d: value } })
  })
  it.each<[string, unknown]>([
    ['SUM', 14],
    ['MIN', 4],
    ['MAX', 5],
    ['COUNT', 3],
  ])('COLLECT with %s', (aggregation, value) => {
    const body = decision('d', table(`hitPolicy="COLLECT" aggregation="${aggregation}"`, ['x'], [output('fee')], FEES))
    expect(run(body, { x: 40 }).results).toEqual({ d: value })
  })
  it.each([
    ['UNIQUE', RULES],
    ['ANY', RULES],
  ] as const)('%s refuses rules that disagree, by the rule ids in no way hidden', (policy, rules) => {
    const report = run(decision('d', table(`hitPolicy="${policy}"`, ['x'], [LEVELS], rules)), { x: 35 })
    expect(report).toMatchObject({ ok: false, decisions: [{ id: 'd', refused: { code: 'decision-refused' } }] })
  })
  it('ANY takes rules that agree, several outputs give a context, defaults fill in, names may be of several words', () => {
    const outputs = [
      output('Risk Level', `<defaultOutputEntry>${text('"none"')}</defaultOutputEntry>`),
      output('days', `<defaultOutputEntry>${text('0')}</defaultOutputEntry>`),
    ]
    const body = decision(
      'd',
      table('hitPolicy="ANY"', ['Applicant Age'], outputs, [
        ['> 10', '"low"', '1'],
        ['> 20', '"low"', '1'],
      ]),
    )
    expect(run(body, { 'Applicant Age': 30 }).results).toEqual({ d: { 'Risk Level': 'low', days: 1 } })
    expect(run(body, { 'Applicant Age': 3 }).results).toEqual({ d: { 'Risk Level': 'none', days: 0 } })
  })
  it.each<[string, unknown, boolean]>([
    ['-', 5, true],
    ['', 5, true],
    ['5', 5, true],
    ['1,3,5', 5, true],
    ['[1..5]', 5, true],
    ['[1..5)', 5, false],
    ['not(1,2)', 5, true],
    ['>= 3, < 1', 5, true],
    ['"a","b"', 'b', true],
    ['not("a")', 'a', false],
    ['? > 3 and ? < 6', 5, true],
    ['y', 5, true],
    ['date("2026-01-01")', { $date: '2026-01-01' }, true],
    ['null', null, true],
    ['true', true, true],
    ['starts with(?, "ab")', 'abc', true],
  ])('test %s of %j', (test, x, matches) => {
    const body = decision(
      'd',
      table(
        'hitPolicy="FIRST"',
        ['x'],
        [output('o')],
        [
          [test, 'true'],
          ['-', 'false'],
        ],
      ),
    )
    expect(run(body, { x, y: 5 }).results).toEqual({ d: matches })
  })
})

describe('what stands in boxes', () => {
  it.each<[string, string, unknown]>([
    ['a literal expression', literal('(a + 1) * 2'), 22],
    [
      'a context',
      `<context><contextEntry><variable name="net amount"/>${literal('a')}</contextEntry><contextEntry><variable name="gross"/>${literal('net amount * 1.2')}</contextEntry></context>`,
      { 'net amount': 10, gross: 12 },
    ],
    [
      'a context with a result',
      `<context><contextEntry><variable name="half"/>${literal('a / 2')}</contextEntry><contextEntry>${literal('half + 1')}</contextEntry></context>`,
      6,
    ],
    ['a list', `<list>${literal('1')}${literal('a')}</list>`, [1, 10]],
    [
      'a relation',
      `<relation><column name="n"/><column name="v"/><row>${literal('"x"')}${literal('1')}</row><row>${literal('"y"')}${literal('a')}</row></relation>`,
      [
        { n: 'x', v: 1 },
        { n: 'y', v: 10 },
      ],
    ],
    [
      'a conditional',
      `<conditional><if>${literal('a > 5')}</if><then>${literal('"big"')}</then><else>${literal('"small"')}</else></conditional>`,
      'big',
    ],
    ['a loop', `<for iteratorVariable="i"><in>${literal('1..3')}</in><return>${literal('i * a')}</return></for>`, [10, 20, 30]],
    ['some', `<some iteratorVariable="i"><in>${literal('1..3')}</in><satisfies>${literal('i > 2')}</satisfies></some>`, true],
    ['every', `<every iteratorVariable="i"><in>${literal('1..3')}</in><satisfies>${literal('i > 2')}</satisfies></every>`, false],
    ['a filter', `<filter><in>${literal('[1, 5, 20]')}</in><match>${literal('item > 4')}</match></filter>`, [5, 20]],
    [
      'a table inside a context',
      `<context><contextEntry><variable name="t"/>${table(
        'hitPolicy="FIRST"',
        ['a'],
        [output('o')],
        [
          ['< 5', '"few"'],
          ['-', '"many"'],
        ],
      )}</contextEntry><contextEntry>${literal('t')}</contextEntry></context>`,
      'many',
    ],
    [
      'a collecting table inside a list',
      `<list>${table(
        'hitPolicy="COLLECT" aggregation="SUM"',
        ['a'],
        [output('o')],
        [
          ['> 5', '1'],
          ['not(3)', '2'],
          ['3', '4'],
        ],
      )}</list>`,
      [3],
    ],
    [
      'an expression of another tool',
      '<literalExpression expressionLanguage="juel"><text>a &gt; 5 &amp;&amp; a &lt; 11</text></literalExpression>',
      true,
    ],
  ])('%s', (_name, logic, value) => {
    expect(run(decision('d', logic), { a: 10 })).toMatchObject({ ok: true, results: { d: value } })
  })
})

describe('decisions that require others', () => {
  it('are evaluated in order, each seen by its name', () => {
    const body =
      input('Amount', 'number') +
      decision('c', literal('b + 1'), ['b']) +
      decision('b', literal('a * 2'), ['a']) +
      decision('a', literal('Amount + 1'))
    expect(run(body, { Amount: 3 }, 'c')).toMatchObject({ ok: true, results: { c: 9 } })
  })
  it('call business knowledge: functions, tables with parameters, by place and by name', () => {
    const knowledge = `<businessKnowledgeModel id="k" name="Monthly Rate"><encapsulatedLogic><formalParameter name="loan sum"/><formalParameter name="months"/>${literal('loan sum / months')}</encapsulatedLogic></businessKnowledgeModel>
      <businessKnowledgeModel id="t" name="Level"><encapsulatedLogic><formalParameter name="n"/>${table(
        'hitPolicy="FIRST"',
        ['n'],
        [output('o')],
        [
          ['> 5', '"high"'],
          ['-', '"low"'],
        ],
      )}</encapsulatedLogic></businessKnowledgeModel>`
    const call = `<invocation>${literal('Monthly Rate')}<binding><parameter name="loan sum"/>${literal('x')}</binding><binding><parameter name="months"/>${literal('12')}</binding></invocation>`
    const body = knowledge + decision('rate', call, [], ['k']) + decision('level', literal('Level(Monthly Rate(x, 12))'), [], ['k', 't'])
    expect(run(body, { x: 120 }).results).toEqual({ rate: 10, level: 'high' })
  })
  it('refuse a circle', () => {
    const report = run(decision('a', literal('b'), ['b']) + decision('b', literal('a'), ['a']))
    expect(report).toMatchObject({
      ok: false,
      decisions: [{ refused: { code: 'decision-refused', message: expect.stringMatching(/circle/) } }, {}],
    })
  })
})

it('types say what a text means; items may be lists and structures', () => {
  const types =
    '<itemDefinition name="tPerson"><itemComponent name="born"><typeRef>date</typeRef></itemComponent></itemDefinition><itemDefinition name="tPeople" isCollection="true"><typeRef>tPerson</typeRef></itemDefinition>'
  const body =
    types + input('people', 'tPeople') + input('stay', 'days and time duration') + decision('d', literal('people[1].born.year + stay.days'))
  expect(run(body, { people: [{ born: '2001-02-03' }], stay: 'P2D' }).results).toEqual({ d: 2003 })
})

it.each(['20151101', '20180521', '20191111', '20211108', '20230324'])('version %s of DMN', (version) => {
  const model = readDmn(dmn(decision('d', literal('1')), version))
  expect(evaluateCase(model, readCases({}, undefined)[0]!, NOW).results).toEqual({ d: 1 })
})

describe('wrong files', () => {
  it.each<[string, string, string, RegExp]>([
    ['no XML', 'hello', 'decision-unparsable', /./],
    ['cut off', dmn(decision('d', literal('1'))).slice(0, -30), 'decision-unparsable', /./],
    ['a DOCTYPE', `<!DOCTYPE x>${dmn('')}`, 'decision-unparsable', /DOCTYPE/],
    ['too deep', dmn('<a>'.repeat(500)), 'decision-unparsable', /deeper/],
    ['another root', '<html/>', 'decision-unparsable', /definitions/],
    ['no decision', dmn(input('x')), 'decision-unparsable', /no decision/],
    ['no logic', dmn('<decision id="d" name="Dish"/>'), 'decision-invalid', /"d Dish".*no logic/],
    ['an id twice', dmn(decision('d', literal('1')) + decision('d', literal('2'))), 'decision-invalid', /"d d".*twice/],
    ['a requirement of nothing', dmn(decision('d', literal('1'), ['gone'])), 'decision-invalid', /"d d".*gone/],
    [
      'another language',
      dmn(decision('d', '<literalExpression id="e" expressionLanguage="groovy"><text>x</text></literalExpression>')),
      'decision-invalid',
      /"e".*groovy/,
    ],
    [
      'a Java function',
      dmn(decision('d', `<functionDefinition id="f" kind="Java">${literal('1')}</functionDefinition>`)),
      'decision-invalid',
      /"f".*JAVA/,
    ],
    ['an unknown hit policy', dmn(decision('d', table('id="t" hitPolicy="BEST"', ['x'], [LEVELS], []))), 'decision-invalid', /"t".*BEST/],
    [
      'a rule of another width',
      dmn(decision('d', table('', ['x', 'y'], [LEVELS], [['1', '2']]))),
      'decision-invalid',
      /"r1".*2 conditions and 0/,
    ],
    ['a table without output', dmn(decision('d', table('id="t"', ['x'], [], []))), 'decision-invalid', /"t".*no output/],
  ])('%s', (_name, file, code, message) => {
    expect(() => readDmn(file)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }))
  })
})

describe('decisions of a file in the house', () => {
  const body =
    decision('sum', literal('x * 2')) +
    decision(
      'level',
      table(
        'hitPolicy="FIRST"',
        ['sum'],
        [output('level')],
        [
          ['> 10', '"high"'],
          ['-', '"low"'],
        ],
      ),
      ['sum'],
    )
  it('are definitions that the schema accepts', () => {
    const registry = createBuiltInRegistry()
    for (const definition of readDmn(dmn(body)).decisions) expect(validateDefinition(definition, registry)).toEqual([])
  })
  const folder = mkdtempSync(join(tmpdir(), 'formwork-decision-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  it('are called by business rule tasks', async () => {
    const model = join(folder, 'model.bpmn')
    const rules = join(folder, 'rules.dmn')
    writeFileSync(
      model,
      writeModel({
        body: `<startEvent id="s"/><businessRuleTask id="r" camunda:decisionRef="level" camunda:resultVariable="found"/>${tasks('z')}\n s -> r\n r -> z`,
      }),
    )
    writeFileSync(rules, dmn(body))
    const [report] = await runScript([model, rules], readScript([start('z', { x: 6 }, { found: 'high' })]), folder)
    expect(report).toMatchObject({ ok: true, variables: { found: 'high' } })
  })
})
