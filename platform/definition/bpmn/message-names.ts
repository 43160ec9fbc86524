import { elementOf, elementsOf, type ModdleElement } from './moddle-element.ts'

/** Sender and receiver joined by a message flow mean one message, even where neither names it. */
export function messageNames(definitions: ModdleElement): Map<string, string> {
  const names = new Map<string, string>()
  const flows = elementsOf(definitions, 'rootElements')
    .filter((element) => element.$type === 'bpmn:Collaboration')
    .flatMap((element) => elementsOf(element, 'messageFlows'))
  for (const flow of flows) {
    const ends = [elementOf(flow, 'sourceRef'), elementOf(flow, 'targetRef')].filter((end) => end !== undefined)
    const name = elementOf(flow, 'messageRef')?.name ?? ends.map(ownName).find((own) => own !== undefined) ?? flow.id ?? ''
    for (const end of ends) if (end.id !== undefined && end.$type !== 'bpmn:Participant') names.set(end.id, name)
  }
  return names
}

function ownName(element: ModdleElement): string | undefined {
  const definition = elementsOf(element, 'eventDefinitions').find((event) => event.$type === 'bpmn:MessageEventDefinition')
  const message = elementOf(definition ?? element, 'messageRef')
  return message?.name ?? message?.id
}
