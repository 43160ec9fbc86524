/** What a key means in the grid. */
export type GridAction =
  | { do: 'move'; rows: number; columns: number; extend: boolean }
  | { do: 'next'; back: boolean }
  /** What was typed is taken, and the next row begins, whatever cells are still ahead. */
  | { do: 'line' }
  | { do: 'edge'; end: boolean; whole: boolean }
  | { do: 'page'; down: boolean; extend: boolean }
  | { do: 'edit' }
  | { do: 'cancel' | 'clear' | 'fill' | 'undo' | 'redo' | 'insert' | 'remove' | 'all' | 'accept' | 'empty' }
  | { do: 'choose'; step: number }
  /** The rows of the selection change places with their neighbour. */
  | { do: 'shift'; down: boolean }

export interface KeyState {
  /** `typing`: began by typing, arrows leave the cell; `inside`: began with F2, arrows move in the text. */
  mode: 'off' | 'typing' | 'inside'
  hasChoices: boolean
}

const ARROWS: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

/**
 * The action of a key, or undefined when the key belongs to the text being typed.
 * Keys that an input method is using (composition) mean nothing to the grid: its Enter confirms letters, it does not leave the cell.
 */
export function actionOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'isComposing' | 'keyCode'>,
  state: KeyState,
): GridAction | undefined {
  if (event.isComposing || event.keyCode === 229) return undefined
  if (event.altKey) return shiftOf(event, state)
  return event.ctrlKey || event.metaKey ? commandOf(event, state) : plainOf(event, state)
}

function shiftOf({ key }: { key: string }, { mode }: KeyState): GridAction | undefined {
  return mode === 'off' && (key === 'ArrowUp' || key === 'ArrowDown') ? { do: 'shift', down: key === 'ArrowDown' } : undefined
}

function commandOf({ key, shiftKey }: { key: string; shiftKey: boolean }, { mode }: KeyState): GridAction | undefined {
  const letter = key.toLowerCase()
  if (key === 'Enter') return { do: 'line' }
  if (mode !== 'off') return undefined
  if (letter === 'z') return { do: shiftKey ? 'redo' : 'undo' }
  if (letter === 'y') return { do: 'redo' }
  if (letter === 'd') return { do: 'fill' }
  if (letter === 'a') return { do: 'all' }
  if (key === 'Delete' || key === 'Backspace' || key === '-') return { do: 'remove' }
  if (key === 'Home' || key === 'End') return { do: 'edge', end: key === 'End', whole: true }
  return undefined
}

function plainOf({ key, shiftKey }: { key: string; shiftKey: boolean }, { mode, hasChoices }: KeyState): GridAction | undefined {
  const arrow = ARROWS[key]
  if (arrow !== undefined && hasChoices && arrow[0] !== 0) return { do: 'choose', step: arrow[0] }
  if (arrow !== undefined) {
    return mode === 'inside' ? undefined : { do: 'move', rows: arrow[0], columns: arrow[1], extend: shiftKey && mode === 'off' }
  }
  if (key === 'Enter' || key === 'Tab') return { do: 'next', back: shiftKey }
  if (key === 'Escape') return { do: 'cancel' }
  if (mode !== 'off') return undefined
  if (key === 'F2') return { do: 'edit' }
  if (key === 'Delete') return { do: 'clear' }
  if (key === 'Backspace') return { do: 'empty' }
  if (key === 'Insert') return { do: 'insert' }
  if (key === 'Home' || key === 'End') return { do: 'edge', end: key === 'End', whole: false }
  if (key === 'PageUp' || key === 'PageDown') return { do: 'page', down: key === 'PageDown', extend: shiftKey }
  return undefined
}
