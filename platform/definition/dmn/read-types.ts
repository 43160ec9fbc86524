import { childOf, childrenOf, type XmlElement } from './xml-element.ts'

/** A type of the model's own: an alias, or a structure of named parts; `list` when it is a collection. */
export interface DmnType {
  readonly base: string | null
  readonly parts: ReadonlyMap<string, DmnType>
  readonly list: boolean
}

export type DmnTypes = ReadonlyMap<string, DmnType>

/** Item definitions by name. */
export function readTypes(root: XmlElement): DmnTypes {
  return new Map(childrenOf(root, 'itemDefinition').map((item) => [item.attributes.name ?? '', readType(item)]))
}

function readType(item: XmlElement): DmnType {
  return {
    base: childOf(item, 'typeRef')?.text.trim() ?? null,
    parts: new Map(childrenOf(item, 'itemComponent').map((part) => [part.attributes.name ?? '', readType(part)])),
    list: item.attributes.isCollection === 'true',
  }
}
