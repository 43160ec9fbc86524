import type { EventDefinitionElement, EventPositionName } from '@formwork/platform/plugin/contracts/element.ts'
import { registry } from '../../workspace/registry.ts'

/** What a menu of the drawing tool would make. */
interface DrawnTarget {
  readonly type: string
  readonly eventDefinitionType?: string
  readonly triggeredByEvent?: boolean
  /** Said by the start event of an event sub-process. */
  readonly isInterrupting?: boolean
}

const POSITIONS: Readonly<Record<string, EventPositionName>> = {
  'bpmn:EndEvent': 'end',
  'bpmn:BoundaryEvent': 'boundary',
  'bpmn:IntermediateCatchEvent': 'catch',
  'bpmn:IntermediateThrowEvent': 'throw',
}

/** Whether the engine runs it: the same list of elements that a publish is checked against. */
export function isRunnable({ type, eventDefinitionType, isInterrupting }: DrawnTarget): boolean {
  const position = type === 'bpmn:StartEvent' ? (isInterrupting === undefined ? 'start' : 'event-start') : POSITIONS[type]
  if (position === undefined) return registry.elements.has(type)
  if (eventDefinitionType === undefined) return position !== 'catch' && position !== 'boundary'
  const behaviour = registry.elements.get(eventDefinitionType) as EventDefinitionElement | undefined
  return behaviour?.group === 'event-definition' && (behaviour.catches.includes(position) || behaviour.throws.includes(position))
}

/** Tools of the palette that draw nothing which runs. */
const NOT_RUN = ['create.data-object', 'create.data-store', 'create.participant-expanded', 'create.group']

type Entries = Readonly<Record<string, unknown>>
interface Providers {
  registerProvider(name: string | number, priority: number | object, provider?: object): void
}
interface ReplaceOption {
  readonly actionName: string
  readonly target?: DrawnTarget
}

/** What of the menu that changes an element's type cannot run, by the name of its entry. */
export function unrunnableActions(options: Readonly<Record<string, unknown>>): Set<string> {
  const all = Object.values(options).flatMap((list) => (Array.isArray(list) ? (list as ReplaceOption[]) : []))
  return new Set(all.flatMap(({ actionName, target }) => (target?.type === undefined || isRunnable(target) ? [] : [actionName])))
}

/** A module of the drawing tool: palette and menus offer what the engine runs, nothing else. */
export function onlyRunnable(options: Readonly<Record<string, unknown>>): object {
  const refused = unrunnableActions(options)
  const without = (names: { has(name: string): boolean }) => (entries: Entries) =>
    Object.fromEntries(Object.entries(entries).filter(([name]) => !names.has(name)))
  const palette = { getPaletteEntries: () => without(new Set(NOT_RUN)) }
  const menu = { getPopupMenuEntries: () => without(refused) }
  function limit(tools: Providers, menus: Providers): void {
    tools.registerProvider(LAST, palette)
    menus.registerProvider('bpmn-replace', LAST, menu)
  }
  limit.$inject = ['palette', 'popupMenu']
  return { __init__: ['onlyRunnable'], onlyRunnable: ['type', limit] }
}

/** After the tool's own providers. */
const LAST = 100
