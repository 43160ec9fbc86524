/** The `@` name that is being typed at the cursor: where it begins and what there is of it. */
export function mentionAt(text: string, cursor: number): { start: number; typed: string } | undefined {
  const found = /(?:^|[\s，。！？、(（])@([\p{L}\p{N}_]{0,20})$/u.exec(text.slice(0, cursor))
  if (found === null) return undefined
  const typed = found[1] ?? ''
  return { start: cursor - typed.length - 1, typed }
}
