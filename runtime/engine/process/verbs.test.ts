import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProcessElement } from '@formwork/platform/definition/types.ts'
import { graphOf, Instance, START } from './testing.fixture.ts'
import { makeUndo } from './undo.ts'

const tasks = (...ids: string[]): string => ids.map((id) => `<userTask id="${id}"/>`).join('')
const chain = (...ids: string[]): string => `<startEvent id="s"/>${tasks(...ids)}<endEvent id="e"/>
${['s', ...ids].map((id, index) => `    ${id} -> ${[...ids, 'e'][index]}`).join('\n')}`
const who = (...pairs: [string, number][]): Record<string, ProcessElement> =>
  Object.fromEntries(pairs.map(([node, person]) => [node, { assign: `=${person}` }]))

/** A decision and the way back from it. */
function decideWithUndo(
  instance: Instance,
  verb: string,
  person: number,
): { undo: NonNullable<ReturnType<typeof makeUndo>>; before: string } {
  const before = instance.state
  const seat = instance.seatOf(person).key
  instance.verb(verb, person)
  return { undo: makeUndo(before, instance.state, instance.last.effects, seat, person)!, before: JSON.stringify(before) }
}

/** A state without what never goes back: the key counter, step numbers and seat versions. */
const comparable = (state: string): unknown => {
  const {
    next: _next,
    steps: _steps,
    seats,
    ...rest
  } = JSON.parse(state) as { next: number; steps: number; seats: Record<string, { version: number }> }
  return { ...rest, seats: Object.fromEntries(Object.entries(seats).map(([key, seat]) => [key, { ...seat, version: 0 }])) }
}

describe('transfer and delegate', () => {
  it('transfer moves the seat for good: weight and place stay, the new verdict counts', async () => {
    const instance = new Instance(
      await graphOf(chain('t', 'u'), {
        elements: { t: { assign: '=[{ id: 2, weight: 5 }, 3]', decide: 'weight', passWeight: '4' }, u: { assign: '=9' } },
      }),
    ).start()
    instance.verb('transfer', 2, { people: [4] })
    expect(instance.seatOf(4)).toMatchObject({ weight: '5', reason: { source: 'transfer', detail: 'ben' } })
    expect(() => instance.verb('transfer', 4, { people: [3] })).toThrow(expect.objectContaining({ code: 'process-person-refused' }))
    expect(instance.verb('approve', 4).open).toEqual(['u:root'])
  })
  it('a helper gives an opinion and decides nothing; the owner may decide meanwhile, which cancels the helper', async () => {
    const graph = await graphOf(chain('t', 'u'), { elements: who(['t', 2], ['u', 9]) })
    const helped = new Instance(graph).start().verb('delegate', 2, { people: [4] })
    expect(helped.open).toEqual(['t:ben', 't:dan'])
    helped.verb('reject', 4, { opinion: 'I would not' })
    expect(helped.open).toEqual(['t:ben'])
    expect(helped.verb('approve', 2).open).toEqual(['u:root'])
    const alone = new Instance(graph)
      .start()
      .verb('delegate', 2, { people: [4] })
      .verb('approve', 2)
    expect(alone.open).toEqual(['u:root'])
  })
})

describe('adding people (加签)', () => {
  const settings = { elements: who(['t', 2], ['u', 9]) }
  it.each<[string, 'any' | 'all' | 'sequence', number[]]>([
    ['any', 'any', [4]],
    ['all', 'all', [4, 5]],
    ['in sequence', 'sequence', [4, 5]],
  ])('before, %s: own seat waits, then opens again', async (_name, decide, acting) => {
    const instance = new Instance(await graphOf(chain('t', 'u'), settings))
      .start()
      .verb('add-sign', 2, { people: [4, 5], where: 'before', decide })
    expect(() => instance.verb('approve', 2)).toThrow(expect.objectContaining({ code: 'seat-not-open' }))
    expect(instance.open).toEqual(decide === 'sequence' ? ['t:dan'] : ['t:dan', 't:eve'])
    for (const person of acting) instance.verb('approve', person)
    expect(instance.open).toEqual(['t:ben'])
    expect(instance.verb('approve', 2).open).toEqual(['u:root'])
  })
  it('after: own approval is recorded, the node goes on only with theirs', async () => {
    const graph = await graphOf(chain('t', 'u'), settings)
    const instance = new Instance(graph).start().verb('add-sign', 2, { people: [4], where: 'after' })
    expect(instance.open).toEqual(['t:dan'])
    expect(instance.verb('approve', 4).open).toEqual(['u:root'])
    const rejected = new Instance(graph)
      .start()
      .verb('add-sign', 2, { people: [4], where: 'after' })
      .verb('reject', 4)
    expect(rejected.state.outcome).toBe('rejected')
  })
  it('beside: own seat stays usable, may then be transferred', async () => {
    const instance = new Instance(await graphOf(chain('t', 'u'), { elements: { t: { assign: '=2', decide: 'all' }, u: { assign: '=9' } } }))
      .start()
      .verb('add-sign', 2, { people: [4], where: 'beside' })
    instance.verb('transfer', 2, { people: [5] }).verb('approve', 5)
    expect(instance.open).toEqual(['t:dan'])
    expect(instance.verb('approve', 4).open).toEqual(['u:root'])
  })
  it('nested, and before mixed with after, is refused', async () => {
    const instance = new Instance(await graphOf(chain('t', 'u'), settings)).start().verb('add-sign', 2, { people: [4], where: 'before' })
    expect(() => instance.verb('add-sign', 4, { people: [5], where: 'before' })).toThrow(
      expect.objectContaining({ code: 'process-nested-sign' }),
    )
    instance.verb('approve', 4)
    instance.verb('add-sign', 2, { people: [5], where: 'after' })
    expect(instance.open).toEqual(['t:eve'])
  })
  it('when every added person is removed before the owner decided, his seat opens again', async () => {
    const instance = new Instance(await graphOf(chain('t', 'u'), settings)).start().verb('add-sign', 2, { people: [4], where: 'before' })
    instance.step({ type: 'verb', verb: 'remove-sign', seat: instance.seatOf(4).key, person: 2, input: {} })
    expect(instance.open).toEqual(['t:ben'])
  })
})

describe('returning (退回)', () => {
  const parallel = `<startEvent id="s"/>${tasks('first', 'a', 'a2', 'b', 'last')}<parallelGateway id="f"/><parallelGateway id="j"/><endEvent id="e"/>
    s -> first
    first -> f
    f -> a
    f -> b
    a -> a2
    a2 -> j
    b -> j
    j -> last
    last -> e`
  const settings = { elements: who(['first', 2], ['a', 3], ['a2', 4], ['b', 5], ['last', 7]) }
  it('inside a branch cancels what is downstream there; the sibling stays, its token at the join too', async () => {
    const instance = new Instance(await graphOf(parallel, settings)).start().verb('approve', 2).verb('approve', 3).verb('approve', 5)
    expect(instance.active).toEqual(['a2', 'j'])
    instance.verb('return', 4, { to: 'a' })
    expect(instance.active).toEqual(['a', 'j'])
    expect(instance.seatOf(3).round).toBe(2)
    instance.verb('approve', 3).verb('approve', 4)
    expect(instance.active).toEqual(['last'])
  })
  it('to before the fork cancels both branches, waiting joins included', async () => {
    const instance = new Instance(await graphOf(parallel, settings))
      .start()
      .verb('approve', 2)
      .verb('approve', 5)
      .verb('return', 3, { to: 'first' })
    expect(instance.active).toEqual(['first'])
    instance.verb('approve', 2)
    expect(instance.active).toEqual(['a', 'b'])
  })
  it('from behind the join into one branch: the other branch is not asked again and the join still fires', async () => {
    const instance = new Instance(await graphOf(parallel, settings)).start()
    for (const person of [2, 3, 4, 5]) instance.verb('approve', person)
    instance.verb('return', 7, { to: 'first', resubmit: 'straight' }).verb('approve', 2)
    expect(instance.active).toEqual(['last'])
  })
  it('straight back takes up what was cancelled, joins as they were', async () => {
    const instance = new Instance(await graphOf(parallel, settings))
      .start()
      .verb('approve', 2)
      .verb('approve', 5)
      .verb('approve', 3)
      .verb('return', 4, { to: 'first', resubmit: 'straight' })
    expect(instance.active).toEqual(['first'])
    instance.verb('approve', 2)
    expect(instance.active).toEqual(['a2', 'j'])
    expect(instance.verb('approve', 4).active).toEqual(['last'])
  })
  it('loops do not make a sibling depend on the target', async () => {
    const looped = parallel
      .replace('last -> e', 'last -> x\n    x -> first [again]\n    x -> e')
      .replace('<endEvent id="e"/>', '<endEvent id="e"/><exclusiveGateway id="x" default="f11_x_e"/>')
    const instance = new Instance(await graphOf(looped, settings))
      .start({ again: false })
      .verb('approve', 2)
      .verb('approve', 5)
      .verb('approve', 3)
      .verb('return', 4, { to: 'a' })
    expect(instance.active).toEqual(['a', 'j'])
  })
  it('is refused to a step that is being decided, and into a sub-process that has ended', async () => {
    const instance = new Instance(await graphOf(parallel, settings)).start().verb('approve', 2)
    expect(() => instance.verb('return', 3, { to: 'b' })).toThrow(expect.objectContaining({ code: 'process-return-refused' }))
    const nested = new Instance(
      await graphOf(
        `<startEvent id="s"/><subProcess id="sub"><startEvent id="s2"/>${tasks('in')}<sequenceFlow id="i" sourceRef="s2" targetRef="in"/></subProcess>${tasks('after')}
      s -> sub
      sub -> after`,
        { elements: who(['in', 2], ['after', 4]) },
      ),
    )
      .start()
      .verb('approve', 2)
    expect(() => nested.verb('return', 4, { to: 'in' })).toThrow(expect.objectContaining({ code: 'process-return-refused' }))
  })
  it('out of a sub-process and out of one pass of a multi-instance ends them whole', async () => {
    const instance = new Instance(
      await graphOf(
        `<startEvent id="s"/>${tasks('first')}<subProcess id="sub"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics><startEvent id="s2"/>${tasks('in')}<sequenceFlow id="i" sourceRef="s2" targetRef="in"/></subProcess>
      s -> first
      first -> sub`,
        { elements: who(['first', 2], ['in', 4]) },
      ),
    )
      .start()
      .verb('approve', 2)
    expect(instance.active).toEqual(['in', 'in'])
    instance.verb('return', 4, { to: 'first' })
    expect(instance.active).toEqual(['first'])
    expect(Object.keys(instance.state.scopes)).toEqual(['1'])
    expect(instance.verb('approve', 2).active).toEqual(['in', 'in'])
  })

  const withInitiator = chain('initiator', 'a', 'b')
  it.each([
    ['a task "initiator"', withInitiator],
    ['none', chain('a', 'b')],
  ])('to the initiator, in a model with %s', async (_name, body) => {
    const instance = new Instance(await graphOf(body, { elements: who(['a', 2], ['b', 4]) })).start()
    expect(instance.open).toEqual(['a:ben'])
    instance.verb('approve', 2).verb('return', 4)
    expect(instance.state.status).toBe('returned')
    expect(instance.last.effects).toContainEqual({ do: 'record.return', outcome: 'returned' })
    expect(instance.open.filter((seat) => !seat.startsWith('initiator'))).toEqual([])
    instance.step({ type: 'resubmit', person: 1 })
    expect(instance.open).toEqual(['a:ben'])
  })
  it('straight back to the one who returned, only if nothing shown has changed', async () => {
    const returned = async (): Promise<Instance> =>
      new Instance(await graphOf(withInitiator, { elements: who(['a', 2], ['b', 4]) }), { shown: 'x' })
        .start()
        .verb('approve', 2)
        .verb('return', 4, { resubmit: 'straight' })
    expect((await returned()).step({ type: 'resubmit', person: 1 }).open).toEqual(['b:dan'])
    const changed = await returned()
    changed.facts = { ...changed.facts, shown: 'y' }
    expect(changed.step({ type: 'resubmit', person: 1 }).open).toEqual(['a:ben'])
  })
})

describe('taking back (撤回)', () => {
  const graph = () =>
    graphOf(
      `<startEvent id="s"/>${tasks('a', 'b', 'c', 'd')}<parallelGateway id="f"/><parallelGateway id="j"/><endEvent id="e"/><boundaryEvent id="late" attachedToRef="a"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
    s -> f
    f -> a
    f -> b
    a -> c
    c -> j
    b -> j
    j -> d
    d -> e`,
      { elements: { a: { assign: '=[2, 3]', decide: 'all' }, b: { assign: '=4' }, c: { assign: '=5' }, d: { assign: '=7' } } },
    )
  it('restores the state before, seats, timers and rounds included', async () => {
    const instance = new Instance(await graph()).start().verb('approve', 2)
    const { undo, before } = decideWithUndo(instance, 'approve', 3)
    expect(instance.active).toEqual(['b', 'c'])
    instance.step({ type: 'take-back', person: 3, undo })
    expect(comparable(JSON.stringify(instance.state))).toEqual(comparable(before))
    expect(instance.open).toEqual(['a:cora', 'b:dan'])
    expect(instance.last.seats).toContainEqual(
      expect.objectContaining({ change: 'closed', closing: { status: 'taken-back', by: null, opinion: null } }),
    )
    expect(instance.verb('approve', 3).active).toEqual(['b', 'c'])
  })
  it('other branches may have gone on meanwhile', async () => {
    const instance = new Instance(await graph()).start().verb('approve', 2)
    const { undo } = decideWithUndo(instance, 'approve', 3)
    instance.verb('approve', 4).step({ type: 'take-back', person: 3, undo })
    expect(instance.active).toEqual(['a', 'j'])
  })
  it('is refused when the next one acted, when it is somebody else, and when it ended', async () => {
    const acted = new Instance(await graph()).start().verb('approve', 2)
    const { undo } = decideWithUndo(acted, 'approve', 3)
    expect(() => acted.step({ type: 'take-back', person: 2, undo })).toThrow(expect.objectContaining({ code: 'not-your-seat' }))
    acted.verb('approve', 5)
    expect(() => acted.step({ type: 'take-back', person: 3, undo })).toThrow(expect.objectContaining({ code: 'process-take-back-refused' }))
    const ending = new Instance(await graphOf(chain('t'), { elements: who(['t', 2]) })).start()
    const before = ending.state
    ending.verb('approve', 2)
    expect(makeUndo(before, ending.state, ending.last.effects, 1, 2)).toBeNull()
  })
  it('any chain of decisions taken back in reverse order leads to where it began', async () => {
    const compiled = await graph()
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 20 }), { maxLength: 8 }), async (choices) => {
        const instance = new Instance(compiled).start()
        const before = JSON.stringify(instance.state)
        const undos: { undo: NonNullable<ReturnType<typeof makeUndo>>; person: number }[] = []
        for (const choice of choices) {
          const open = Object.values(instance.state.seats).filter((seat) => seat.status === 'open')
          if (open.length === 0) break
          const { person } = open[choice % open.length]!
          const { undo } = decideWithUndo(instance, 'approve', person)
          if (undo === null) return
          undos.push({ undo, person })
        }
        for (const { undo, person } of undos.reverse()) instance.step({ type: 'take-back', person, undo })
        expect(comparable(JSON.stringify(instance.state))).toEqual(comparable(before))
        await Promise.resolve()
      }),
      { numRuns: 60 },
    )
  })
})

describe('ending it', () => {
  it.each([
    ['before-decision', 'process-already-decided'],
    ['never', 'process-cancel-off'],
    ['any', null],
  ] as const)('the initiator cancels: %s', async (cancel, code) => {
    const instance = new Instance(await graphOf(chain('a', 'b'), { cancel, elements: who(['a', 2], ['b', 4]) })).start().verb('approve', 2)
    const act = (): Instance => instance.step({ type: 'cancel', person: 1, reason: null })
    if (code === null) expect(act().state).toMatchObject({ status: 'ended', outcome: 'cancelled', seats: {}, tokens: {} })
    else expect(act).toThrow(expect.objectContaining({ code }))
    expect(() => instance.step({ type: 'cancel', person: 2, reason: null })).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/process-not-yours|process-ended/) }),
    )
  })
  it('an administrator ends, jumps and reopens, always with a line in the history', async () => {
    const instance = new Instance(await graphOf(chain('a', 'b'), { elements: who(['a', 2], ['b', 4]) })).start()
    expect(() => instance.step({ type: 'end', person: 9, reason: ' ' })).toThrow(expect.objectContaining({ code: 'opinion-required' }))
    instance.step({ type: 'move', person: 9, from: null, to: 'b', reason: 'urgent' })
    expect(instance.open).toEqual(['b:dan'])
    expect(instance.last.history).toContainEqual(
      expect.objectContaining({ action: 'moved', person: 9, detail: { from: null, reason: 'urgent' } }),
    )
    instance.verb('approve', 4)
    expect(instance.state.status).toBe('ended')
    instance.step({ type: 'move', person: 9, from: null, to: 'a', reason: 'again' })
    expect(instance.open).toEqual(['a:ben'])
  })
  it('a jump leaves no boundary timer and no multi-instance behind', async () => {
    const instance = new Instance(
      await graphOf(`<startEvent id="s"/><userTask id="a"><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></userTask>${tasks('b')}<boundaryEvent id="late" attachedToRef="a"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
      s -> a
      a -> b`),
    )
      .start()
      .step({ type: 'move', person: 9, from: 'a', to: 'b', reason: 'x' })
    expect(instance.active).toEqual(['b'])
    expect(instance.state.subscriptions).toEqual({})
    expect(Object.keys(instance.state.scopes)).toEqual(['1'])
    expect(instance.at(START + 7_200_000).active).toEqual(['b'])
  })
})
