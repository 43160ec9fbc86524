import type { ListDefinition } from '@formwork/platform/definition/types.ts'
import type { ListShape, ShapeDefinition } from '@formwork/runtime/ui/list/list-shape.ts'
import { listShapes } from '@formwork/plugins/views/index.ts'
import type { VisibleEntity } from '../api/index.ts'
import { labelText } from '../i18n/index.ts'

export interface ShownShape {
  name: string
  label: string
  shape: ListShape
  definition: ShapeDefinition
}

const SYSTEM = new Set(['status', 'number', 'createdAt', 'createdBy'])

/** The shapes of a list: those that it defines, else those that suit its entity; never one whose fields the reader does not see. */
export function shapesOf(entity: VisibleEntity, list: ListDefinition | undefined): ShownShape[] {
  const known = new Set(entity.fields.map(({ name }) => name))
  const isSeen = (name: string | undefined): boolean => name === undefined || known.has(name) || SYSTEM.has(name)
  const defined = (list?.views ?? []).flatMap((definition) => {
    const shape = listShapes.find(({ name }) => name === definition.type)
    return shape === undefined ? [] : [{ name: definition.name, label: labelText(definition.label ?? shape.label), shape, definition }]
  })
  const suggested = listShapes.flatMap((shape) => {
    const definition = shape.suggest(entity)
    return definition === undefined || defined.some((each) => each.shape === shape)
      ? []
      : [{ name: definition.name, label: labelText(shape.label), shape, definition }]
  })
  return [...defined, ...suggested].filter(({ definition }) => [definition.by, definition.to, definition.image].every(isSeen))
}
