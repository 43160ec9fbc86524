import { describe, expect, it } from 'vitest'
import type { ProcessElement } from '@formwork/platform/definition/types.ts'
import { departments, facts, graphOf, Instance, people, START } from './testing.fixture.ts'

const HOUR = 3_600_000
const chain = (...ids: string[]): string => `<startEvent id="s"/>${ids.map((id) => `<userTask id="${id}"/>`).join('')}<endEvent id="e"/>
${['s', ...ids, 'e']
  .slice(0, -1)
  .map((id, index) => `    ${id} -> ${[...ids, 'e'][index]}`)
  .join('\n')}`

const one = async (settings: ProcessElement, more: ConstructorParameters<typeof Instance>[1] = {}): Promise<Instance> =>
  new Instance(await graphOf(chain('t', 'after'), { elements: { t: settings, after: { assign: '=person("root")' } } }), more)
const everyone = '=[2, 3, 4, 5, 7]'

const hasPassed = (instance: Instance): boolean => instance.active.includes('after')
const isRejected = (instance: Instance): boolean => instance.state.outcome === 'rejected'
const standing = (instance: Instance): string => (hasPassed(instance) ? 'passed' : isRejected(instance) ? 'rejected' : 'open')

describe('how several people decide', () => {
  /** a agrees, r rejects, b abstains; people 2, 3, 4, 5, 7 in order. */
  it.each<[string, ProcessElement, string, string]>([
    ['any: the first agreement decides', { decide: 'any' }, 'a', 'passed'],
    ['any: the first rejection decides', { decide: 'any' }, 'r', 'rejected'],
    ['any: abstaining does not decide', { decide: 'any', abstain: true }, 'b', 'open'],
    ['any: everybody abstains: rejected', { decide: 'any', abstain: true }, 'bbbbb', 'rejected'],
    ['all: everybody must agree', { decide: 'all' }, 'aaaa', 'open'],
    ['all: everybody agreed', { decide: 'all' }, 'aaaaa', 'passed'],
    ['all: one rejection decides at once', { decide: 'all' }, 'aar', 'rejected'],
    ['all, hearing everybody: not yet', { decide: 'all', early: false }, 'ra', 'open'],
    ['all, hearing everybody: then rejected', { decide: 'all', early: false }, 'raaaa', 'rejected'],
    ['all: an abstention is no agreement', { decide: 'all', abstain: true }, 'aaaab', 'rejected'],
    ['sequence: the same, one at a time', { decide: 'sequence' }, 'aaaaa', 'passed'],
    ['ratio 0.6 of 5: three pass', { decide: 'ratio', ratio: '0.6' }, 'aaa', 'passed'],
    ['ratio 0.6 of 5: two do not', { decide: 'ratio', ratio: '0.6' }, 'aa', 'open'],
    ['ratio 0.6 of 5: three rejections make it impossible', { decide: 'ratio', ratio: '0.6' }, 'rrr', 'rejected'],
    ['ratio 0.6 of 5: two rejections do not', { decide: 'ratio', ratio: '0.6' }, 'rr', 'open'],
    ['ratio: abstentions count in all', { decide: 'ratio', ratio: '0.6', abstain: true }, 'bbb', 'rejected'],
    ['ratio one third is compared without dividing', { decide: 'ratio', ratio: '0.4' }, 'aa', 'passed'],
    ['count 2', { decide: 'count', count: 2 }, 'ara', 'passed'],
    ['count 2: rejections beyond M - N', { decide: 'count', count: 2 }, 'rrrr', 'rejected'],
    ['rejectCount 2: two rejections reject', { decide: 'count', rejectCount: 2 }, 'arr', 'rejected'],
    ['rejectCount 2: passes when they cannot come any more', { decide: 'count', rejectCount: 2 }, 'aaar', 'open'],
    ['rejectCount 2: four agreements', { decide: 'count', rejectCount: 2 }, 'aaaa', 'passed'],
    ['weight over 2', { decide: 'weight', passWeight: '2' }, 'aa', 'open'],
    ['weight over 2: three', { decide: 'weight', passWeight: '2' }, 'aaa', 'passed'],
    ['weight over 2: cannot be reached', { decide: 'weight', passWeight: '2' }, 'rrr', 'rejected'],
    ['undecided: reject', { decide: 'count', count: 5, abstain: true }, 'aaaab', 'rejected'],
    ['undecided: the last one decides', { decide: 'all', abstain: true, undecided: 'last' }, 'baaaa', 'passed'],
  ])('%s', async (_name, settings, votes, expected) => {
    const instance = (await one({ assign: everyone, ...settings })).start()
    const order = [2, 3, 4, 5, 7]
    for (const [index, vote] of [...votes].entries()) {
      instance.verb(vote === 'a' ? 'approve' : vote === 'r' ? 'reject' : 'abstain', order[index]!)
    }
    expect(standing(instance)).toBe(expected)
  })

  it('the others are closed as no longer needed, not as done', async () => {
    const instance = (await one({ assign: everyone })).start().verb('approve', 3)
    const closed = instance.last.seats.filter((change) => change.change === 'closed')
    expect(closed.map((change) => [change.seat.person, change.change === 'closed' ? change.closing.status : ''])).toEqual([
      [2, 'not-needed'],
      [3, 'approved'],
      [4, 'not-needed'],
      [5, 'not-needed'],
      [7, 'not-needed'],
    ])
  })
  it('sequence opens one seat at a time in the order fixed at entry', async () => {
    const instance = (await one({ assign: '=[4, 2]', decide: 'sequence' })).start()
    expect(instance.open).toEqual(['t:dan'])
    expect(() => instance.verb('approve', 2)).toThrow(expect.objectContaining({ code: 'seat-not-open' }))
    expect(instance.verb('approve', 4).open).toEqual(['t:ben'])
  })
  it('random picks one, the same one when the step is computed again', async () => {
    const instance = (await one({ assign: everyone, decide: 'random' }, { random: 0.99 })).start()
    expect(instance.open).toEqual(['t:gina'])
  })
  it('claim gives the task to one; the second gets an error, the same person again does no harm', async () => {
    const instance = (await one({ assign: everyone, decide: 'claim' })).start().verb('claim', 3)
    expect(instance.open).toEqual(['t:cora'])
    instance.verb('claim', 3)
    expect(() => instance.verb('claim', 4)).toThrow(expect.objectContaining({ code: 'seat-closed' }))
  })
  it('adding somebody raises the denominator, removing lowers it and may complete the node', async () => {
    const instance = (await one({ assign: '=[2, 3, 4, 5]', decide: 'ratio', ratio: '0.75' })).start().verb('approve', 2).verb('approve', 3)
    instance.verb('add-sign', 4, { people: [7], where: 'beside' }).verb('approve', 4)
    expect(standing(instance)).toBe('open')
    instance.step({ type: 'verb', verb: 'remove-sign', seat: instance.seatOf(7).key, person: 4, input: {} })
    expect(standing(instance)).toBe('passed')
  })
  it('removal itself may complete the node', async () => {
    const instance = (await one({ assign: '=[2, 3, 4, 5]', decide: 'ratio', ratio: '0.75' })).start().verb('approve', 2).verb('approve', 3)
    instance.step({ type: 'verb', verb: 'remove-sign', seat: instance.seatOf(5).key, person: 9, input: {} })
    expect(standing(instance)).toBe('open')
    instance.step({ type: 'verb', verb: 'remove-sign', seat: instance.seatOf(4).key, person: 9, input: {} })
    expect(standing(instance)).toBe('passed')
  })
  it('the same person twice is one seat, weights add', async () => {
    const instance = (
      await one({ assign: '=[{ id: 2, weight: 2 }, { id: 3, weight: 1 }, { id: 2, weight: 3 }]', decide: 'weight', passWeight: '4' })
    ).start()
    expect(instance.open).toEqual(['t:ben', 't:cora'])
    expect(standing(instance.verb('approve', 2))).toBe('passed')
  })
})

describe('people', () => {
  it.each<[string, string, string[]]>([
    ['named', '=person("dan")', ['t:dan']],
    ['role, without disabled accounts', '=role("finance")', ['t:dan', 't:eve']],
    ['head of the department of the initiator', '=leader(initiator)', ['t:ben']],
    ['second level', '=leader(initiator, 2)', ['t:cora']],
    ['a level above the top is the top', '=leader(initiator, 9)', ['t:cora']],
    ['a department without head uses up a level', '=leaders(12, 2)', ['t:cora']],
    ['several levels, bottom up', '=leaders(11)', ['t:ben', 't:cora']],
    ['up to a role', '=leaders(11, "finance")', ['t:ben', 't:cora']],
    ['direct superior', '=superior(initiator)', ['t:ben']],
    ['members', '=members(12)', ['t:dan', 't:eve', 't:gina']],
    ['a variable', '=chosen', ['t:gina']],
  ])('%s', async (_name, assign, open) => {
    expect((await one({ assign, decide: 'all' })).start({ chosen: ['gina'] }).open).toEqual(open)
  })
  it('the reason is kept with the seat', async () => {
    const instance = (await one({ assign: '=leader(initiator)' })).start()
    expect(instance.seatOf(2).reason).toEqual({ source: 'leader', detail: 'field' })
  })

  it.each<[string, ProcessElement, string]>([
    ['incident by default', {}, 'incident'],
    ['pass', { empty: 'pass' }, 'passed'],
    ['reject', { empty: 'reject' }, 'rejected'],
    ['administrators', { empty: 'admin' }, 't:root'],
    ['named people', { empty: '=person("gina")' }, 't:gina'],
    ['named people who are disabled: an incident', { empty: '=person("fred")' }, 'incident'],
    ['the superior of the missing one', { empty: 'superior' }, 't:cora'],
  ])('nobody there: %s', async (_name, settings, expected) => {
    const instance = (
      await one({ assign: '=role("leaver")', ...settings, ...(settings.empty === 'superior' ? { assign: '=person("fred")' } : {}) })
    ).start()
    const incident = Object.values(instance.state.tokens).some((token) => token.rest?.kind === 'incident')
    expect(incident ? 'incident' : (instance.open.find((seat) => seat.startsWith('t:')) ?? standing(instance))).toBe(expected)
  })
  it('an incident can be retried when somebody is there', async () => {
    const instance = (await one({ assign: '=role("nobody")' })).start()
    const [token] = Object.values(instance.state.tokens)
    instance.facts = { ...facts, people: { departments, people: new Map([...people, [4, { ...people.get(4)!, roles: ['nobody'] }]]) } }
    expect(instance.step({ type: 'retry', token: token!.key, person: 9 }).open).toEqual(['t:dan'])
  })

  it.each<[string, ProcessElement, number, string[]]>([
    ['skipped when others are there', { assign: '=[1, 4]' }, 1, ['t:dan']],
    ['alone: the head of his department', { assign: '=person("anna")' }, 1, ['t:ben']],
    ['the head himself: one level up', { assign: '=person("ben")' }, 2, ['t:cora']],
    ['at the top: the policy for nobody', { assign: '=person("cora")', empty: 'admin' }, 3, ['t:root']],
    ['to the head even when others are there', { assign: '=[1, 4]', self: 'head' }, 1, ['t:ben', 't:dan']],
    ['himself where it is allowed', { assign: '=person("anna")', self: 'self' }, 1, ['t:anna']],
  ])('the decider is the initiator: %s', async (_name, settings, initiator, open) => {
    expect((await one(settings)).start({}, initiator).open).toEqual(open)
  })

  const proxy = (from: number, to: number, more = {}): (typeof facts)['proxies'][number] => ({
    from,
    to,
    begins: START - HOUR,
    ends: START + HOUR,
    processes: [],
    ...more,
  })
  it.each<[string, (typeof facts)['proxies'], string[], (number | null)[]]>([
    ['stands in, in the name of', [proxy(2, 7)], ['t:gina'], [2]],
    ['a chain is followed', [proxy(2, 4), proxy(4, 7)], ['t:gina'], [2]],
    ['a circle leaves it with its owner', [proxy(2, 4), proxy(4, 2)], ['t:ben'], [null]],
    ['a disabled proxy does not stand in', [proxy(2, 6)], ['t:ben'], [null]],
    ['over is over', [proxy(2, 7, { ends: START })], ['t:ben'], [null]],
    ['other processes', [proxy(2, 7, { processes: ['other'] })], ['t:ben'], [null]],
    ['the initiator never stands in for his own form', [proxy(2, 1)], ['t:ben'], [null]],
  ])('proxies: %s', async (_name, proxies, open, principals) => {
    const instance = (await one({ assign: '=person("ben")' }, { proxies })).start()
    expect(instance.open).toEqual(open)
    expect(Object.values(instance.state.seats).map((seat) => seat.principal)).toEqual(principals)
  })
  it('both must not both vote: a proxy who sits there himself has one seat', async () => {
    const instance = (await one({ assign: '=[2, 7]', decide: 'all' }, { proxies: [proxy(2, 7)] })).start()
    expect(instance.open).toEqual(['t:gina'])
  })
})

describe('deciding before (去重)', () => {
  const three = async (duplicates: ProcessElement['duplicates']): Promise<Instance> =>
    new Instance(
      await graphOf(chain('a', 'b', 'c'), {
        elements: {
          a: { assign: '=person("dan")' },
          b: { assign: '=person("eve")' },
          c: { assign: '=[4, 5, 7]', decide: 'all', duplicates },
        },
      }),
    )
  it.each<[ProcessElement['duplicates'], string[]]>([
    ['off', ['c:dan', 'c:eve', 'c:gina']],
    ['once', ['c:gina']],
    ['consecutive', ['c:dan', 'c:gina']],
    ['initiator', ['c:dan', 'c:eve', 'c:gina']],
  ])('%s', async (duplicates, open) => {
    expect((await three(duplicates)).start().verb('approve', 4).verb('approve', 5).open).toEqual(open)
  })
  it('a return forgets it: the second time is decided by hand', async () => {
    const instance = (await three('once')).start().verb('approve', 4).verb('approve', 5).verb('return', 7, { to: 'b' })
    expect(instance.verb('approve', 5).open).toEqual(['c:dan', 'c:gina'])
  })
  it('a node whose people all decided before passes by itself, in the same step, and says so', async () => {
    const instance = new Instance(
      await graphOf(chain('a', 'b', 'c'), {
        elements: { a: { assign: '=person("dan")' }, b: { assign: '=person("dan")', duplicates: 'once' }, c: { assign: '=person("eve")' } },
      }),
    )
      .start()
      .verb('approve', 4)
    expect(instance.open).toEqual(['c:eve'])
    expect(instance.last.history).toContainEqual(expect.objectContaining({ action: 'approved-automatically', node: 'b', person: null }))
  })
})

describe('time (超时)', () => {
  const timed = (timeouts: NonNullable<ProcessElement['timeouts']>, more: ProcessElement = {}): Promise<Instance> =>
    one({ assign: '=person("ben")', due: 'PT10H', timeouts, ...more })
  it('reminds at a share of the time, then hands up to the head above', async () => {
    const instance = (
      await timed([
        { name: 'remind', after: '0.8', do: 'remind' },
        { name: 'up', after: 'PT10H', do: 'transfer' },
      ])
    ).start()
    expect(instance.seatOf(2).due).toBe(START + 10 * HOUR)
    instance.at(START + 8 * HOUR)
    expect(instance.last.effects).toMatchObject([{ do: 'notify', kind: 'timeout' }])
    expect(instance.at(START + 10 * HOUR).open).toEqual(['t:cora'])
  })
  it.each<[NonNullable<ProcessElement['timeouts']>[number]['do'], string]>([
    ['approve', 'passed'],
    ['reject', 'rejected'],
  ])('%s by timeout, never under a name', async (action, expected) => {
    const instance = (await timed([{ name: 'x', after: 'PT1H', do: action }])).start().at(START + HOUR)
    expect(standing(instance)).toBe(expected)
    expect(instance.last.history.filter((line) => line.action === 'timeout').map((line) => line.person)).toEqual([null])
  })
  it('a decision in time takes the timers away', async () => {
    const instance = (await timed([{ name: 'x', after: 'PT1H', do: 'reject' }]))
      .start()
      .verb('approve', 2)
      .at(START + HOUR)
    expect(standing(instance)).toBe('passed')
  })
})

describe('rights and refusals', () => {
  it.each<[string, (instance: Instance) => unknown, string]>([
    [
      'somebody else',
      (instance) => instance.step({ type: 'verb', verb: 'approve', seat: instance.seatOf(2).key, person: 4, input: {} }),
      'not-your-seat',
    ],
    ['a stale version', (instance) => instance.verb('approve', 2, { version: 7 }), 'stale-version'],
    ['a closed seat', (instance) => instance.step({ type: 'verb', verb: 'approve', seat: 999, person: 2, input: {} }), 'seat-closed'],
    ['abstaining where it is not allowed', (instance) => instance.verb('abstain', 2), 'process-verb-off'],
    ['no opinion where one is required', (instance) => instance.verb('reject', 2, { opinion: '  ' }), 'opinion-required'],
    ['transfer to oneself', (instance) => instance.verb('transfer', 2, { people: [2] }), 'process-person-refused'],
    ['transfer to somebody disabled', (instance) => instance.verb('transfer', 2, { people: [6] }), 'process-person-refused'],
    ['transfer to the initiator', (instance) => instance.verb('transfer', 2, { people: [1] }), 'process-person-refused'],
    ['delegate to oneself', (instance) => instance.verb('delegate', 2, { people: [2] }), 'process-person-refused'],
    ['adding the same person twice', (instance) => instance.verb('add-sign', 2, { people: [4, 4] }), 'process-person-refused'],
    ['adding nobody', (instance) => instance.verb('add-sign', 2, { people: [] }), 'process-people-count'],
    ['return to where it never was', (instance) => instance.verb('return', 2, { to: 'after', opinion: 'x' }), 'process-return-refused'],
    ['return to itself', (instance) => instance.verb('return', 2, { to: 't', opinion: 'x' }), 'process-return-refused'],
    ['return to a gateway or an end', (instance) => instance.verb('return', 2, { to: 'e', opinion: 'x' }), 'process-return-refused'],
    ['an unknown operation', (instance) => instance.verb('bless', 2), 'process-unknown-verb'],
    [
      'removing the last seat',
      (instance) => instance.step({ type: 'verb', verb: 'remove-sign', seat: instance.seatOf(2).key, person: 9, input: {} }),
      'process-last-seat',
    ],
  ])('%s', async (_name, act, code) => {
    const instance = (await one({ assign: '=person("ben")', opinion: 'required-on-reject' })).start()
    const before = JSON.stringify(instance.state)
    expect(() => act(instance)).toThrow(expect.objectContaining({ code }))
    expect(JSON.stringify(instance.state)).toBe(before)
  })
  it('urging is limited per seat and moves nothing', async () => {
    const instance = (await one({ assign: '=person("ben")' })).start()
    const urge = (): Instance => instance.step({ type: 'verb', verb: 'urge', seat: instance.seatOf(2).key, person: 1, input: {} })
    const version = instance.seatOf(2).version
    urge()
    expect(instance.seatOf(2).version).toBe(version)
    expect(urge).toThrow(expect.objectContaining({ code: 'process-urged-recently' }))
    instance.at(START + HOUR)
    expect(urge().seatOf(2).urged).toBe(2)
  })
})
