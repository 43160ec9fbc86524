import { newDiagram, type ProcessTree } from '@formwork/platform/definition/bpmn/tree/index.ts'
import { importModel, type ImportedModel } from '@formwork/platform/definition/import/import-model.ts'
import { isAppError } from '@formwork/platform/error/index.ts'
import { currentLanguage } from '@formwork/runtime/client/i18n/index.ts'
import { registry } from '../workspace/registry.ts'

/** Bytes of a file that is imported: what the server keeps of one. A process of a thousand steps has about as many. */
export const LARGEST_FILE = 1_000_000

interface NewProcess {
  readonly name: string
  readonly label: string
  readonly entity: string
  readonly words: { readonly initiator: string; readonly approve: string }
}

/** A process that can be driven from its first moment: handed in, agreed to by the head of the department, done. */
export async function startProcess({ name, label, entity, words }: NewProcess): Promise<{ path: string; text: string }[]> {
  const tree: ProcessTree = {
    start: { id: 'start', name: '' },
    steps: [
      { kind: 'activity', id: 'initiator', name: words.initiator, type: 'bpmn:UserTask' },
      { kind: 'activity', id: 'approve', name: words.approve, type: 'bpmn:UserTask' },
      { kind: 'end', id: 'end', name: '' },
    ],
  }
  const process = {
    kind: 'process',
    name,
    label,
    bpmn: `${name}.bpmn`,
    entity,
    start: 'submitted',
    elements: {
      initiator: { label: words.initiator },
      approve: { label: words.approve, assign: '=leader(initiator.department)', decide: 'any', reject: 'end', empty: 'admin' },
    },
  }
  return [
    { path: `processes/${name}.json`, text: JSON.stringify(process) },
    { path: `processes/${name}.bpmn`, text: await newDiagram('process', label, tree) },
  ]
}

/** A text of another tool, or in words why it is refused: hostile, broken, dangling, twice. */
export async function readForeignFile(
  text: string,
  { name, label, entity }: { name: string; label: string; entity?: string },
): Promise<ImportedModel | { refusal: string }> {
  try {
    return await importModel(text, { registry, name, label: label === '' ? name : label, entity })
  } catch (error) {
    if (!isAppError(error)) throw error
    const { message, errors } = error.toWire(currentLanguage())
    return { refusal: errors === undefined || errors.length === 0 ? message : errors.map((each) => each.message).join('\n') }
  }
}
