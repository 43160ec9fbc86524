import { elementsOf, type ModdleElement } from '../moddle-element.ts'
import { labelAt, type Box, type Drawing } from './drawing.ts'
import type { Draft, MutableElement } from './scope-writer.ts'

type Make = Draft['make']

/** The drawing of a process, laid out anew: one plane with everything on it. */
export function drawTree(definitions: MutableElement, process: ModdleElement, { boxes, lines }: Drawing, make: Make): void {
  const elements = everyElement(process)
  const parts = elements.flatMap((element) => {
    const id = element.id ?? ''
    const [box, line] = [boxes.get(id), lines.get(id)]
    if (box !== undefined) return [shapeOf(element, box, make)]
    return line === undefined ? [] : [edgeOf(element, line, make)]
  })
  const plane = make('bpmndi:BPMNPlane', { id: 'plane', bpmnElement: process, planeElement: parts })
  for (const part of parts) part.$parent = plane
  const diagram = make('bpmndi:BPMNDiagram', { id: 'diagram', plane, $parent: definitions })
  plane.$parent = diagram
  definitions.diagrams = [diagram]
}

function everyElement(owner: ModdleElement): ModdleElement[] {
  return elementsOf(owner, 'flowElements').flatMap((element) => [element, ...everyElement(element)])
}

function shapeOf(element: ModdleElement, box: Box, make: Make): MutableElement {
  const bounds = make('dc:Bounds', { ...box })
  const extra = element.$type === 'bpmn:ExclusiveGateway' ? { isMarkerVisible: true } : element.flowElements === undefined ? {} : { isExpanded: true } // prettier-ignore
  const shape = make('bpmndi:BPMNShape', { id: `${element.id}-shape`, bpmnElement: element, bounds, ...extra })
  bounds.$parent = shape
  const place = labelAt(element.$type, typeof element.name === 'string' ? element.name : '', box)
  if (place === undefined) return shape
  const label = make('bpmndi:BPMNLabel', { bounds: make('dc:Bounds', { ...place }), $parent: shape })
  ;(label.bounds as MutableElement).$parent = label
  shape.label = label
  return shape
}

function edgeOf(element: ModdleElement, line: readonly object[], make: Make): MutableElement {
  const waypoint = line.map((point) => make('dc:Point', { ...point }))
  const edge = make('bpmndi:BPMNEdge', { id: `${element.id}-edge`, bpmnElement: element, waypoint })
  for (const point of waypoint) point.$parent = edge
  return edge
}
