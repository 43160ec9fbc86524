import { computed, inject, ref, watch } from 'vue'
import { fileSourceKey, type StoredFile } from './file-source.ts'

/** Names and sizes of the files that a value holds; what cannot be seen is left without a name. */
export function useStoredFiles(value: () => unknown) {
  const source = inject(fileSourceKey, undefined)
  const known = ref(new Map<string, StoredFile>())
  const ids = computed(() => [value() ?? []].flat().map(String))
  const files = computed(() => ids.value.map((id) => known.value.get(id) ?? { id, name: '', mediaType: '', bytes: 0 }))

  function learn(found: readonly StoredFile[]): void {
    known.value = new Map([...known.value, ...found.map((file) => [file.id, file] as const)])
  }

  watch(
    ids,
    async (wanted) => {
      const unknown = wanted.filter((id) => !known.value.has(id))
      if (unknown.length > 0 && source !== undefined) learn(await source.describe(unknown).catch(() => []))
    },
    { immediate: true },
  )

  return { source, ids, files, learn }
}
