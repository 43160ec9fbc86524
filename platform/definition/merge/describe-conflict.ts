import type { ChangeStep } from '../diff/change.ts'
import { compareValues, isObject } from '../diff/compare-values.ts'
import { describeChange } from '../diff/describe-change.ts'
import type { Definition } from '../types.ts'
import type { FileConflict } from './merge-files.ts'

/** The most changes of one element that a sentence tells; further ones are counted. */
const MOST_TOLD = 4

type Sentence = { readonly zh: string; readonly en: string }

/** What each side did, as sentences of business words. */
export function describeConflict(conflict: FileConflict): { ours: Sentence; theirs: Sentence } {
  if (conflict.sentences !== undefined) return conflict.sentences
  return { ours: describeSide(conflict, 'ours'), theirs: describeSide(conflict, 'theirs') }
}

function describeSide({ id, definitions, path, values }: FileConflict, side: 'ours' | 'theirs'): Sentence {
  const [before, after] = [values.base, values[side]]
  const definition = definitions[side] ?? definitions.base ?? definitions.ours ?? definitions.theirs
  if (definition === undefined) return describeFile(id.slice('file/'.length), before !== undefined, after !== undefined)
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
  const steps = stepsOf(definitions[side] ?? definition, definitions.base, path)
  // Of an element that the other side took away: what was done to it.
  const inside = kind === 'changed' && steps.at(-1)?.element !== undefined ? [...compareValues(before, after, steps)] : []
  if (inside.length === 0) return describeChange(definition, { kind, path: steps, before, after })
  const told = inside.slice(0, MOST_TOLD).map((change) => describeChange(definition, change))
  const rest = inside.length - told.length
  if (rest > 0) told.push({ zh: `另有 ${rest} 处`, en: `${rest} more` })
  return { zh: told.map(({ zh }) => zh).join('；'), en: told.map(({ en }) => en).join('; ') }
}

function describeFile(path: string, wasThere: boolean, isThere: boolean): Sentence {
  if (!isThere) return { zh: `删除文件 ${path}`, en: `Removed the file ${path}` }
  return wasThere ? { zh: `修改文件 ${path}`, en: `Changed the file ${path}` } : { zh: `新增文件 ${path}`, en: `Added the file ${path}` }
}

/** Names as steps: elements of lists and maps are called by their labels, everything else by its word. */
function stepsOf(definition: Definition, base: Definition | undefined, path: readonly string[]): ChangeStep[] {
  let [value, former]: unknown[] = [definition, base]
  let isMap = false
  return path.map((name): ChangeStep => {
    const isElement = Array.isArray(value) || Array.isArray(former) || isMap
    ;[value, former] = [childOf(value, name), childOf(former, name)]
    isMap = name === 'elements' && !isElement
    return isElement ? { element: name, value: value ?? former } : { property: name }
  })
}

function childOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) {
    return value.find((item) => isObject(item) && (item.name === name || (Array.isArray(item.was) && item.was.includes(name))))
  }
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}
