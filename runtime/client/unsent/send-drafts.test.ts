import { expect, it } from 'vitest'
import { ApiError, type SaveAnswer } from '../api/index.ts'
import { sendDrafts } from './send-drafts.ts'
import { isDue, isForgotten, pauseAfter, putBack, takenToMend, triedAgain, type DraftShelf, type UnsentDraft } from './unsent-draft.ts'

const DAY = 86_400_000
const draft = (slot: string, more: Partial<UnsentDraft> = {}): UnsentDraft => ({
  slot,
  owner: 'demo/1',
  at: Number(slot),
  key: `key ${slot}`,
  body: { entity: 'note' },
  isOpen: false,
  titles: {},
  rowTitles: {},
  ...more,
})

/** A shelf that lasts as long as the test. */
function shelve(...drafts: UnsentDraft[]) {
  const kept = new Map(drafts.map((each) => [each.slot, each]))
  const shelf: DraftShelf = {
    all: (owner) => Promise.resolve([...kept.values()].filter((each) => each.owner === owner).sort((left, right) => left.at - right.at)),
    change: (slot, alter) => {
      const next = alter(kept.get(slot))
      if (next === undefined) kept.delete(slot)
      else kept.set(slot, next)
      return Promise.resolve(next)
    },
  }
  return { shelf, kept }
}

/** A server that keeps each key's answer, and says what it is told to say instead, one a request. */
function serve(...instead: (number | 'lost' | undefined)[]) {
  const records = new Map<string, SaveAnswer>()
  const asked: string[] = []
  const post = {
    person: 'demo/1' as string | number,
    owner: () => (typeof post.person === 'string' ? Promise.resolve(post.person) : Promise.reject(new ApiError(post.person, {}))),
    save: ({ key }: UnsentDraft) => {
      asked.push(key)
      const status = instead.shift()
      if (typeof status === 'number') return Promise.reject(new ApiError(status, { code: 'x', message: `said ${status}` }))
      if (!records.has(key)) records.set(key, { id: String(records.size + 1), version: 1, status: 'draft', number: `N${records.size + 1}` })
      return status === 'lost' ? Promise.reject(new ApiError(0, {})) : Promise.resolve(records.get(key)!)
    },
  }
  return { post, records, asked }
}

const run = async (shelf: DraftShelf, { post }: ReturnType<typeof serve>) => {
  const numbers: unknown[] = []
  const end = await sendDrafts('demo/1', shelf, post, ({ slot }, { number }) => numbers.push(`${slot} ${number}`))
  return { end, numbers }
}

it('sends what waits in the order in which it was saved, and keeps nothing of what arrived', async () => {
  const { shelf, kept } = shelve(draft('2'), draft('1'))
  expect(await run(shelf, serve())).toEqual({ end: 'done', numbers: ['1 N1', '2 N2'] })
  expect(kept.size).toBe(0)
})

it('makes one record where an answer got lost, and stops there until the line is back', async () => {
  const { shelf, kept } = shelve(draft('1'), draft('2'))
  const server = serve('lost')
  expect(await run(shelf, server)).toEqual({ end: 'away', numbers: [] })
  expect([kept.get('1')!.sentAt, kept.get('2')!.sentAt]).toEqual([expect.any(Number), undefined])
  expect(await run(shelf, server)).toEqual({ end: 'done', numbers: ['1 N1', '2 N2'] })
  expect(server.asked).toEqual(['key 1', 'key 1', 'key 2'])
  expect(server.records.size).toBe(2)
})

it('writes down that it may have arrived before it leaves: a browser that closes there sends it again under its key', async () => {
  const { shelf, kept } = shelve(draft('1'))
  const seen: unknown[] = []
  const { post } = serve()
  const save = (sent: UnsentDraft) => {
    seen.push(kept.get('1')!.sentAt)
    return post.save(sent)
  }
  await sendDrafts('demo/1', shelf, { ...post, save }, () => undefined)
  expect(seen).toEqual([expect.any(Number)])
})

it('keeps what is refused with the words of the server, and goes on with the next', async () => {
  const { shelf, kept } = shelve(draft('1'), draft('2'))
  const server = serve(422)
  expect(await run(shelf, server)).toEqual({ end: 'done', numbers: ['2 N1'] })
  expect(kept.get('1')).toMatchObject({ refusal: [{ message: 'said 422' }], sentAt: undefined })
  expect(await run(shelf, server)).toEqual({ end: 'done', numbers: [] })
  expect(server.asked).toHaveLength(2)
})

it('tries again where the server cannot do it now, and does not let the others wait', async () => {
  const { shelf, kept } = shelve(draft('1'), draft('2'))
  expect(await run(shelf, serve(503))).toEqual({ end: 'away', numbers: ['2 N1'] })
  expect(kept.get('1')).toMatchObject({ trouble: 'said 503', sentAt: expect.any(Number) as number })
  expect(isDue(kept.get('1')!)).toBe(true)
})

it('sends nothing where nobody, or somebody else, is signed in; others of this browser are never touched', async () => {
  const { shelf, kept } = shelve(draft('1'), draft('2', { owner: 'demo/2' }), draft('3', { owner: 'other/1' }))
  const server = serve()
  server.post.person = 'demo/2'
  expect((await run(shelf, server)).end).toBe('somebody-else')
  server.post.person = 401
  expect((await run(shelf, server)).end).toBe('signed-out')
  server.post.person = 0
  expect((await run(shelf, server)).end).toBe('away')
  expect([server.asked, kept.get('1')!.sentAt]).toEqual([[], undefined])
  server.post.person = 'demo/1'
  expect((await run(shelf, server)).numbers).toEqual(['1 N1'])
  expect([...kept.keys()]).toEqual(['2', '3'])
})

it('a session that ends on the way leaves what is known of the draft as it was', async () => {
  const { shelf, kept } = shelve(draft('1'))
  const server = serve(401, 'lost', 401)
  expect((await run(shelf, server)).end).toBe('signed-out')
  expect(kept.get('1')!.sentAt).toBeUndefined()
  await run(shelf, server)
  expect((await run(shelf, server)).end).toBe('signed-out')
  expect(kept.get('1')!.sentAt).toEqual(expect.any(Number))
})

it('does not send what is being mended, nor what the server may have and no longer knows by its key', async () => {
  const old = draft('2', { sentAt: Date.now() - 7 * DAY })
  const { shelf } = shelve(draft('1', { isOpen: true }), old)
  const server = serve()
  await run(shelf, server)
  expect(server.asked).toEqual([])
  expect([isForgotten(old), isForgotten(draft('3', { sentAt: Date.now() - 5 * DAY })), isForgotten(draft('4'))]).toEqual([
    true,
    false,
    false,
  ])
})

it('asks again soon at first, later ever more rarely', () => {
  expect([0, 1, 2, 20].map(pauseAfter)).toEqual([2_000, 4_000, 8_000, 300_000])
})

it('is mended only where it surely is not with the server, and goes on waiting as it was when the form is left', () => {
  expect(takenToMend(draft('1'))!.isOpen).toBe(true)
  expect(putBack(takenToMend(draft('1')))).toEqual(draft('1'))
  expect(takenToMend(draft('2', { sentAt: Date.now() }))!.isOpen).toBe(false)
  expect([takenToMend(undefined), putBack(undefined), triedAgain(undefined, () => '')]).toEqual([undefined, undefined, undefined])
})

it('goes again under its key, under a new one only where nobody can know any more what became of it', () => {
  const refused = draft('1', { refusal: [{ code: 'x', message: 'x' }] })
  const forgotten = draft('2', { sentAt: 1 })
  const again = [refused, forgotten].map((each) => triedAgain(each, () => 'new')!)
  expect(again.map(({ key, sentAt }) => [key, sentAt])).toEqual([
    ['key 1', undefined],
    ['new', undefined],
  ])
  expect(again.every((each) => isDue(each))).toBe(true)
})
