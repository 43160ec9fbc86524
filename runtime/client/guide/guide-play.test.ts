import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GuidePlay, type Hands } from './guide-play.ts'

const step = (name: string, page: string, type?: string) => ({ name, text: name, page, ...(type === undefined ? {} : { type }) })
const steps = [step('begin', 'form'), step('name', 'form', 'Ann'), step('city', 'form', 'Rome'), step('look', 'list')]

/** What was done to the screen, in words. */
function begin(isStill = false) {
  const done: string[] = []
  const hands: Hands = {
    open: (page) => Promise.resolve(void done.push(`open ${page}`)),
    point: ({ name }) => Promise.resolve(void done.push(`at ${name}`)),
    prepare: ({ type }) => Promise.resolve(type === undefined ? undefined : { text: type, commit: () => void done.push(`fill ${type}`) }),
    settle: () => Promise.resolve(),
    readingTime: () => 1000,
  }
  return { done, play: new GuidePlay(steps, hands, isStill) }
}

const everything = ['open form', 'at begin', 'at name', 'fill Ann', 'at city', 'fill Rome', 'open list', 'at look']

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a guide that plays', () => {
  it('opens the pages, points, fills in, and comes to its end by itself', async () => {
    const { done, play } = begin()
    void play.go(0)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(done).toEqual(everything)
    expect([play.isOver.value, play.index.value, play.typed.value]).toEqual([true, 3, undefined])
  })

  it('types letter by letter, and at once for somebody who wants nothing to move', async () => {
    const seen = async (isStill: boolean) => {
      const { play } = begin(isStill)
      const typed = new Set<string | undefined>()
      void play.go(1)
      for (let turn = 0; turn < 200; turn++) {
        await vi.advanceTimersByTimeAsync(20)
        typed.add(play.typed.value)
      }
      return [...typed].filter((text) => text !== undefined)
    }
    expect((await seen(false)).slice(0, 3)).toEqual(['A', 'An', 'Ann'])
    expect(await seen(true)).toEqual([])
  })

  it('takes a quarter of the time at four times the speed', async () => {
    const lasts = async (speed: number): Promise<number> => {
      const { play } = begin()
      play.speed.value = speed
      const start = Date.now()
      void play.go(0)
      while (!play.isOver.value) await vi.advanceTimersByTimeAsync(10)
      return Date.now() - start
    }
    const [slow, quick] = [await lasts(1), await lasts(4)]
    expect(slow / quick).toBeGreaterThan(3.5)
    expect(slow / quick).toBeLessThan(4.5)
  })

  it('does nothing while it is paused, and goes on where it was', async () => {
    const { done, play } = begin()
    void play.go(0)
    play.isPaused.value = true
    await vi.advanceTimersByTimeAsync(60_000)
    expect(done).toEqual(['open form', 'at begin'])
    play.isPaused.value = false
    await vi.advanceTimersByTimeAsync(60_000)
    expect(done).toEqual(everything)
  })

  it('catches up what was passed over', async () => {
    const { done, play } = begin()
    play.isPaused.value = true
    void play.go(0)
    await vi.advanceTimersByTimeAsync(100)
    void play.next()
    void play.next()
    await vi.advanceTimersByTimeAsync(1000)
    expect(done).toEqual(['open form', 'at begin', 'fill Ann', 'at city'])
    expect(play.index.value).toBe(2)
  })

  it('goes back on a page that is empty again, filled in as far as that', async () => {
    const { done, play } = begin()
    void play.go(0)
    await vi.advanceTimersByTimeAsync(60_000)
    done.length = 0
    play.isPaused.value = true
    void play.go(2)
    await vi.advanceTimersByTimeAsync(1000)
    expect(done).toEqual(['open form', 'fill Ann', 'at city'])
    expect(play.isOver.value).toBe(false)
  })

  it('is over after the last step that is passed over, and does nothing more once it is stopped', async () => {
    const { done, play } = begin()
    void play.go(3)
    await vi.advanceTimersByTimeAsync(100)
    await play.next()
    expect(play.isOver.value).toBe(true)
    void play.go(0)
    await vi.advanceTimersByTimeAsync(100)
    play.stop()
    const before = done.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(done.length).toBe(before)
  })
})
