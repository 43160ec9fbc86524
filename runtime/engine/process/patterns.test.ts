import { describe, expect, it } from 'vitest'
import { patterns } from './pattern-models.fixture.ts'
import { reachedMarkings } from './reached-markings.fixture.ts'
import { graphOf, Instance, START } from './testing.fixture.ts'
import { exploreNet } from './token-net.fixture.ts'

const task = (...ids: string[]): string => ids.map((id) => `<userTask id="${id}"/>`).join('')
const globals = '<message id="message" name="msg"/><signal id="signal" name="sig"/>'

/** Acts that every model is tried with, in every order. */
const DEPTH = 5

describe('workflow patterns', () => {
  it.each(patterns)(
    '$name: reaches exactly what a simulator reaches that tries every move',
    async ({ body, variables, sizes = {}, choices }) => {
      const graph = await graphOf(body, {}, globals)
      const on = sizes.switch !== undefined && variables?.[sizes.switch] === true
      const foreseen = exploreNet(graph, sizes, DEPTH, on)
      expect(reachedMarkings(graph, variables ?? {}, DEPTH, sizes.switch, choices)).toEqual(foreseen)
      expect(foreseen.size).toBeGreaterThan(1)
    },
  )
  it.each(patterns)('$name', async ({ body, variables, path }) => {
    const graph = await graphOf(body, {}, globals)
    const instance = new Instance(graph).start(variables)
    for (const [act, active] of path) {
      if (act === 'sig' || act === 'msg') instance.event(act === 'sig' ? 'signal' : 'message', act)
      else if (act === '+1h') instance.at(START + 3_600_000)
      else if (act !== '') instance.done(act)
      expect(instance.active).toEqual(active)
    }
  })
  it('15, 36 multi-instance that grows while it runs: adding somebody raises what is needed', async () => {
    const graph = await graphOf(`<startEvent id="s"/>${task('a', 'b')}\n    s -> a\n    a -> b`, {
      elements: { a: { assign: '=[2, 3]', decide: 'all' } },
    })
    const instance = new Instance(graph)
      .start()
      .verb('add-sign', 2, { people: [4], where: 'beside' })
      .verb('approve', 2)
      .verb('approve', 3)
    expect(instance.open).toEqual(['a:dan'])
    expect(instance.verb('approve', 4).active).toEqual(['b'])
  })
  it('12 multi-instance without synchronisation: called processes that nobody waits for', async () => {
    const graph = await graphOf(
      `<startEvent id="s"/><callActivity id="c" calledElement="p"><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></callActivity>${task('a')}\n    s -> c\n    c -> a`,
      { elements: { c: { forget: true } } },
    )
    const instance = new Instance(graph).start()
    expect(instance.active).toEqual(['a'])
    expect(instance.last.effects.map((effect) => effect.do)).toEqual(['call.start', 'call.start', 'call.start'])
  })
})
