import type { DefinitionFile } from '@formwork/platform/definition/model.ts'
import type { Problem } from '@formwork/platform/definition/problem.ts'
import { readDefinition } from '@formwork/platform/definition/read-definition.ts'
import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { LocalizedText } from '@formwork/platform/error/index.ts'
import { labelInWords } from './label-in-words.ts'

/** Fields that are no longer there: what people called them, by their names. */
export type GoneFields = ReadonlyMap<string, LocalizedText>

/** The fields that `before` has and `after` has not. Only objects that differ are read. */
export function goneFields(before: readonly DefinitionFile[], after: readonly DefinitionFile[]): GoneFields {
  const gone = new Map<string, LocalizedText>()
  const texts = new Map(after.map((file) => [file.path, file]))
  for (const file of before) {
    const now = texts.get(file.path)
    if (now?.text === file.text) continue
    const kept = now === undefined ? new Map<string, FieldDefinition>() : fieldsIn(now)
    for (const [name, field] of fieldsIn(file)) {
      if (!kept.has(name)) gone.set(field.name, { zh: labelInWords(field, 'zh')!, en: labelInWords(field, 'en')! })
    }
  }
  return gone
}

/** Of a document and of its rows. */
function fieldsIn(file: DefinitionFile): ReadonlyMap<string, FieldDefinition> {
  const { definition } = readDefinition(file)
  const fields = definition?.kind === 'entity' ? ((definition as EntityDefinition).fields ?? []) : []
  const rows = fields.flatMap((field) => (field.fields ?? []).map((row): [string, FieldDefinition] => [`${field.name}.${row.name}`, row]))
  return new Map([...fields.map((field): [string, FieldDefinition] => [field.name, field]), ...rows])
}

const MISSING = /没有“([^”]+)”/

export const isAboutMissing = ({ code, message }: Problem): boolean =>
  (code.endsWith('unknown-name') || code.endsWith('unknown-property')) && MISSING.test(message.zh)

/** Something that still reads a field that was deleted is told so, by what people called the field. */
export function messageOf(problem: Problem, gone: GoneFields): { zh: string; en: string } {
  const name = isAboutMissing(problem) ? MISSING.exec(problem.message.zh)?.[1]?.split('.').at(-1) : undefined
  const label = name === undefined ? undefined : gone.get(name)
  if (typeof label !== 'object') return problem.message
  return { zh: `字段“${label.zh}”已删除，这里还在用它`, en: `The field "${label.en}" was deleted and is still used here` }
}
