import { onBeforeUnmount, onMounted } from 'vue'
import { useProject } from '../workspace/project.ts'

/** Ctrl+Z, Ctrl+Shift+Z or Ctrl+Y, Ctrl+S, `/` and `?`; a text that is being typed keeps its own undo and its letters. */
export function useShortcuts(help: () => void): void {
  const project = useProject()

  function press(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return pressAlone(event)
    const key = event.key.toLowerCase()
    if (key === 's') {
      event.preventDefault()
      void project.save()
      return
    }
    if (isTyping(event.target)) return
    const isRedo = key === 'y' || (key === 'z' && event.shiftKey)
    if (!isRedo && key !== 'z') return
    event.preventDefault()
    if (isRedo) project.redo()
    else project.undo()
  }

  function pressAlone(event: KeyboardEvent): void {
    if (event.altKey || isTyping(event.target)) return
    if (event.key === '?') help()
    else if (event.key === '/') document.querySelector<HTMLElement>('[data-search]')?.focus()
    else return
    event.preventDefault()
  }

  onMounted(() => addEventListener('keydown', press))
  onBeforeUnmount(() => removeEventListener('keydown', press))
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && target.type !== 'checkbox')
  )
}
