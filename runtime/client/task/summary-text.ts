import { groupDigits } from '@formwork/runtime/ui/input/group-digits.ts'

/** A summary value as text: the server formats what it can; bare figures get their thousands here. */
export function summaryText(item: { value: unknown; text?: string }): string {
  if (item.text !== undefined) return item.text
  if (item.value === null || item.value === undefined) return ''
  return typeof item.value === 'object' && 'title' in item.value ? String(item.value.title) : groupDigits(String(item.value))
}
