import { onBeforeUnmount, onMounted } from 'vue'
import { useProject } from '../workspace/project.ts'

/** Ctrl+Z, Ctrl+Shift+Z or Ctrl+Y, Ctrl+S; a text that is being typed keeps its own undo. */
export function useShortcuts(): void {
  const project = useProject()

  function press(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return
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

  onMounted(() => addEventListener('keydown', press))
  onBeforeUnmount(() => removeEventListener('keydown', press))
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== 'checkbox')
}
