import type { InjectionKey } from 'vue'

/** How the page reaches a field that stands on a tab: each opens its page and says whether the field is there. */
export const tabsRegistryKey: InjectionKey<Set<(field: string) => boolean>> = Symbol('tabs on the page')
