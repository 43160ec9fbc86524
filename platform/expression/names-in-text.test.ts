import { describe, expect, it } from 'vitest'
import { namesInText } from './names-in-text.ts'

const shown = (formula: string, functions?: RegExp): string[] =>
  namesInText(formula, functions).map(({ path, list, isBehind }) =>
    list === undefined ? path : `${list}${isBehind === true ? ' behind ' : ' inside '}${path}`,
  )

describe('names in the text of a formula', () => {
  it.each([
    ['quantity * item.price', ['quantity', 'item.price']],
    ['"quantity" + string(total)', ['total']],
    ['match("a", { x: total }) > 0', ['total']],
    ['lines[1].quantity', ['lines', 'lines behind quantity']],
    ['lines[-1].item.name = name', ['lines', 'lines behind item.name', 'name']],
    ['sum(lines[quantity > least].amount)', ['lines', 'lines inside quantity', 'lines inside least', 'lines behind amount']],
    ['record.lines["a]" = code].price', ['record.lines', 'record.lines inside code', 'record.lines behind price']],
    ['lines[quantity > 0][1].price', ['lines', 'lines inside quantity', 'lines behind price']],
    ['total in [low..high]', ['total', 'in', 'low', 'high']],
    ['lines[', ['lines']],
    ['a].b', ['a']],
  ])('%s', (formula, names) => {
    expect(shown(formula).filter((name) => name !== 'in')).toEqual(names.filter((name) => name !== 'in'))
  })

  it('leaves functions of several words out', () => {
    expect(shown('round half up(total)')).toEqual(['round', 'half', 'total'])
    expect(shown('round half up(total)', /round half up(?=\s*\()/gu)).toEqual(['total'])
  })

  it('gives the place of each name', () => {
    const formula = 'if "a" = kind then lines[1].total else 0'
    for (const { path, index } of namesInText(formula)) expect(formula.slice(index, index + path.length)).toBe(path)
  })
})
