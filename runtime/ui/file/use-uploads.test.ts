import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import type { FileSource, StoredFile } from './file-source.ts'
import { useUploads } from './use-uploads.ts'

const stored: StoredFile = { id: '1', name: '合同.txt', mediaType: 'text/plain', bytes: 2 }
const contract = (): File => new File(['合同'], '合同.txt', { type: 'text/plain' })
const broken = Object.assign(new Error('网络不通'), { isOffline: true })

function start(send: FileSource['send']) {
  const scope = effectScope()
  const arrived = vi.fn<(file: StoredFile) => void>()
  const source: FileSource = { send, describe: () => Promise.resolve([]), address: String }
  const field = { name: 'files', type: 'attachment' } as FieldDefinition
  const uploads = scope.run(() =>
    useUploads({ source: () => source, field: () => field, pictures: () => false, refusal: String, arrived }),
  )!
  return { ...uploads, arrived, scope }
}

describe('a file over a line that breaks', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('says so, is sent again by itself, and arrives once', async () => {
    const send = vi.fn<FileSource['send']>().mockRejectedValueOnce(broken).mockRejectedValueOnce(broken).mockResolvedValue(stored)
    const { add, uploads, arrived } = start(send)
    add([contract()])
    await vi.advanceTimersByTimeAsync(0)
    expect(uploads.value.map(({ problem }) => problem)).toEqual(['网络不通'])
    await vi.advanceTimersByTimeAsync(2_000)
    expect([send.mock.calls.length, uploads.value.length]).toEqual([2, 1])
    await vi.advanceTimersByTimeAsync(5_000)
    expect([send.mock.calls.length, uploads.value.length, arrived.mock.calls.length]).toEqual([3, 0, 1])
    await vi.advanceTimersByTimeAsync(60_000)
    dispatchEvent(new Event('online'))
    expect(send).toHaveBeenCalledTimes(3)
  })

  it('waits for the network after a few times, and is sent at once when it is back', async () => {
    let isBack = false
    const send = vi.fn<FileSource['send']>(() => (isBack ? Promise.resolve(stored) : Promise.reject(broken)))
    const { add, arrived } = start(send)
    add([contract()])
    await vi.advanceTimersByTimeAsync(600_000)
    expect(send).toHaveBeenCalledTimes(4)
    isBack = true
    dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(0)
    expect(arrived).toHaveBeenCalledTimes(1)
  })

  it('is not sent again where the server refused it, where it was taken away, or where its form is closed', async () => {
    const refused = start(vi.fn<FileSource['send']>().mockRejectedValue(new Error('文件太大')))
    refused.add([contract()])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(refused.uploads.value.map(({ problem }) => problem)).toEqual(['文件太大'])
    for (const leave of [(each: ReturnType<typeof start>) => each.dismiss(1), (each: ReturnType<typeof start>) => each.scope.stop()]) {
      const send = vi.fn<FileSource['send']>().mockRejectedValue(broken)
      const left = start(send)
      left.add([contract()])
      await vi.advanceTimersByTimeAsync(0)
      leave(left)
      await vi.advanceTimersByTimeAsync(60_000)
      dispatchEvent(new Event('online'))
      expect(send).toHaveBeenCalledTimes(1)
    }
  })
})
