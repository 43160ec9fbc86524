import { checkLinePath, checkPath } from '../check-path.ts'
import type { Source } from '../collect.ts'
import { toPointer, type Problem } from '../problem.ts'
import type { Rule, RuleContext } from '../rule.ts'
import type { EntityDefinition, PrintDefinition } from '../types.ts'

type Section = PrintDefinition['sections'][number]

/** What a printed page of a record shows is there: otherwise it would be missing on paper without a word. */
export const prints: Rule = {
  name: 'prints',
  *check(context) {
    for (const { definition, file } of context.collection.of('print').values() as Iterable<Source<PrintDefinition>>) {
      const entity = context.model.entities.get(definition.entity ?? '')
      if (entity === undefined) continue
      for (const [index, section] of definition.sections.entries()) {
        yield* checkSection(context, entity, section, file, toPointer('/sections', index))
      }
    }
  },
}

function* checkSection(context: RuleContext, entity: EntityDefinition, section: Section, file: string, place: string): Iterable<Problem> {
  if (section.value !== undefined && section.value !== 'address') yield* checkPath(context, entity, section.value, file, `${place}/value`)
  if (section.type === 'lines' || section.type === 'table') {
    const from = section.from ?? 'lines'
    yield* checkPath(context, entity, from, file, section.from === undefined ? place : `${place}/from`)
    const rows = entity.fields.find(({ name }) => name === from)?.fields
    if (rows === undefined) return
    for (const [index, field] of (section.fields ?? []).entries()) {
      yield* checkLinePath(context, rows, field.name, file, toPointer(place, 'fields', index, 'name'))
    }
    return
  }
  // A signature is a word with room behind it; only what has no word of its own must be a field.
  for (const [index, field] of section.type === 'signatures' ? [] : (section.fields ?? []).entries()) {
    yield* checkPath(context, entity, field.name, file, toPointer(place, 'fields', index, 'name'))
  }
  for (const path of pathsIn(section)) yield* checkPath(context, entity, path, file, `${place}/text`)
}

/** `{path}` in a text; `{setting.x}` and the title are no fields. */
function pathsIn({ text }: Section): Set<string> {
  const texts = typeof text === 'object' ? [text.zh, text.en] : [text ?? '']
  const paths = texts.flatMap((each) => [...(each ?? '').matchAll(/\{([^{}]+)\}/g)].map(([, path = '']) => path.trim()))
  return new Set(paths.filter((path) => /^\p{L}/u.test(path) && path !== 'title' && path !== 'null' && !path.startsWith('setting.')))
}
