/** The clock of the workspace: everybody reads the same days and times, wherever they are. */
let zone = 'Asia/Shanghai'

/** `timeZone` as IANA names it. */
export function setClock(timeZone: string): void {
  zone = timeZone
}

/** Time zone of the workspace, for expressions that are evaluated here. */
export const clockZone = (): string => zone

/** Parts of a moment on the clock of the workspace, each with its leading zeros. */
export interface ClockParts {
  readonly year: string
  readonly month: string
  readonly day: string
  readonly hour: string
  readonly minute: string
}

/** Takes milliseconds since the epoch; undefined for what is no moment. */
export function readClock(moment: number | Date): ClockParts | undefined {
  const date = new Date(moment)
  if (Number.isNaN(date.getTime())) return undefined
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value])) as unknown as ClockParts
}

/** The minute of a moment on the clock of the workspace, as fields keep it: `2026-11-22T09:30:00`. */
export function clockText(moment: number | Date): string {
  const { year, month, day, hour, minute } = readClock(moment)!
  return `${year}-${month}-${day}T${hour}:${minute}:00`
}

/** Milliseconds since the epoch of a minute on the clock of the workspace; NaN for what is none. Of an hour that comes twice the first. */
export function momentOnClock(text: string): number {
  const minute = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.exec(text)?.[0]
  const wanted = Date.parse(`${minute}:00Z`)
  if (minute === undefined || Number.isNaN(wanted)) return Number.NaN
  const behind = (at: number): number => Date.parse(`${clockText(at).slice(0, 16)}:00Z`) - at
  // Zones are at most a day away, and change their offset by an hour or two: the offset of a guess is that of the answer or of the hour beside.
  const guess = wanted - behind(wanted)
  return wanted - behind(guess)
}
