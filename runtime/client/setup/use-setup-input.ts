import { reactive, watch } from 'vue'

const KEPT = 'formwork.setup'

/** What was answered so far; the password is kept nowhere. */
export interface SetupInput {
  template: string
  profile: string | null
  sample: boolean
  settings: Record<string, string>
  name: string
  login: string
}

/** Answers that outlive a reload of the page. */
export function useSetupInput(): SetupInput {
  const input = reactive<SetupInput>({ template: '', profile: null, sample: true, settings: {}, name: '', login: '', ...readKept() })
  watch(input, (now) => sessionStorage.setItem(KEPT, JSON.stringify(now)), { deep: true })
  return input
}

export function forgetSetupInput(): void {
  sessionStorage.removeItem(KEPT)
}

function readKept(): Partial<SetupInput> {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? '{}') as Partial<SetupInput>
  } catch {
    return {}
  }
}
