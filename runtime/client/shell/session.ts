import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { api, ApiError, requestContext, workspaceName, type Session } from '../api/index.ts'
import { setClock } from '@formwork/runtime/ui/input/workspace-clock.ts'
import { labelText, rememberedLanguage, rememberLanguage, setLanguage } from '../i18n/index.ts'

/** Who is signed in. `unknown` until the server was asked once; `expired`: signed in again over the page, which keeps its input. */
export const useSession = defineStore('session', () => {
  const session = ref<Session>()
  const state = ref<'unknown' | 'out' | 'in' | 'expired' | 'offline'>('unknown')

  let again: Promise<void> | undefined
  let isBack = (): void => {}

  /** What people call the place they work in: the name they gave it, or what it was made from. */
  const title = computed(() => session.value?.title ?? labelText(session.value?.template.label, workspaceName))

  async function accept(answer: Session): Promise<void> {
    const chosen = rememberedLanguage()
    // Whoever looks as somebody else leaves that person's session as it is.
    const isTold = chosen === undefined || chosen === answer.language || requestContext.lookAs !== undefined
    if (!isTold) await api.speak(chosen).catch(() => undefined)
    session.value = answer
    state.value = 'in'
    setClock(answer.timeZone)
    isBack()
  }

  /** The page and what the server says to it change their language together; the choice is kept first, should the page be left at once. */
  async function speak(language: 'zh' | 'en'): Promise<void> {
    rememberLanguage(language)
    if (state.value === 'in') await api.speak(language).catch(() => undefined)
    await setLanguage(language)
  }

  async function load(): Promise<void> {
    try {
      await accept(await api.session())
    } catch (error) {
      state.value = error instanceof ApiError && error.isOffline ? 'offline' : 'out'
      session.value = undefined
    }
  }

  async function signIn(login: string, password: string): Promise<void> {
    await api.signIn(login, password)
    await accept(await api.session())
  }

  /** Changing it signs out everywhere, so that one signs in again with the new one. */
  async function changePassword(current: string, password: string): Promise<void> {
    const login = session.value?.person.login ?? ''
    await api.command('set-password', { current, password }, '')
    await signIn(login, password)
  }

  async function signOut(): Promise<void> {
    await api.signOut().catch(() => undefined)
    forget()
  }

  /** Answers with when somebody is signed in again; undefined where nobody was. */
  function expire(): Promise<void> | undefined {
    if (state.value === 'in') {
      state.value = 'expired'
      again = new Promise((resolve) => (isBack = resolve))
    }
    return state.value === 'expired' ? again : undefined
  }

  function forget(): void {
    session.value = undefined
    state.value = 'out'
  }

  return { session, state, title, load, signIn, speak, changePassword, signOut, expire, forget }
})
