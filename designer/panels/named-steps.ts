const OPENING = '([{“「'
const CLOSING = ')]}”」'

interface Step {
  readonly name: string
  readonly text: string
}

/**
 * A formula that names its steps, `{ a: …, b: … a … }.b`, as its result and the steps on the way; undefined for every other
 * formula. `text` may be said already: quoted texts and what stands in brackets stay as they are.
 */
export function namedSteps(text: string): { readonly result: string; readonly steps: readonly Step[] } | undefined {
  const asked = /^\s*(\{.*\})\.([\p{L}_][\p{L}\p{N}_]*)\s*$/su.exec(text)
  const body = asked?.[1]
  if (body === undefined) return undefined
  const parts = outermost(body)
  if (parts === undefined) return undefined
  const steps: Step[] = []
  for (const part of parts) {
    const [, name, said] = /^\s*([\p{L}_][\p{L}\p{N}_]*):\s(.*?)\s*$/su.exec(part) ?? []
    if (name === undefined || said === undefined) return undefined
    steps.push({ name, text: said })
  }
  const result = steps.find(({ name }) => name === asked![2])
  return result === undefined ? undefined : { result: result.text, steps: steps.filter((step) => step !== result) }
}

/** What stands between the commas of one outermost pair of braces. */
function outermost(body: string): string[] | undefined {
  const parts: string[] = ['']
  let depth = 0
  let isQuoted = false
  for (const [index, letter] of [...body].entries()) {
    if (letter === '"') isQuoted = !isQuoted
    if (!isQuoted && OPENING.includes(letter) && ++depth === 1) continue
    if (!isQuoted && CLOSING.includes(letter) && --depth === 0) return index === [...body].length - 1 ? parts : undefined
    if (!isQuoted && letter === ',' && depth === 1) parts.push('')
    else parts[parts.length - 1] += letter
  }
  return undefined
}
