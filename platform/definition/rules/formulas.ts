import { isAppError } from '../../error/index.ts'
import { checkExpression } from '../../expression/check.ts'
import { describeType, type FeelType } from '../../expression/type.ts'
import { toQuery } from '../../expression/to-query.ts'
import { functionsOf } from '../../plugin/index.ts'
import { formulasOf, type FormulaSite } from '../formulas/index.ts'
import { problemFromError, type Problem } from '../problem.ts'
import { finding, type Rule } from '../rule.ts'

/** Formulas can be read, name what exists, and give what their place takes. */
export const formulas: Rule = {
  name: 'formulas',
  *check(context) {
    const options = { functions: functionsOf(context.registry) }
    for (const site of formulasOf(context)) {
      const { type, diagnostics } = checkExpression(site.text.slice(1), site.scope, options)
      const shown = diagnostics.filter(({ code }) => site.isOpen !== true || code !== 'unknown-name')
      for (const { code, message } of shown) yield finding(site.file, site.pointer, `expression/${code}`, message)
      if (shown.length > 0) continue
      yield* checkType(site, type)
      if (site.use === 'query') yield* checkQuery(site)
    }
  },
}

function* checkType(site: FormulaSite, type: FeelType): Iterable<Problem> {
  if (site.expects === undefined || fits(type, site.expects)) return
  const message = {
    zh: `此处应为 ${describeType(site.expects)},表达式的结果是 ${describeType(type)}`,
    en: `expected ${describeType(site.expects)}, the expression gives ${describeType(type)}`,
  }
  yield finding(site.file, site.pointer, 'expression/wrong-type', message)
}

/** Whether a value of a type may go where another one is expected; what is not known may. */
function fits(type: FeelType, expected: FeelType): boolean {
  if (type.kind === 'any' || type.kind === 'null' || expected.kind === 'any') return true
  if (type.kind !== expected.kind) return false
  if (type.kind === 'list' && expected.kind === 'list') return fits(type.of, expected.of)
  if (type.kind === 'context' && expected.kind === 'context') {
    return type.label === undefined || expected.label === undefined || type.label === expected.label
  }
  return true
}

function* checkQuery(site: FormulaSite): Iterable<Problem> {
  try {
    toQuery(site.text.slice(1))
  } catch (error) {
    if (!isAppError(error)) throw error
    yield problemFromError(site.file, { code: error.code, parameters: error.parameters }, site.pointer)
  }
}
