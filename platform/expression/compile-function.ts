import { compileTypeTest } from './compile-type.ts'
import type { CompileScope, Evaluate, Frame } from './compile-scope.ts'
import { enterCall, leaveCall, report } from './evaluation.ts'
import type { NodeOf } from './syntax.ts'
import { FeelFunction, isList, type FeelValue } from './value.ts'

/**
 * `function(a, b) body`: a closure over the values around it as they are now. Each call works on a copy of the
 * frame, so that calls may nest. An external function is not available here.
 */
export function compileFunction(node: NodeOf<'function'>, scope: CompileScope): Evaluate {
  if (node.external) return () => report('not-available', node, '不支持外部函数', 'External functions are not available')
  let inner = scope
  const parameters = node.parameters.map(({ name, type }) => {
    const bound = inner.bind(name)
    inner = bound.scope
    return { slot: bound.slot, fits: type === undefined ? undefined : compileTypeTest(type) }
  })
  const names = node.parameters.map((parameter) => parameter.name)
  const body = scope.compile(node.body, inner)
  return (values, frame) => {
    const captured: Frame = frame.slice()
    return new FeelFunction('', names, (given) => {
      if (given.length !== parameters.length) return report('wrong-arguments', node, '函数参数个数不对', 'Wrong number of arguments')
      const own = captured.slice()
      parameters.forEach(({ slot, fits }, index) => {
        own[slot] = fits === undefined ? given[index]! : fitValue(given[index]!, fits)
      })
      enterCall(node)
      const result = body(values, own)
      leaveCall()
      return result
    })
  }
}

/** The value as a declared type takes it; null when it does not conform (DMN 1.5, 10.3.2.9.4). */
function fitValue(value: FeelValue, fits: (value: FeelValue) => boolean): FeelValue {
  if (value === null || fits(value)) return value
  return isList(value) && value.length === 1 && fits(value[0]!) ? value[0]! : fits([value]) ? [value] : null
}
