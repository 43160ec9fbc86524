import type { EventDefinitionElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 10.5.4: a link is a flow drawn in two pieces: from the throw to the catch of its name in the same scope. */
export const link: EventDefinitionElement = {
  group: 'event-definition',
  name: 'bpmn:LinkEventDefinition',
  label: { zh: '链接', en: 'Link' },
  catches: ['catch'],
  throws: ['throw'],
  throw(moves, token, definition) {
    const nodes = moves.graph.scopes.get(moves.node(token.node).scope)?.nodes ?? []
    const target = nodes
      .map((id) => moves.node(id))
      .find(
        (node) =>
          node.type === 'bpmn:IntermediateCatchEvent' &&
          node.events.some((event) => event.type === 'bpmn:LinkEventDefinition' && event.name === definition.name),
      )
    if (target === undefined) {
      throw moves.refuse(token, `没有名为“${definition.name}”的链接目标`, `there is no link target named "${definition.name}"`)
    }
    moves.jump(token, target.id)
    return 'gone'
  },
}
