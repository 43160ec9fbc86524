import { newDiagram, readTree, type ProcessTree } from '@formwork/platform/definition/bpmn/tree/index.ts'
import { describe, expect, it } from 'vitest'
import { readApprovers, startApprovers, approverSources, writeApprovers } from './approver-choice.ts'
import { readCondition } from './condition-choice.ts'
import type { ConditionField } from './condition-fields.ts'
import { conditionInWords } from './step-words.ts'
import {
  addBranch,
  changeBranch,
  findStep,
  insertStep,
  makeStep,
  moveStep,
  removeBranch,
  removeStep,
  shiftBranch,
  shiftStep,
} from './tree-edits.ts'

const empty: ProcessTree = { start: { id: 'start', name: '' }, steps: [{ kind: 'end', id: 'end', name: '' }] }
const ids = (tree: ProcessTree): string[] => tree.steps.map((step) => step.id)

/** start, approve, choice { way: approve-2 | way-2 }, end */
function built(): ProcessTree {
  let tree = insertStep(empty, { inside: null }, makeStep('approve', '主管', empty))
  tree = insertStep(tree, { behind: 'approve' }, makeStep('choice', '', tree))
  return insertStep(tree, { inside: 'choice-way' }, makeStep('approve', '总经理', tree))
}

describe('edits of a tree', () => {
  it('builds a process whose diagram reads as the same tree', async () => {
    const tree = changeBranch(built(), 'choice-way', { condition: '=record.total > 100000', name: '大额' })
    expect(ids(tree)).toEqual(['approve', 'choice', 'end'])
    expect(await readTree(await newDiagram('p', 'p', tree))).toEqual({ tree })
  })

  it('moves steps among their siblings and elsewhere, never behind the end or into themselves', () => {
    const tree = built()
    expect(ids(shiftStep(tree, 'approve', 1))).toEqual(['choice', 'approve', 'end'])
    expect(shiftStep(tree, 'choice', 1)).toBe(tree)
    expect(shiftStep(tree, 'approve', -1)).toBe(tree)
    const moved = moveStep(tree, 'approve', { inside: 'choice-way-2' })
    expect(ids(moved)).toEqual(['choice', 'end'])
    expect(findStep(moved, 'approve')).toBeDefined()
    expect(moveStep(tree, 'choice', { inside: 'choice-way' })).toBe(tree)
    expect(moveStep(tree, 'end', { inside: 'choice-way' })).toBe(tree)
  })

  it('adds, orders and removes branches; the last but one takes the fork with it', () => {
    const three = addBranch(built(), 'choice')
    expect(three.steps[1]).toMatchObject({
      default: 'choice-way-2',
      branches: [{ id: 'choice-way' }, { id: 'choice-way-3' }, { id: 'choice-way-2' }],
    })
    expect(shiftBranch(three, 'choice-way', 1).steps[1]).toMatchObject({
      branches: [{ id: 'choice-way-3' }, { id: 'choice-way' }, { id: 'choice-way-2' }],
    })
    const one = removeBranch(built(), 'choice-way-2')
    expect(ids(one)).toEqual(['approve', 'approve-2', 'end'])
    expect(removeStep(one, 'approve').steps).toHaveLength(2)
  })
})

describe('approvers as choices', () => {
  it.each([
    '=role("finance")',
    '=person("wang", "li")',
    '=leader(initiator.department)',
    '=leader(initiator.department, 2)',
    '=leaders(initiator.department, 3)',
    '=superior(initiator)',
    '=superiors(initiator, 2)',
    '=leader(record.department)',
    '=record.owner',
    '=initiator',
    '=if record.total > 5 then role("a") else role("b")',
  ])('%s', (formula) => expect(writeApprovers(readApprovers(formula))).toBe(formula))

  it('starts each source without a value that nobody chose', () => {
    for (const source of approverSources) expect(startApprovers(source, '=x').from).toBe(source)
    expect(writeApprovers(startApprovers('role', ''))).toBeUndefined()
  })
})

describe('conditions as choices', () => {
  it.each([
    ['=record.total > 100000', { joined: 'and', parts: [{ field: 'total', comparison: '>', value: '100000' }] }],
    ['=record.reason = "bad and \\"worse\\""', { joined: 'and', parts: [{ field: 'reason', comparison: '=', value: 'bad and "worse"' }] }],
    ['=record.a or record.b != null', { joined: 'or', parts: [{ field: 'a', comparison: '=', value: 'true' }, { field: 'b', comparison: 'filled', value: '' }] }], // prettier-ignore
    ['=record.day >= @"2026-01-01" and record.n <= -2.5', { joined: 'and', parts: [{ field: 'day', comparison: '>=', value: '2026-01-01' }, { field: 'n', comparison: '<=', value: '-2.5' }] }], // prettier-ignore
    ['=count(record.lines) > 2', undefined],
    ['=record.a and record.b or record.c', undefined],
    [null, { joined: 'and', parts: [] }],
  ])('%s', (formula, choice) => expect(readCondition(formula)).toEqual(choice))
})

describe('a condition in words', () => {
  const say = (key: string, parameters: Record<string, unknown> = {}): string =>
    `${key.split('.').at(-1)}(${Object.values(parameters).join(' ')})`
  const fields = [{ path: 'urgent', label: '加急', feelType: 'boolean' }] as unknown as ConditionField[]

  it.each([
    ['=record.urgent', 'isYes(加急)'],
    ['=record.urgent = true', 'isYes(加急)'],
    ['=record.urgent = false', 'isNo(加急)'],
    ['=record.urgent != true', 'isNo(加急)'],
    ['=record.urgent or record.total > 5', 'isYes(加急)or()compare(total above() 5)'],
  ])('%s', (condition, words) => expect(conditionInWords(condition, fields, say)).toBe(words))
})
