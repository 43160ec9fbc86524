import type { Definitions } from '../api/index.ts'
import { request } from '../api/request.ts'

/** What is shown: a form of the working copy, to whom, on which record (none: a new one), and where in a process he sits. */
export interface PreviewWish {
  readonly entity: string
  readonly person: string
  readonly id?: string
  readonly process?: string
  readonly node?: string
}

/** `definitions` is null where the working copy does not hold together; `step` is what a step opens and reveals. */
interface PreviewAnswer {
  readonly definitions: Definitions | null
  readonly step: { readonly edit: string[]; readonly reveal: string[] } | null
}

/** The wish stands in the address of the frame. */
export function readWish(search: string): PreviewWish {
  const wanted = new URLSearchParams(search)
  const text = (name: string): string | undefined => wanted.get(name) ?? undefined
  return { entity: text('entity') ?? '', person: text('person') ?? '', id: text('id'), process: text('process'), node: text('node') }
}

export function askPreview({ entity, person, process, node }: PreviewWish): Promise<PreviewAnswer> {
  return request<PreviewAnswer>('GET', 'design/form', { query: { entity, person, process, node } })
}
