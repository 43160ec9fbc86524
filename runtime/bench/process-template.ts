import type { DefinitionFile } from '@formwork/platform/definition/model.ts'

/** A request that so many people approve one after another. */
export function processTemplate(steps: number): readonly DefinitionFile[] {
  const tasks = Array.from({ length: steps }, (_, index) => `step${index + 1}`)
  const definitions: Readonly<Record<string, unknown>> = {
    'template.json': { kind: 'template', name: 'bench', version: '1.0.0', label: 'Bench' },
    'request/entity.json': {
      kind: 'entity',
      name: 'request',
      label: 'Request',
      nature: 'document',
      number: { prefix: 'Q', digits: 8 },
      fields: [
        { name: 'subject', label: 'Subject', type: 'text' },
        { name: 'amount', label: 'Amount', type: 'money' },
      ],
    },
    'request/process.json': {
      kind: 'process',
      name: 'approval',
      label: 'Approval',
      bpmn: 'process.bpmn',
      entity: 'request',
      start: 'submitted',
      elements: Object.fromEntries(tasks.map((task) => [task, { assign: '=role("checker")' }])),
    },
    'roles.json': {
      kind: 'roles',
      name: 'roles',
      roles: ['clerk', 'checker'].map((name) => ({ name, label: name, grants: [{ name: 'all', resource: '*', operations: ['*'] }] })),
    },
  }
  return [
    ...Object.entries(definitions).map(([path, definition]) => ({ path, text: `${JSON.stringify(definition, null, 2)}\n` })),
    { path: 'request/process.bpmn', text: chain(tasks) },
  ]
}

/** Tasks in a row, as any engine reads them. */
export function chain(tasks: readonly string[]): string {
  const nodes = ['start', ...tasks, 'end']
  const flows = nodes
    .slice(1)
    .map((node, index) => `<bpmn:sequenceFlow id="to_${node}" sourceRef="${nodes[index]!}" targetRef="${node}" />`)
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="definitions" targetNamespace="https://formwork.example/bench">
  <bpmn:process id="approval" isExecutable="true">
    <bpmn:startEvent id="start" />
    ${tasks.map((task) => `<bpmn:userTask id="${task}" />`).join('\n    ')}
    <bpmn:endEvent id="end" />
    ${flows.join('\n    ')}
  </bpmn:process>
</bpmn:definitions>
`
}
