import { ref, shallowRef, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { notify } from '@formwork/runtime/ui/notice/notices.ts'
import { api, ApiError, type Finding, type RecordData, type SaveAnswer, type SaveBody } from '../api/index.ts'
import { useAttempt } from '../api/attempt.ts'
import { stage } from '../guide/stage.ts'
import { checkDraft } from './draft/check-draft.ts'
import { collectChanges } from './draft/collect-changes.ts'
import { clearProblems, dropBlankRows, placeProblems, type PlacedProblem } from './draft/place-problems.ts'
import type { RecordDraft } from './draft/record-draft.ts'
import type { LiveFormulas } from './live/live-formulas.ts'

/** Saving and submitting a draft: what is wrong lands where it belongs, and nothing that was typed is ever lost. */
export function useSaving(
  draft: ShallowRef<RecordDraft | undefined>,
  live: ShallowRef<LiveFormulas | undefined>,
  /** Takes a refusal that is no problem of what was typed. */
  takes: (error: unknown) => boolean = () => false,
) {
  const { t } = useI18n()
  const { busy, attempt } = useAttempt()
  const problems = ref<PlacedProblem[]>([])
  /** The record as somebody else saved it meanwhile. */
  const stale = ref<RecordData>()
  const isOffline = ref(false)
  /** A draft that got no answer; with `sentAt` it may have arrived. */
  const unanswered = shallowRef<{ key: string; body: SaveBody; sentAt?: number }>()
  const sent = new Map<string, number>()
  /** Rules that warn: with a reason the command goes on. */
  const warnings = ref<Finding[]>([])

  async function save(command: 'save' | 'submit' | 'amend', reason?: string): Promise<SaveAnswer | undefined> {
    const current = draft.value
    // What a guide fills in is never saved.
    if (current === undefined || live.value === undefined || stage.isPlaying) return undefined
    dropBlankRows(current)
    clearProblems(current)
    problems.value = placeProblems(current, checkDraft(current, live.value, command === 'submit'))
    if (problems.value.length > 0) return undefined
    const changes = collectChanges(current)
    const body = {
      entity: current.entity.name,
      ...(current.id === undefined ? {} : { id: current.id, version: current.base?.version }),
      changes,
      ...(reason === undefined ? {} : { accept: { '*': reason } }),
    }
    let tried = ''
    unanswered.value = undefined
    try {
      const answer = await attempt([command, body], (key) => sendNoted(command, body, (tried = key), sent))
      isOffline.value = false
      warnings.value = []
      return answer
    } catch (error) {
      const isAway = error instanceof ApiError && error.isOffline
      if (isAway && command === 'save') unanswered.value = { key: tried, body, sentAt: sent.get(tried) }
      await refuse(error, current, command === 'submit' ? 'unsent.submitLater' : undefined)
      return undefined
    }
  }

  async function refuse(error: unknown, current: RecordDraft, away = 'problem.offlineKept'): Promise<void> {
    if (!(error instanceof ApiError)) throw error
    isOffline.value = error.isOffline
    if (takes(error)) return
    if (error.isOffline) return notify('danger', t(away))
    if (error.status === 401) return notify('attention', t('login.againHint'))
    if (error.code === 'stale-version' && current.id !== undefined) {
      stale.value = await api.record(current.entity.name, current.id).catch(() => undefined)
      return
    }
    warnings.value = error.findings.every(isWarning) ? [...error.findings] : []
    if (warnings.value.length === 0) problems.value = placeProblems(current, error.findings)
  }

  const forgetWarnings = (): void => void (warnings.value = [])
  const forgetStale = (): void => void (stale.value = undefined)

  return { busy, warnings, problems, stale, isOffline, unanswered, save, refuse, forgetWarnings, forgetStale }
}

/** Notes when it left; where not even the session is answered, nothing has left. */
async function sendNoted(command: string, body: SaveBody, key: string, sent: Map<string, number>): Promise<SaveAnswer> {
  if (!navigator.onLine) await api.session()
  sent.set(key, sent.get(key) ?? Date.now())
  return api.command<SaveAnswer>(command, body, key)
}

/** It may go on when somebody says why. */
function isWarning(finding: Finding): boolean {
  return finding.code === 'assertion-warned' && finding.exception !== undefined
}
