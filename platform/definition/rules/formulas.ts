import { isAppError } from '../../error/index.ts'
import { checkExpression } from '../../expression/check.ts'
import { chineseType } from '../../expression/chinese-type.ts'
import { parseExpression } from '../../expression/parse.ts'
import { describeType, type FeelType } from '../../expression/type.ts'
import { toQuery } from '../../expression/to-query.ts'
import { functionsOf } from '../../plugin/index.ts'
import { formulasOf, isFormula, type FormulaSite } from '../formulas/index.ts'
import { problemFromError, type Problem } from '../problem.ts'
import { finding, type Rule, type RuleContext } from '../rule.ts'
import { visitDefinition } from '../schema/visit-definition.ts'

/** Formulas can be read, name what exists, and give what their place takes. */
export const formulas: Rule = {
  name: 'formulas',
  *check(context) {
    const checked = new Set<string>()
    for (const site of formulasOf(context)) {
      checked.add(`${site.file}#${site.pointer}`)
      yield* checkFormula(context, site)
    }
    yield* checkOthers(context, checked)
  },
}

/** One formula in its scope: names, types, and whether a database can answer it where it must. */
export function* checkFormula(context: Pick<RuleContext, 'registry' | 'types'>, site: FormulaSite): Iterable<Problem> {
  const scope = /setting|module/.test(site.text) ? { ...context.types.switches(), ...site.scope } : site.scope
  const { type, diagnostics } = checkExpression(site.text.replace(/^=/, ''), scope, { functions: functionsOf(context.registry) })
  const shown = diagnostics.filter(({ code }) => site.isOpen !== true || code !== 'unknown-name')
  for (const { code, message, position } of shown) yield { ...finding(site.file, site.pointer, `expression/${code}`, message), position }
  if (shown.length > 0) return
  yield* checkType(site, type)
  if (site.use === 'query') yield* guard(site.file, site.pointer, () => toQuery(site.text.replace(/^=/, '')))
}

function* checkType(site: FormulaSite, type: FeelType): Iterable<Problem> {
  if (site.expects === undefined || fits(type, site.expects)) return
  const message = {
    zh: `此处应为 ${chineseType(describeType(site.expects))}，表达式的结果是 ${chineseType(describeType(type))}`,
    en: `expected ${describeType(site.expects)}, the expression gives ${describeType(type)}`,
  }
  yield finding(site.file, site.pointer, 'expression/wrong-type', message)
}

/** Whether a value of a type may go where another one is expected; what is not known may. */
function fits(type: FeelType, expected: FeelType): boolean {
  if (type.kind === 'any' || type.kind === 'null' || expected.kind === 'any') return true
  if (type.kind !== expected.kind) return false
  if (type.kind === 'list' && expected.kind === 'list') return fits(type.of, expected.of)
  if (type.kind !== 'context' || expected.kind !== 'context') return true
  return type.label === undefined || expected.label === undefined || type.label === expected.label
}

/** Formulas whose scope nobody has described yet can at least be read. */
function* checkOthers({ collection, registry }: RuleContext, checked: ReadonlySet<string>): Iterable<Problem> {
  for (const { definition, file } of collection.all()) {
    for (const { value, pointer, schema } of visitDefinition(definition, registry)) {
      const mayBeFormula = schema.title === 'Formula' || schema.title === 'Value'
      if (!mayBeFormula || !isFormula(value) || checked.has(`${file}#${pointer}`)) continue
      yield* guard(file, pointer, () => parseExpression(value.slice(1)))
    }
  }
}

function* guard(file: string, pointer: string, read: () => unknown): Iterable<Problem> {
  try {
    read()
  } catch (error) {
    if (!isAppError(error)) throw error
    yield problemFromError(file, { code: error.code, parameters: error.parameters }, pointer)
  }
}
