import { readFileSync, globSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProcessGraph } from '../../../plugin/contracts/process-graph.ts'
import { compileBpmn } from '../compile-bpmn.ts'
import { normalTree } from './normal-tree.ts'
import type { Branch, ForkType, ProcessStep, ProcessTree } from './process-tree.ts'
import { readTree } from './read-tree.ts'
import { newDiagram, writeTree } from './write-tree.ts'

type Plan = { kind: 'activity' | 'sub' | ForkType; name: string; ways: { plans: Plan[]; ends: boolean }[] }

const TYPES = ['bpmn:UserTask', 'bpmn:ServiceTask', 'bpmn:BusinessRuleTask', 'bpmn:CallActivity']
const name = fc.constantFrom('', '主管', '财务 & <复核>', 'A "b"')
const leaf: fc.Arbitrary<Plan> = fc.record({ kind: fc.constant('activity' as const), name, ways: fc.constant([]) })

/** Forks and sub-processes, so many deep. */
function planOf(depth: number): fc.Arbitrary<Plan> {
  if (depth === 0) return leaf
  const inner = planOf(depth - 1)
  const way = fc.record({ plans: fc.array(inner, { maxLength: 2 }), ends: fc.nat(3).map((number) => number === 0) })
  const kind = fc.constantFrom<Plan['kind']>('sub', 'bpmn:ExclusiveGateway', 'bpmn:ParallelGateway', 'bpmn:InclusiveGateway')
  const block = fc.record({ kind, name, ways: fc.array(way, { minLength: 2, maxLength: 3 }) })
  return fc.oneof({ weight: 1, arbitrary: leaf }, { weight: 2, arbitrary: block })
}
const plan = planOf(3)

/** Numbers give every element an id of its own. */
function treeOf(plans: readonly Plan[]): ProcessTree {
  let count = 0
  const steps = (all: readonly Plan[], ends: boolean): ProcessStep[] => [
    ...all.map((each): ProcessStep => stepOf(each)),
    ...(ends ? [{ kind: 'end' as const, id: `e${++count}`, name: '' }] : []),
  ]
  const stepOf = ({ kind, name, ways }: Plan): ProcessStep => {
    const id = `n${++count}`
    if (kind === 'activity') return { kind, id, name, type: TYPES[count % TYPES.length]! }
    if (kind === 'sub') {
      return {
        kind,
        id,
        name,
        type: 'bpmn:SubProcess',
        tree: { start: { id: `s${id}`, name }, steps: steps(ways[0]!.plans.slice(0, 2), true) },
      }
    }
    const branches = ways.map((way, index): Branch => ({ id: `${id}b${index}`, name, condition: kind === 'bpmn:ParallelGateway' || index === 0 ? null : `=record.total > ${index}`, steps: steps(way.plans, way.ends) })) // prettier-ignore
    const isJoined = count % 2 === 0
    return {
      kind: 'fork',
      id,
      name,
      type: kind,
      join: isJoined ? `j${id}` : null,
      default: kind === 'bpmn:ParallelGateway' ? null : `${id}b0`,
      branches,
    }
  }
  return { start: { id: 'start', name: '提交' }, steps: steps(plans, true) }
}

/** Steps behind a fork of which no way goes on cannot be reached: no tree has them. */
function reachable(steps: readonly ProcessStep[]): ProcessStep[] {
  const kept: ProcessStep[] = []
  for (const step of steps) {
    kept.push(
      step.kind === 'fork'
        ? { ...step, branches: step.branches.map((branch) => ({ ...branch, steps: reachable(branch.steps) })) }
        : step.kind === 'sub'
          ? { ...step, tree: { ...step.tree, steps: reachable(step.tree.steps) } }
          : step,
    )
    const isOver =
      step.kind === 'end' || (step.kind === 'fork' && (kept.at(-1) as typeof step).branches.every((branch) => isClosed(branch.steps)))
    if (isOver) break
  }
  return kept
}
function isClosed(steps: readonly ProcessStep[]): boolean {
  const last = steps.at(-1)
  return last?.kind === 'end' || (last?.kind === 'fork' && last.branches.every((branch) => isClosed(branch.steps)))
}

const trees = fc.array(plan, { maxLength: 4 }).map((plans) => {
  const tree = treeOf(plans)
  return { ...tree, steps: reachable(tree.steps) }
})

describe('tree and diagram', () => {
  it('are the same thing: tree to BPMN to tree is the identity', async () => {
    await fc.assert(
      fc.asyncProperty(trees, async (tree) => {
        const text = await newDiagram('p', '流程', tree)
        expect(await readTree(text)).toEqual({ tree: normalTree(tree) })
        const again = await writeTree(text, normalTree(tree))
        expect(again).toBe(text)
      }),
      { numRuns: 60 },
    )
  })

  it('gives what the compiler runs: a node a step, each gateway with its branches in order', async () => {
    await fc.assert(
      fc.asyncProperty(trees, async (tree) => {
        const { main } = await compileBpmn(await newDiagram('p', '', tree))
        const forks = (steps: readonly ProcessStep[]): void => {
          for (const step of steps) {
            if (step.kind === 'fork') expect(main.nodes.get(step.id)!.outgoing).toEqual(step.branches.map((branch) => branch.id))
            if (step.kind === 'fork') for (const branch of step.branches) forks(branch.steps)
            if (step.kind === 'sub') forks(step.tree.steps)
          }
        }
        forks(normalTree(tree).steps)
      }),
      { numRuns: 25 },
    )
  })

  it.each(globSync(`${import.meta.dirname}/../../../../templates/*/*/process.bpmn`))(
    'reads the drawings of the templates: %s',
    async (path) => {
      const text = readFileSync(path, 'utf8')
      const lifted = await readTree(text)
      expect(lifted).not.toHaveProperty('obstacle')
      const { tree } = lifted as { tree: ProcessTree }
      const written = await writeTree(text, tree)
      expect(await readTree(written)).toEqual({ tree })
      const [before, after] = [(await compileBpmn(text)).main, (await compileBpmn(written)).main]
      expect(nodesOf(after)).toEqual(nodesOf(before))
      expect(Object.fromEntries(after.flows)).toEqual(Object.fromEntries(before.flows))
    },
  )
})

/** In which order flows come in means nothing. */
function nodesOf(graph: ProcessGraph): object {
  return Object.fromEntries([...graph.nodes].map(([id, node]) => [id, { ...node, incoming: node.incoming.toSorted() }]))
}

const wrap = (body: string): string =>
  `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><bpmn:process id="p" isExecutable="true">${body}</bpmn:process></bpmn:definitions>`
const flow = (from: string, to: string): string => `<bpmn:sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`
const S = '<bpmn:startEvent id="s"/>'
const E = '<bpmn:endEvent id="e"/>'
const task = (id: string): string => `<bpmn:userTask id="${id}" name="${id}"/>`

describe('what no tree can show is named', () => {
  it.each([
    [
      'a circle',
      `${S}${task('a')}<bpmn:exclusiveGateway id="g"/>${E}${flow('s', 'a')}${flow('a', 'g')}${flow('g', 'a')}${flow('g', 'e')}`,
      'g-a',
    ],
    [
      'ways that part at a task',
      `${S}${task('a')}${task('b')}${E}${flow('s', 'a')}${flow('a', 'b')}${flow('a', 'e')}${flow('b', 'e')}`,
      'a',
    ],
    [
      'an attached event',
      `${S}${task('a')}${E}<bpmn:boundaryEvent id="t" attachedToRef="a"><bpmn:timerEventDefinition/></bpmn:boundaryEvent>${flow('s', 'a')}${flow('a', 'e')}`,
      't',
    ],
    ['a step that nothing leads to', `${S}${task('a')}${task('b')}${E}${flow('s', 'a')}${flow('a', 'e')}${flow('b', 'e')}`, 'b'],
    ['a step without a way on', `${S}${task('a')}${E}${flow('s', 'a')}`, 'a'],
    [
      'ways that cross',
      `${S}<bpmn:exclusiveGateway id="g"/>${task('a')}${task('b')}<bpmn:exclusiveGateway id="h"/>${task('c')}${E}${flow('s', 'g')}${flow('g', 'a')}${flow('g', 'h')}${flow('g', 'b')}${flow('h', 'a')}${flow('h', 'c')}${flow('a', 'e')}${flow('b', 'c')}${flow('c', 'e')}`,
      'a',
    ],
    [
      'parallel ways that end at once',
      `${S}<bpmn:parallelGateway id="g"/>${task('a')}${task('b')}${E}${flow('s', 'g')}${flow('g', 'a')}${flow('g', 'b')}${flow('a', 'e')}${flow('b', 'e')}`,
      'g',
    ],
    ['notes', `${S}${E}${flow('s', 'e')}<bpmn:textAnnotation id="n"/>`, 'n'],
  ])('%s', async (_, body, element) => {
    const lifted = await readTree(wrap(body))
    expect(lifted).toMatchObject({ obstacle: { element } })
  })
})
