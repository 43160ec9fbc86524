import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { PublicFormRole } from '../api/index.ts'
import { fieldType } from '../fields/faces.ts'
import { labelText } from '../i18n/index.ts'

/** A field that people outside can be asked for. */
export interface AskedChoice {
  path: string
  label: string
  /** Without it no record comes in. */
  isNeeded: boolean
  /** Chosen at first: what is needed, and plain texts and figures of the header. */
  isUsual: boolean
  /** Whose names are seen by whoever fills it in. */
  target?: string
}

/** What a role can be asked for, in the words of the entity; fields of lines after what their lines are called. */
export function askedChoices(
  entity: EntityDefinition,
  role: PublicFormRole,
  entities: ReadonlyMap<string, EntityDefinition>,
): AskedChoice[] {
  return role.fields.flatMap((path) => {
    const [first, second] = path.split('.')
    const field = entity.fields.find(({ name }) => name === first)
    const inner = second === undefined ? field : field?.fields?.find(({ name }) => name === second)
    if (field === undefined || inner === undefined) return []
    const label = [field, ...(second === undefined ? [] : [inner])]
      .map((each: FieldDefinition) => labelText(each.label, each.name))
      .join(' · ')
    const target = inner.entity === undefined ? undefined : labelText(entities.get(inner.entity)?.label, inner.entity)
    const isNeeded = role.needed.includes(path)
    const isUsual = isNeeded || (second === undefined && inner.entity === undefined && inner.default === undefined && !holdsFiles(inner))
    return [{ path, label, isNeeded, isUsual, target }]
  })
}

const holdsFiles = ({ type }: FieldDefinition): boolean => fieldType(type).files !== undefined
