import type { Model } from '@formwork/platform/definition/model.ts'
import type { ProcessDefinition } from '@formwork/platform/definition/types.ts'

/** A step whose people whoever submits has to name. */
interface PickedStep {
  /** Element of the process. */
  readonly name: string
  readonly label: string
  readonly least: number
  readonly most: number
}

export const MOST_PICKED = 25
const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' }

/** 发起人自选: the steps of a process that ask its initiator for people, in the order of the definition. */
export function pickedSteps(model: Model, process: ProcessDefinition): PickedStep[] {
  const bpmn = model.bpmn.get(process.name) ?? ''
  return Object.entries(process.elements).flatMap(([name, { pick }]) =>
    pick?.by === 'initiator' ? [{ name, label: labelIn(bpmn, name), least: pick.least ?? 1, most: pick.most ?? MOST_PICKED }] : [],
  )
}

/** What the diagram calls an element. Only this one attribute is wanted: the file is not read as a model for it. */
function labelIn(bpmn: string, element: string): string {
  const tag = new RegExp(`<[^<>]*\\bid="${element}"[^<>]*>`).exec(bpmn)?.[0] ?? ''
  const text = /\bname="([^"]*)"/.exec(tag)?.[1] ?? ''
  return text === '' ? element : text.replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity)
}
