import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import { pinyin } from 'pinyin-pro'

/** Fields whose words are found by their initials and by their pronunciation. */
const KEYED_TYPES = new Set(['text'])

/** Longest text of a field that is keyed: names, not essays. */
const LONGEST_KEYED = 100

const CHINESE = /\p{Script=Han}/u

/** Text fields that the key of an entity is made from: those that its search names, else `name` and `code`. */
export function searchKeyFields(entity: EntityDefinition): string[] {
  const wanted = entity.search ?? ['name', 'code']
  return entity.fields.filter((field) => wanted.includes(field.name) && KEYED_TYPES.has(field.type)).map((field) => field.name)
}

/**
 * What a record of master data is found by besides its own text: 拼音 initials and full 拼音 of its Chinese texts, lower case,
 * a line each; null when there is nothing to add.
 *
 * @example
 * searchKeyOf(entity, { name: '晨光文具' }) // 'cgwj\nchenguangwenju'
 */
export function searchKeyOf(entity: EntityDefinition, values: Readonly<Record<string, unknown>>): string | null {
  const texts = searchKeyFields(entity).map((name) => values[name])
  const keyed = texts
    .filter((text): text is string => typeof text === 'string' && CHINESE.test(text))
    .map((text) => text.slice(0, LONGEST_KEYED))
  if (keyed.length === 0) return null
  return keyed.flatMap((text) => [spell(text, 'first'), spell(text, 'pinyin')]).join('\n')
}

/** First letters of a text as it is spoken, lower case; what is not Chinese stays. */
export const initialsOf = (text: string): string => spell(text.slice(0, LONGEST_KEYED), 'first')

function spell(text: string, pattern: 'first' | 'pinyin'): string {
  return pinyin(text, { pattern, toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
    .join('')
    .replaceAll(/\s+/g, '')
    .toLowerCase()
}
