import { onMounted, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { ApiError } from '../api/api-error.ts'
import { setupApi, tokenOfAddress, type SetupProgress } from './setup-api.ts'
import { forgetSetupInput, useSetupInput } from './use-setup-input.ts'
import { useSetupProgress } from './use-setup-progress.ts'
import { useTemplateChoice } from './use-template-choice.ts'

/** The first run from the token to the home page; what was typed outlives a reload, the password does not. */
export function useSetup() {
  const { t } = useI18n()
  const token = ref(tokenOfAddress())
  const stage = ref<'looking' | 'token' | 'asking' | 'making' | 'made' | 'closed'>('looking')
  const problems = ref<Record<string, string>>({})
  const password = ref('')
  const busy = ref(false)
  const input = useSetupInput()
  const { templates, template, offer, choose } = useTemplateChoice(input)
  const { progress, follow } = useSetupProgress(token, { made: (workspace) => void enter(workspace), failed })

  onMounted(open)

  /** Where the server is: asking, making, made; a reload in the middle goes on from there. */
  async function open(): Promise<void> {
    problems.value = {}
    try {
      const { asksToken } = await setupApi.look()
      if (asksToken && token.value === '') return void (stage.value = 'token')
      const now = await setupApi.progress(token.value)
      if (now.state === 'making' || (now.state === 'made' && asksToken)) return watchOver(now)
      offer((await setupApi.choices(token.value)).templates)
      stage.value = 'asking'
    } catch (error) {
      refuse(error)
    }
  }

  async function begin(): Promise<void> {
    if (busy.value) return
    busy.value = true
    problems.value = {}
    const { name, login, ...answers } = input
    try {
      await setupApi.begin(token.value, { ...answers, administrator: { name, login, password: password.value } })
      watchOver(await setupApi.progress(token.value))
    } catch (error) {
      refuse(error)
    } finally {
      busy.value = false
    }
  }

  function watchOver(now: SetupProgress): void {
    if (now.state === 'making') stage.value = 'making'
    follow(now)
  }

  function failed(problem: string | undefined): void {
    void open().then(() => (problems.value = { '': problem ?? t('problem.offline') }))
  }

  /** Signs in as whoever was just made; after a reload the password is not known any more. */
  async function enter(workspace: string): Promise<void> {
    stage.value = 'made'
    forgetSetupInput()
    if (password.value !== '') await goHome(workspace, input.login.trim(), password.value)
  }

  function refuse(error: unknown): void {
    if (!(error instanceof ApiError)) throw error
    if (error.code === 'setup-refused') stage.value = 'token'
    else if (error.status === 404 || error.code === 'setup-closed') stage.value = 'closed'
    problems.value = messagesOf(error, t('problem.offline'))
  }

  return { stage, token, templates, template, input, password, problems, progress, busy, open, choose, begin }
}

/** Where signing in fails, the page offers the way to do it by hand. */
async function goHome(workspace: string, login: string, password: string): Promise<void> {
  await setupApi.signIn(workspace, login, password).then(
    () => location.replace(`/w/${workspace}/`),
    () => undefined,
  )
}

const messagesOf = (error: ApiError, offline: string): Record<string, string> =>
  Object.fromEntries(error.findings.map(({ path, message }) => [path ?? '', error.isOffline ? offline : message]))
