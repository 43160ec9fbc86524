import { computed, shallowRef } from 'vue'
import type { TemplateChoice } from './setup-api.ts'
import type { SetupInput } from './use-setup-input.ts'

/** The templates that are offered, and the one that is chosen. */
export function useTemplateChoice(input: SetupInput) {
  const templates = shallowRef<TemplateChoice[]>([])
  const template = computed(() => templates.value.find(({ name }) => name === input.template))

  function offer(given: TemplateChoice[]): void {
    templates.value = given
    choose(template.value?.name ?? given[0]?.name ?? '')
  }

  function choose(name: string): void {
    input.template = name
    const profiles = template.value?.profiles ?? []
    if (!profiles.some((profile) => profile.name === input.profile)) input.profile = null
  }

  return { templates, template, offer, choose }
}
