import { checkPath } from '../check-path.ts'
import { diagramPath } from '../link.ts'
import { toPointer, type Problem } from '../problem.ts'
import { finding, type Rule } from '../rule.ts'

/** A process has a diagram, belongs to a document when a document starts it, and opens fields that exist. What the diagram holds is checked with it. */
export const processes: Rule = {
  name: 'processes',
  *check(context) {
    for (const { definition, file } of context.collection.of('process').values()) {
      const path = diagramPath(file, definition.bpmn)
      if (!context.collection.files.has(path)) {
        yield finding(file, '/bpmn', 'missing-file', { zh: `没有文件 ${path}`, en: `there is no file ${path}` })
      }
      yield* checkStart(definition.start, definition.entity, file)
      const entity = context.model.entities.get(definition.entity ?? '')
      for (const [id, element] of Object.entries(definition.elements)) {
        for (const part of ['edit', 'reveal'] as const) {
          for (const [index, field] of (element[part] ?? []).entries()) {
            yield* checkPath(context, entity, field, file, toPointer('/elements', id, part, index))
          }
        }
      }
    }
  },
}

function* checkStart(start: string | undefined, entity: string | undefined, file: string): Iterable<Problem> {
  if (start === undefined || start === 'manual' || entity !== undefined) return
  yield finding(file, '/entity', 'process-entity', {
    zh: '由单据启动的流程需要 entity',
    en: 'a process that a record starts needs an entity',
  })
}
