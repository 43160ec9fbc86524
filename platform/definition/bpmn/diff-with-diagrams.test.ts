import { describe, expect, it } from 'vitest'
import type { DefinitionFile } from '../model.ts'
import { readDefinition } from '../read-definition.ts'
import { jxcFolder, readFolder } from '../read-folder.fixture.ts'
import { diffWithDiagrams } from './diff-with-diagrams.ts'
import { newDiagram, type ProcessStep } from './tree/index.ts'

const step = (id: string, name: string): ProcessStep => ({ kind: 'activity', id, name, type: 'bpmn:UserTask' })
const drawn = (steps: ProcessStep[]): Promise<string> => newDiagram('p', '', { start: { id: 'start', name: '' }, steps: [...steps, { kind: 'end', id: 'end', name: '' }] }) // prettier-ignore
const definition = { kind: 'process', name: 'check', label: { zh: '订货审批', en: 'Approval' }, bpmn: 'process.bpmn', entity: 'note', start: 'submitted', elements: {} } as const // prettier-ignore
const filesOf = (bpmn: string): DefinitionFile[] => [
  {
    path: 'note/process.json',
    text: JSON.stringify(definition),
    definition: definition as unknown as NonNullable<DefinitionFile['definition']>,
  },
  { path: 'note/process.bpmn', text: bpmn },
]
const old = await drawn([step('chief', '主管'), step('owner', '老板')])
const tell = async (text: string): Promise<string[]> =>
  (await diffWithDiagrams(filesOf(old), filesOf(text))).map(({ message }) => message.zh)

describe('what changed in a diagram', () => {
  it('is said by steps, in the words of the process', async () => {
    const told = await tell(await drawn([step('chief', '部门主管'), step('finance', '财务'), step('owner', '老板')]))
    expect(told.slice(0, 2)).toEqual(['【流程 订货审批】步骤「主管」：名称由“主管”改为“部门主管”', '【流程 订货审批】新增步骤「财务」'])
    expect(told.slice(2).every((sentence) => sentence.includes('连线'))).toBe(true)
  })

  it('says in English what was taken away', async () => {
    const changes = await diffWithDiagrams(filesOf(old), filesOf(await drawn([step('chief', '主管')])))
    expect(changes[0]!.message.en).toBe('[Process Approval] removed step "老板"')
  })

  it('is not silent about a drawing that was rearranged, nor about a file that cannot be read', async () => {
    expect(await tell(old.replace(/x="(\d+)"/, 'x="1$1"'))).toEqual(['【流程 订货审批】只调整了图的布局'])
    expect(await tell('<broken')).toEqual(['修改文件 note/process.bpmn'])
  })

  it('says conditions with what their names are called', async () => {
    const files = readFolder(jxcFolder).map((file) => ({ ...file, definition: readDefinition(file).definition }))
    const raised = files.map((file) =>
      file.path === 'purchase-order/process.bpmn' ? { ...file, text: file.text.replace('50000', '80000') } : file,
    )
    const [change, ...others] = await diffWithDiagrams(files, raised)
    expect(others).toEqual([])
    expect(change!.message.zh).toMatch(/条件由“「合计金额」 > 50000”改为“「合计金额」 > 80000”$/)
    expect(change!.message.en).toMatch(/‘.+’ > 80000/)
  })

  it('stays one change where a diagram is new', async () => {
    const changes = await diffWithDiagrams([], filesOf(old))
    expect(changes.map(({ kind }) => kind)).toEqual(['added', 'added'])
  })
})
