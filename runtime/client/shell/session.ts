import { defineStore } from 'pinia'
import { ref } from 'vue'
import { api, ApiError, type Session } from '../api/index.ts'
import { setClock } from '../i18n/format-moment.ts'

/** Who is signed in. `unknown` until the server was asked once; `expired`: signed in again over the page, which keeps its input. */
export const useSession = defineStore('session', () => {
  const session = ref<Session>()
  const state = ref<'unknown' | 'out' | 'in' | 'expired' | 'offline'>('unknown')

  function accept(answer: Session): void {
    session.value = answer
    state.value = 'in'
    setClock(answer.timeZone)
  }

  async function load(): Promise<void> {
    try {
      accept(await api.session())
    } catch (error) {
      state.value = error instanceof ApiError && error.isOffline ? 'offline' : 'out'
      session.value = undefined
    }
  }

  async function signIn(login: string, password: string): Promise<void> {
    await api.signIn(login, password)
    accept(await api.session())
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

  function expire(): void {
    if (state.value === 'in') state.value = 'expired'
  }

  function forget(): void {
    session.value = undefined
    state.value = 'out'
  }

  return { session, state, load, signIn, changePassword, signOut, expire, forget }
})
