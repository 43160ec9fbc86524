import { notify } from '@formwork/runtime/ui/notice/notices.ts'
import { ref, shallowRef } from 'vue'
import { api, ApiError, type RowData } from '../api/index.ts'
import { useAttempt } from '../api/attempt.ts'
import { i18n } from '../i18n/index.ts'

export interface Failure {
  id: string
  title: string
  message: string
}

/** One command over many rows: each is its own, what fails is told line by line, the rest is done. */
export function useBulk(done: () => void) {
  const { busy, attempt } = useAttempt()
  const failures = shallowRef<Failure[]>([])
  const running = ref('')

  /** `said` names what was done, with the count. */
  async function run(command: string, rows: readonly RowData[], bodyOf: (row: RowData) => unknown, said: string): Promise<void> {
    const bodies = rows.map(bodyOf)
    running.value = command
    try {
      const answer = await attempt([command, bodies], (key) => api.bulk(command, bodies, key))
      if (answer === undefined) return
      const failed = answer.results.flatMap((result, index) =>
        result.ok ? [] : [{ id: rows[index]!.id, title: rows[index]!.title, message: result.error?.message ?? '' }],
      )
      if (failed.length < rows.length) notify('good', i18n.global.t(said, { count: rows.length - failed.length }))
      failures.value = failed
      if (failed.length === 0) done()
    } catch (error) {
      notify('danger', error instanceof ApiError && !error.isOffline ? error.message : i18n.global.t('problem.offline'))
    } finally {
      running.value = ''
    }
  }

  function finish(): void {
    failures.value = []
    done()
  }

  return { busy, running, failures, run, finish }
}
