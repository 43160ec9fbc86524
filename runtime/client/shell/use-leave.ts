import { useRouter } from 'vue-router'
import { useDefinitions } from './definitions.ts'
import { useSession } from './session.ts'
import { useWaiting } from './waiting.ts'

/** Signs out and forgets everything that belonged to the person. */
export function useLeave() {
  const router = useRouter()
  const session = useSession()
  const definitions = useDefinitions()
  const waiting = useWaiting()
  return async (): Promise<void> => {
    waiting.stop()
    await session.signOut()
    await router.push({ name: 'login' })
    definitions.all = undefined
  }
}
