import type { Model } from '@formwork/platform/definition/model.ts'
import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'

interface Named {
  readonly name: string
  readonly was?: string[]
}

/**
 * The model with the names that its entities and fields have today added to their former names. Going back to an older
 * release undoes renames too: data lie under today's names and have to follow. For planning tables only.
 */
export function withFormerNames(after: Model, today: Model): Model {
  const entities = [...after.entities.values()].map((entity): [string, EntityDefinition] => {
    const current = today.entities.get(entity.name) ?? successorOf(entity, [...today.entities.values()], [...after.entities.values()])
    if (current === undefined) return [entity.name, entity]
    return [entity.name, { ...withName(entity, current), fields: renameFields(entity.fields, current.fields) }]
  })
  return { ...after, entities: new Map(entities) }
}

function renameFields(after: readonly FieldDefinition[], today: readonly FieldDefinition[]): FieldDefinition[] {
  return after.map((field) => {
    const current = today.find((candidate) => candidate.name === field.name) ?? successorOf(field, today, after)
    if (current === undefined) return field
    return {
      ...withName(field, current),
      ...(field.fields === undefined ? {} : { fields: renameFields(field.fields, current.fields ?? []) }),
    }
  })
}

/** What carries the data of `element` today under another name that the older release does not use itself. */
function successorOf<Element extends Named>(element: Element, today: readonly Element[], after: readonly Element[]): Element | undefined {
  return today.find((candidate) => candidate.was?.includes(element.name) === true && !after.some((other) => other.name === candidate.name))
}

function withName<Element extends Named>(element: Element, current: Named): Element {
  return element.name === current.name ? element : { ...element, was: [...(element.was ?? []), current.name] }
}
