import { describe, expect, it } from 'vitest'
import { namedSteps } from './named-steps.ts'

describe('a formula that names its steps', () => {
  it('is its result, and the steps on the way', () => {
    expect(
      namedSteps('{ usual: a.b, limit: match("low", { product: product, day: today() }), is: limit != null and x < limit }.is'),
    ).toEqual({
      result: 'limit != null and x < limit',
      steps: [
        { name: 'usual', text: 'a.b' },
        { name: 'limit', text: 'match("low", { product: product, day: today() })' },
      ],
    })
  })

  it('leaves commas and braces of quoted texts alone, also of labels', () => {
    expect(namedSteps('{ a: "x, } y", b: 「数量, 件」 + a }.b')).toEqual({
      result: '「数量, 件」 + a',
      steps: [{ name: 'a', text: '"x, } y"' }],
    })
  })

  it.each(['a + b', '{ a: 1 }', '{ a: 1 }.b', '{ a: 1 }.a + { b: 2 }.b', '{ "a b": 1, c: 2 }.c', '{ a: (1 }.a', ''])(
    'is not what %s is',
    (text) => expect(namedSteps(text)).toBeUndefined(),
  )
})
