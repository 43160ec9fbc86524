/** An element as bpmn-moddle gives it: BPMN's own properties by name, foreign attributes in `$attrs`. */
export interface ModdleElement {
  readonly $type: string
  readonly id?: string
  readonly name?: string
  readonly $attrs?: Readonly<Record<string, string>>
  readonly $parent?: ModdleElement
  readonly [property: string]: unknown
}

/** Prefixes under which tools of one family write their attributes. */
const VENDORS = ['camunda', 'flowable', 'activiti', 'zeebe', 'operaton', 'formwork']

export function elementsOf(element: ModdleElement, property: string): readonly ModdleElement[] {
  const value = element[property]
  return Array.isArray(value) ? (value as ModdleElement[]) : []
}

export function elementOf(element: ModdleElement, property: string): ModdleElement | undefined {
  const value = element[property]
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as ModdleElement) : undefined
}

export function textOf(element: ModdleElement, property: string): string | undefined {
  const value = element[property]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** An attribute written by another tool, whatever its prefix. */
export function foreignAttribute(element: ModdleElement, name: string): string | undefined {
  for (const vendor of VENDORS) {
    const value = element.$attrs?.[`${vendor}:${name}`]
    if (value !== undefined && value.trim() !== '') return value.trim()
  }
  return undefined
}

export function hasForeignAttribute(element: ModdleElement, name: string): boolean {
  return foreignAttribute(element, name) !== undefined
}

/** Elements written by another tool inside `extensionElements` (or inside another such element). */
export function foreignElements(element: ModdleElement, name: string): readonly ModdleElement[] {
  const holder = elementOf(element, 'extensionElements')
  const values = holder === undefined ? elementsOf(element, '$children') : elementsOf(holder, 'values')
  return values.filter((value) => VENDORS.some((vendor) => value.$type === `${vendor}:${name}`))
}

/** The text between the tags. */
export function bodyOf(element: ModdleElement | undefined): string | undefined {
  const body = element?.body ?? element?.$body
  return typeof body === 'string' && body.trim() !== '' ? body.trim() : undefined
}

/** A plain attribute of a foreign element. */
export function attributeOf(element: ModdleElement, name: string): string | undefined {
  const value = element[name] ?? element.$attrs?.[name]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}
