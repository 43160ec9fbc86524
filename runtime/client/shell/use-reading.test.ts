import { describe, expect, it } from 'vitest'
import { createApp, h } from 'vue'
import { ApiError } from '../api/index.ts'
import { useReading, type Reading } from './use-reading.ts'

/** A page that reads what the tests answer, one after the other. */
function page(answers: (() => Promise<string>)[]): Reading<string> {
  let reading: Reading<string> | undefined
  createApp({
    setup() {
      reading = useReading(() => answers.shift()!())
      return () => h('p')
    },
  }).mount(document.createElement('div'))
  return reading!
}
const offline = () => Promise.reject(new ApiError(0, { message: '连不上服务器' }))
const refused = () => Promise.reject(new ApiError(403, { message: '没有权限' }))

describe('what a page reads', () => {
  it('is not nothing when it could not be read, and is read again when there is a network', async () => {
    const reading = page([offline, () => Promise.resolve('三条')])
    await reading.load()
    expect([reading.data.value, reading.failure.value?.message]).toEqual([undefined, '连不上服务器'])
    window.dispatchEvent(new Event('online'))
    await new Promise((done) => setTimeout(done))
    expect([reading.data.value, reading.failure.value]).toEqual(['三条', undefined])
  })

  it('stays while it cannot be read again', async () => {
    const reading = page([() => Promise.resolve('三条'), refused])
    await reading.load()
    await reading.load()
    expect([reading.data.value, reading.failure.value?.message]).toEqual(['三条', '没有权限'])
    window.dispatchEvent(new Event('online'))
    expect(reading.failure.value?.status).toBe(403)
  })

  it('is what was asked for last, however late the first answer comes', async () => {
    let answer: (text: string) => void = () => undefined
    const reading = page([() => new Promise((done) => (answer = done)), () => Promise.resolve('新')])
    const first = reading.load()
    await reading.load()
    answer('旧')
    await first
    expect(reading.data.value).toBe('新')
  })
})
