import { onUnmounted, shallowRef, type Ref } from 'vue'
import { setupApi, type SetupProgress } from './setup-api.ts'

/** Milliseconds between two looks at how far it is. */
const LOOK = 1000

/** Looks how far the workspace is until it is made or has failed; a line that is away for a moment changes nothing. */
export function useSetupProgress(token: Ref<string>, ends: { made(workspace: string): void; failed(problem: string | undefined): void }) {
  const progress = shallowRef<SetupProgress>()
  let timer: ReturnType<typeof setTimeout> | undefined
  onUnmounted(() => clearTimeout(timer))

  function follow(now: SetupProgress): void {
    progress.value = now
    if (now.state === 'making') timer = setTimeout(() => void look(), LOOK)
    else if (now.state === 'made') ends.made(now.workspace ?? '')
    else ends.failed(now.problem)
  }

  async function look(): Promise<void> {
    try {
      follow(await setupApi.progress(token.value))
    } catch {
      // The work goes on at the server.
      timer = setTimeout(() => void look(), LOOK)
    }
  }

  return { progress, follow }
}
