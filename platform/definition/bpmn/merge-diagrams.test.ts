import { describe, expect, it } from 'vitest'
import { compileBpmn } from './index.ts'
import type { DiagramMerge } from '../merge/merge-files.ts'
import { mergeDiagrams } from './merge-diagrams.ts'
import { newDiagram, readTree, writeTree, type ProcessStep, type ProcessTree } from './tree/index.ts'

const step = (id: string, name = id): ProcessStep => ({ kind: 'activity', id, name, type: 'bpmn:UserTask' })
const tree = (...steps: ProcessStep[]): ProcessTree => ({
  start: { id: 'start', name: '' },
  steps: [...steps, { kind: 'end', id: 'end', name: '' }],
})
const base = await newDiagram('p', '', tree(step('initiator'), step('a'), step('b'), step('c')))
const edited = (...steps: ProcessStep[]): Promise<string> => writeTree(base, tree(...steps))

async function stepsOf(merged: DiagramMerge): Promise<string[]> {
  const read = await readTree(merged.text!)
  if (!('tree' in read)) throw new Error(JSON.stringify(read))
  return read.tree.steps.map((each) => `${each.id}:${'name' in each ? each.name : ''}`)
}

describe('two designers change one diagram', () => {
  it('in different places: both changes are there, drawn, and it runs', async () => {
    const ours = await edited(step('initiator'), step('a'), step('x', 'X'), step('b'), step('c'))
    const theirs = await edited(step('initiator'), step('a', 'Anna'), step('b'), step('c'), step('y', 'Y'))
    const merged = await mergeDiagrams({ base, ours, theirs })
    expect(await stepsOf(merged)).toEqual(['initiator:initiator', 'a:Anna', 'x:X', 'b:b', 'c:c', 'y:Y', 'end:'])
    const { main } = await compileBpmn(merged.text!)
    for (const id of main.nodes.keys()) expect(merged.text).toContain(`bpmnElement="${id}"`)
  })

  it('a step that one removes is gone, with its shape; what the other did stays', async () => {
    const ours = await edited(step('initiator'), step('a'), step('c'))
    const theirs = await edited(step('initiator', 'Who asks'), step('a'), step('b'), step('c'))
    const merged = await mergeDiagrams({ base, ours, theirs })
    expect(await stepsOf(merged)).toEqual(['initiator:Who asks', 'a:a', 'c:c', 'end:'])
    expect(merged.text).not.toContain('"b"')
  })

  it.each<[string, ProcessStep[], ProcessStep[], [string, string, string]]>([
    [
      'one name twice',
      [step('initiator'), step('a', 'Anna'), step('b'), step('c')],
      [step('initiator'), step('a', 'Amy'), step('b'), step('c')],
      ['a', '步骤「a」：名称由“a”改为“Anna”', 'step "a": name changed from "a" to "Amy"'],
    ],
    [
      'one place twice',
      [step('initiator'), step('a'), step('x'), step('b'), step('c')],
      [step('initiator'), step('a'), step('y'), step('b'), step('c')],
      ['to-b-2', '新增步骤「x」；新增连线「x → b (to-b-2)」', 'new step "y"; new flow "y → b (to-b-2)"'],
    ],
    [
      'a step that the other removes',
      [step('initiator'), step('a'), step('c')],
      [step('initiator'), step('a'), step('b', 'Ben'), step('c')],
      ['b', '删除步骤「b」', 'step "b": name changed from "b" to "Ben"'],
    ],
  ])('%s: they are told which step, and what each did', async (_what, ours, theirs, [element, zh, en]) => {
    const texts = { base, ours: await edited(...ours), theirs: await edited(...theirs) }
    const { text, conflicts } = await mergeDiagrams(texts)
    expect(text).toBeUndefined()
    expect(conflicts.map((conflict) => [conflict.element, conflict.ours.zh, conflict.theirs.en])).toEqual([[element, zh, en]])
  })

  it('a choice for the step settles it, and everything else is laid together', async () => {
    const ours = await edited(step('initiator', 'Mine'), step('a', 'Anna'), step('b'), step('c'))
    const theirs = await edited(step('initiator'), step('a', 'Amy'), step('b', 'Ben'), step('c'))
    const merged = await mergeDiagrams({ base, ours, theirs }, (element) => (element === 'a' ? 'theirs' : undefined))
    expect(await stepsOf(merged)).toEqual(['initiator:Mine', 'a:Amy', 'b:Ben', 'c:c', 'end:'])
    expect(merged.conflicts.map(({ element }) => element)).toEqual(['a'])
  })

  it('a choice that leaves nothing that runs is told as a whole', async () => {
    const ours = await edited(step('initiator'), step('a'), step('c'))
    const theirs = await edited(step('initiator'), step('a'), step('b', 'Ben'), step('c'), step('d', 'Dan'))
    const { text, conflicts } = await mergeDiagrams({ base, ours, theirs }, () => 'theirs')
    expect(text).toBeUndefined()
    expect(conflicts).toHaveLength(1)
    expect(conflicts[0]).toMatchObject({ element: '', theirs: { zh: expect.stringContaining('新增步骤「Dan (d)」') as string } })
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
    expect(merged.text).toMatch(/camunda:assignee="kermit"/)
    expect(merged.text).toMatch(/<camunda:x a="1"/)
    expect(await stepsOf(merged)).toEqual(['initiator:Who asks', 'a:a', 'b:Ben', 'c:c', 'end:'])
  })

  it('what cannot be read is nobody’s to merge', async () => {
    expect(await mergeDiagrams({ base, ours: base, theirs: '<!DOCTYPE x>' })).toEqual({ text: undefined, conflicts: [] })
  })
})
