import { describe, expect, it } from 'vitest'
import { migrateState } from './migrate.ts'
import { graphOf, Instance, START } from './testing.fixture.ts'

const HOUR = 3_600_000
const parallel = (
  a: string,
  more = '',
): string => `<startEvent id="s"/><parallelGateway id="f"/><parallelGateway id="j"/><userTask id="${a}"/><userTask id="b"/><userTask id="c"/>${more}
    s -> f
    f -> ${a}
    f -> b
    ${a} -> j
    b -> j
    j -> c`
const boundary = (id: string, host: string): string =>
  `<boundaryEvent id="${id}" attachedToRef="${host}"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent><endEvent id="e_${id}"/><sequenceFlow id="l_${id}" sourceRef="${id}" targetRef="e_${id}"/>`

/** Moves an instance and lets new events begin to listen. */
async function moved(
  instance: Instance,
  body: string,
  mapping: Record<string, string> = {},
): Promise<{ instance: Instance; problems: unknown[] }> {
  const graph = await graphOf(body)
  const { state, problems } = migrateState(instance.state, instance.graph, graph, mapping)
  const next = new Instance(graph)
  next.state = state
  if (problems.length === 0) next.step({ type: 'arm', person: 9 })
  return { instance: next, problems: [...problems] }
}

describe('moving a running instance to another version', () => {
  it('tasks, waiting joins and rounds stand where the mapping says, and go on by the new flows', async () => {
    const before = new Instance(await graphOf(parallel('a'))).start().done('b')
    const { instance, problems } = await moved(before, parallel('renamed'), { a: 'renamed' })
    expect(problems).toEqual([])
    expect(instance.active).toEqual(['j', 'renamed'])
    expect(instance.open).toEqual(['renamed:root'])
    expect(instance.done('renamed').active).toEqual(['c'])
  })
  it('there and back again is the state before', async () => {
    const before = new Instance(await graphOf(parallel('a'))).start().done('b')
    const there = await moved(before, parallel('x'), { a: 'x' })
    const back = await moved(there.instance, parallel('a'), { x: 'a' })
    const plain = ({ steps: _steps, ...rest }: Instance['state']): unknown => JSON.parse(JSON.stringify(rest))
    expect(plain(back.instance.state)).toEqual(plain(before.state))
  })
  it('new boundary timers begin to count, lost ones stop, kept ones keep their time', async () => {
    const before = new Instance(await graphOf(parallel('a', boundary('kept', 'a') + boundary('lost', 'b')))).start()
    before.at(START + HOUR / 2)
    const { instance } = await moved(before, parallel('a', boundary('kept', 'a') + boundary('fresh', 'b')))
    expect(
      Object.values(instance.state.subscriptions)
        .map((subscription) => subscription.node)
        .sort(),
    ).toEqual(['fresh', 'kept'])
    expect(Object.values(instance.state.subscriptions).find((subscription) => subscription.node === 'kept')?.due).toBe(START + HOUR)
  })
  it.each([
    ['an element that is gone', parallel('other'), {}, 'a'],
    ['another kind of element', parallel('a').replace('<userTask id="a"/>', '<manualTask id="a"/>'), {}, 'a'],
    [
      'another sub-process',
      '<startEvent id="s"/><subProcess id="sub"><userTask id="a"/><userTask id="b"/></subProcess>\n    s -> sub',
      {},
      'a',
    ],
  ])('is refused for %s, naming it', async (_name, body, mapping, element) => {
    const before = new Instance(await graphOf(parallel('a'))).start()
    const { problems } = await moved(before, body, mapping)
    expect(problems).toContainEqual(expect.objectContaining({ element }))
  })
})
