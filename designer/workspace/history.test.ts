import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readContent, textOfContent } from './file-text.ts'
import { execute, goTo, redo, startHistory, undo, type History } from './history.ts'
import { readAt, type Content, type Files, type Operation } from './operation.ts'

const text = `{
  "kind": "entity",
  "name": "item",
  "nature": "master",
  "fields": [
    { "name": "code", "type": "text", "required": true },
    { "name": "lines", "type": "lines", "fields": [{ "name": "quantity", "type": "number" }] }
  ]
}
`
const entity = readContent('item/entity.json', text)
const diagram = '<definitions/>'
const files: Files = new Map<string, Content>([
  ['item/entity.json', entity],
  ['item/process.bpmn', diagram],
])
const registry = createBuiltInRegistry()
const show = (shown: Files): string => JSON.stringify([...shown].sort(([left], [right]) => (left < right ? -1 : 1)))

/** A change that fits the files as they are, chosen by numbers. */
function randomOperation(current: Files, [kind, place, value]: readonly [number, number, number]): Operation {
  const file = 'item/entity.json'
  const fields = (readAt(current.get(file), ['fields']) ?? []) as readonly Content[]
  const lists: (readonly (string | number)[])[] = [['fields']]
  for (const [index, field] of fields.entries()) if (Array.isArray(readAt(field, ['fields']))) lists.push(['fields', index, 'fields'])
  const list = lists[place % lists.length]!
  const length = (readAt(current.get(file), list) as readonly Content[]).length
  if (kind === 0) return { do: 'insert', file, at: [...list, place % (length + 1)], value: { name: `f${value}`, type: 'text' } }
  if (kind === 1 && length > 1) return { do: 'remove', file, at: [...list, place % length] }
  if (kind === 2 && length > 0) {
    return { do: 'set', file, at: [...list, place % length, 'label'], value: value % 3 === 0 ? undefined : `L${value}` }
  }
  if (kind === 3) {
    return { do: 'set', file: 'item/process.bpmn', at: [], value: value % 5 === 0 ? undefined : `<definitions id="${value}"/>` }
  }
  if (kind === 4) return { do: 'set', file: `new/${value % 7}.json`, at: [], value: { kind: 'list', name: `n${value}` } }
  return { do: 'set', file, at: ['label'], value: `Item ${value}` }
}

const step = fc.tuple(fc.nat(5), fc.nat(50), fc.nat(1000))

describe('history', () => {
  it('takes back 200 random actions to identical JSON, and does them again', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 200, maxLength: 200 }), (steps) => {
        let history = startHistory(files)
        const states = [show(files)]
        for (const numbers of steps) {
          history = execute(history, 'x', [randomOperation(history.files, numbers)])
          states.push(show(history.files))
        }
        for (let count = steps.length - 1; count >= 0; count--) {
          history = undo(history)
          expect(show(history.files)).toBe(states[count])
        }
        expect(history.files.get('item/process.bpmn')).toBe(diagram)
        for (let count = 1; count <= steps.length; count++) history = redo(history)
        expect(show(history.files)).toBe(states.at(-1))
      }),
      { numRuns: 20 },
    )
  })

  it('walks undo and redo in any order, as if each command stood alone', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), fc.array(fc.nat(40), { maxLength: 20 }), (steps, targets) => {
        let history: History = startHistory(files)
        const states = [show(files)]
        for (const numbers of steps) {
          history = execute(history, 'x', [randomOperation(history.files, numbers)])
          states.push(show(history.files))
        }
        for (const target of targets) {
          history = goTo(history, target)
          expect(show(history.files)).toBe(states[Math.min(target, steps.length)])
        }
      }),
      { numRuns: 50 },
    )
  })

  it('takes several operations back as one', () => {
    const before = startHistory(files)
    const after = execute(before, 'two', [
      { do: 'insert', file: 'item/entity.json', at: ['fields', 0], value: { name: 'a', type: 'text' } },
      { do: 'remove', file: 'item/entity.json', at: ['fields', 1] },
    ])
    expect(after.done).toHaveLength(1)
    expect(show(undo(after).files)).toBe(show(files))
  })

  it('changes nothing when one of several operations has no place', () => {
    const history = startHistory(files)
    expect(() =>
      execute(history, 'x', [
        { do: 'set', file: 'item/entity.json', at: ['label'], value: 'y' },
        { do: 'remove', file: 'item/entity.json', at: ['fields', 9] },
      ]),
    ).toThrow('no element')
    expect(show(history.files)).toBe(show(files))
  })
})

describe('the text of a file', () => {
  const origin = { text, content: entity }
  it('is the very same while its content is', () => {
    const copy = readContent('item/entity.json', text)
    const messy = { text: text.replaceAll('\n', '\r\n'), content: readContent('item/entity.json', text.replaceAll('\n', '\r\n')) }
    expect(textOfContent('item/entity.json', copy, origin, registry)).toBe(text)
    expect(textOfContent('item/entity.json', copy, messy, registry)).toBe(messy.text)
    expect(textOfContent('item/process.bpmn', diagram, { text: diagram, content: diagram }, registry)).toBe(diagram)
  })

  it('is canonical once it changed, and the very same again after the change was taken back', () => {
    const changed = execute(startHistory(files), 'x', [{ do: 'set', file: 'item/entity.json', at: ['label'], value: 'Item' }])
    const written = textOfContent('item/entity.json', changed.files.get('item/entity.json')!, origin, registry)
    expect(written).toContain('"label": "Item"')
    expect(textOfContent('item/entity.json', undo(changed).files.get('item/entity.json')!, origin, registry)).toBe(text)
  })
})
