import type { ConversionDefinition } from '@formwork/platform/definition/types.ts'
import { isBlank } from '@formwork/runtime/ui/grid/line-row.ts'
import { notify } from '@formwork/runtime/ui/notice/notices.ts'
import { ref, type ShallowRef } from 'vue'
import { useRouter } from 'vue-router'
import { api, ApiError, type RecordData, type SaveAnswer } from '../../api/index.ts'
import { useAttempt } from '../../api/attempt.ts'
import { collectChanges } from '../draft/collect-changes.ts'
import type { RecordDraft } from '../draft/record-draft.ts'
import type { ConvertSource } from './chosen-lines.ts'
import { useLineConversions } from './use-line-conversions.ts'

interface PickingPage {
  draft: ShallowRef<RecordDraft | undefined>
  record: ShallowRef<RecordData | undefined>
}

interface PickingSteps {
  /** Saves what was typed; undefined when it was refused. */
  save: () => Promise<SaveAnswer | undefined>
  reload: (id: string) => Promise<void>
  release: () => void
}

/** 选单 into the record on the page, and 下推 of single lines of it. */
export function usePicking(entity: string, page: PickingPage, steps: PickingSteps) {
  const router = useRouter()
  const { busy, attempt } = useAttempt()
  const mode = ref<'pull' | 'push'>()
  const problem = ref('')

  const offered = useLineConversions(entity, page)

  const open = (wanted: 'pull' | 'push'): void => void ((problem.value = ''), (mode.value = wanted))

  async function pick(conversion: ConversionDefinition, sources: ConvertSource[]): Promise<void> {
    problem.value = ''
    try {
      if (mode.value === 'push') await push(conversion, sources)
      else await pull(conversion, sources)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      problem.value = error.findings.map((finding) => finding.message).join(';')
    }
  }

  async function push(conversion: ConversionDefinition, sources: ConvertSource[]): Promise<void> {
    const answer = await convert({ conversion: conversion.name, sources })
    if (answer === undefined) return
    mode.value = undefined
    await router.push({ name: 'record', params: { entity: conversion.to, id: answer.id } })
  }

  /** A new record with typed lines, and a draft with changes, are saved first: lines are added to what is there. */
  async function pull(conversion: ConversionDefinition, sources: ConvertSource[]): Promise<void> {
    const draft = page.draft.value!
    let present = page.record.value === undefined ? undefined : { id: page.record.value.id, version: page.record.value.version }
    const savesFirst = present === undefined ? hasLines(draft) : draft.isDirty.value
    if (savesFirst) {
      const saved = await steps.save()
      if (saved === undefined) return void (mode.value = undefined)
      present = { id: saved.id, version: saved.version }
    }
    try {
      const answer = await convert({ conversion: conversion.name, sources, ...(present === undefined ? {} : { into: present }) })
      if (answer === undefined) return
      if (present === undefined) await carryOver(draft, conversion, answer)
      await show(answer.id)
    } catch (error) {
      if (!savesFirst || !(error instanceof ApiError)) throw error
      notify('danger', error.message)
      await show(present!.id)
    }
  }

  async function show(id: string): Promise<void> {
    mode.value = undefined
    steps.release()
    if (page.record.value === undefined) await router.replace({ name: 'record', params: { entity, id } })
    else await steps.reload(id)
  }

  /** What was typed into the header of a new record goes on; what the sources say wins. */
  async function carryOver(draft: RecordDraft, conversion: ConversionDefinition, answer: SaveAnswer): Promise<void> {
    const values = headerBeside(draft, conversion)
    if (Object.keys(values).length === 0) return
    const body = { entity, id: answer.id, version: answer.version, changes: { values } }
    await attempt(['save', body], (key) => api.command('save', body, key)).catch(() => undefined)
  }

  const convert = (body: unknown): Promise<SaveAnswer | undefined> =>
    attempt(['convert', body], (key) => api.command<SaveAnswer>('convert', body, key))

  return { ...offered, mode, busy, problem, open, pick, close: () => (mode.value = undefined) }
}

const hasLines = (draft: RecordDraft): boolean => [...draft.tables.values()].some((table) => table.rows.some((row) => !isBlank(row)))

/** Header values that were typed and that the conversion does not give. */
function headerBeside(draft: RecordDraft, conversion: ConversionDefinition): Record<string, unknown> {
  const typed = Object.entries(collectChanges(draft).values ?? {})
  return Object.fromEntries(typed.filter(([name]) => conversion.header?.[name] === undefined))
}
