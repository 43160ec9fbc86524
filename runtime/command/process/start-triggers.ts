import { compileBpmn } from '@formwork/platform/definition/bpmn/index.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import type { GraphEventDefinition } from '@formwork/platform/plugin/contracts/process-graph.ts'
import { triggersOf } from '../../engine/process/graph-questions.ts'
import type { Unit } from '../unit.ts'

/** A start event that something from outside triggers. */
export interface StartTrigger {
  readonly process: string
  readonly node: string
  readonly event: GraphEventDefinition
}

const triggers = new WeakMap<Model, Promise<readonly StartTrigger[]>>()

/** Every triggered start event of the current release. */
export function startTriggers(model: Model): Promise<readonly StartTrigger[]> {
  const known = triggers.get(model)
  if (known !== undefined) return known
  const found = findTriggers(model)
  triggers.set(model, found)
  return found
}

/** Processes that a message or signal of this name starts. */
export async function startsWith(unit: Unit, type: string, name: string): Promise<StartTrigger[]> {
  return (await startTriggers(unit.model)).filter((trigger) => trigger.event.type === type && trigger.event.name === name)
}

async function findTriggers(model: Model): Promise<StartTrigger[]> {
  const found: StartTrigger[] = []
  for (const [process, text] of model.bpmn) {
    const definition = model.processes.get(process)
    if (definition === undefined || !/(message|signal|timer)EventDefinition/i.test(text)) continue
    const { main } = await compileBpmn(text, definition)
    for (const id of (main.scopes.get(main.id)?.triggeredStarts ?? []).flatMap((start) => triggersOf(main, start))) {
      for (const event of main.nodes.get(id)!.events) found.push({ process, node: id, event })
    }
  }
  return found
}
