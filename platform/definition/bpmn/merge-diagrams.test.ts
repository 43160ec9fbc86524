import { describe, expect, it } from 'vitest'
import { compileBpmn } from './index.ts'
import { mergeDiagrams } from './merge-diagrams.ts'
import { newDiagram, readTree, writeTree, type ProcessStep, type ProcessTree } from './tree/index.ts'

const step = (id: string, name = id): ProcessStep => ({ kind: 'activity', id, name, type: 'bpmn:UserTask' })
const tree = (...steps: ProcessStep[]): ProcessTree => ({
  start: { id: 'start', name: '' },
  steps: [...steps, { kind: 'end', id: 'end', name: '' }],
})
const base = await newDiagram('p', '', tree(step('initiator'), step('a'), step('b'), step('c')))
const edited = (...steps: ProcessStep[]): Promise<string> => writeTree(base, tree(...steps))

async function stepsOf(text: string | undefined): Promise<string[]> {
  const read = await readTree(text!)
  if (!('tree' in read)) throw new Error(JSON.stringify(read))
  return read.tree.steps.map((each) => `${each.id}:${'name' in each ? each.name : ''}`)
}

describe('two designers change one diagram', () => {
  it('in different places: both changes are there, drawn, and it runs', async () => {
    const ours = await edited(step('initiator'), step('a'), step('x', 'X'), step('b'), step('c'))
    const theirs = await edited(step('initiator'), step('a', 'Anna'), step('b'), step('c'), step('y', 'Y'))
    const merged = await mergeDiagrams({ base, ours, theirs })
    expect(await stepsOf(merged)).toEqual(['initiator:initiator', 'a:Anna', 'x:X', 'b:b', 'c:c', 'y:Y', 'end:'])
    const { main } = await compileBpmn(merged!)
    for (const id of main.nodes.keys()) expect(merged).toContain(`bpmnElement="${id}"`)
  })

  it('a step that one removes is gone, with its shape; what the other did stays', async () => {
    const ours = await edited(step('initiator'), step('a'), step('c'))
    const theirs = await edited(step('initiator', 'Who asks'), step('a'), step('b'), step('c'))
    const merged = await mergeDiagrams({ base, ours, theirs })
    expect(await stepsOf(merged)).toEqual(['initiator:Who asks', 'a:a', 'c:c', 'end:'])
    expect(merged).not.toContain('"b"')
  })

  it.each<[string, ProcessStep[], ProcessStep[]]>([
    [
      'one name twice',
      [step('initiator'), step('a', 'Anna'), step('b'), step('c')],
      [step('initiator'), step('a', 'Amy'), step('b'), step('c')],
    ],
    [
      'one place twice',
      [step('initiator'), step('a'), step('x'), step('b'), step('c')],
      [step('initiator'), step('a'), step('y'), step('b'), step('c')],
    ],
    [
      'a step that the other removes',
      [step('initiator'), step('a'), step('c')],
      [step('initiator'), step('a'), step('b', 'Ben'), step('c')],
    ],
  ])('%s: they are told', async (_what, ours, theirs) => {
    expect(await mergeDiagrams({ base, ours: await edited(...ours), theirs: await edited(...theirs) })).toBeUndefined()
  })

  it('the same change, or one side alone', async () => {
    const ours = await edited(step('initiator'), step('a', 'Anna'), step('b'), step('c'))
    expect(await stepsOf(await mergeDiagrams({ base, ours, theirs: ours }))).toContain('a:Anna')
    expect(await stepsOf(await mergeDiagrams({ base, ours, theirs: base }))).toContain('a:Anna')
  })

  it('what has no id and what other tools add goes along', async () => {
    const inner = '<bpmn:extensionElements><camunda:x a="1"/></bpmn:extensionElements>'
    const foreign = base
      .replace('<bpmn:definitions ', '<bpmn:definitions xmlns:camunda="http://camunda.org/schema/1.0/bpmn" ')
      .replace(/<bpmn:userTask id="b"([^>]*)>/, `<bpmn:userTask id="b"$1 camunda:assignee="kermit">${inner}`)
    const ours = await writeTree(foreign, tree(step('initiator'), step('a'), step('b', 'Ben'), step('c')))
    const theirs = await writeTree(foreign, tree(step('initiator', 'Who asks'), step('a'), step('b'), step('c')))
    const merged = await mergeDiagrams({ base: foreign, ours, theirs })
    expect(merged).toMatch(/camunda:assignee="kermit"/)
    expect(merged).toMatch(/<camunda:x a="1"/)
    expect(await stepsOf(merged)).toEqual(['initiator:Who asks', 'a:a', 'b:Ben', 'c:c', 'end:'])
  })

  it('what cannot be read is nobody’s to merge', async () => {
    expect(await mergeDiagrams({ base, ours: base, theirs: '<!DOCTYPE x>' })).toBeUndefined()
  })
})
