import { fail } from '../../error/index.ts'
import type { XmlElement } from './xml-element.ts'

/** The error of one element, naming its id and name. */
export function refuseElement(element: XmlElement, zh: string, en: string): Error {
  const { id, name, label } = element.attributes
  const named = [id ?? element.name, name ?? label].filter((part) => part !== undefined && part !== '')
  return fail('decision-invalid', { element: named.join(' '), reason: { zh, en } }, id)
}
