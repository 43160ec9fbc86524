export type DurationUnit = 'D' | 'H' | 'M'

/** A time limit of one unit (days, hours, minutes); undefined for any other. */
export function readDuration(text: string | undefined): { amount: number; unit: DurationUnit } | undefined {
  const match = /^P(?:(\d+)D|T(\d+)([HM]))$/.exec(text ?? '')
  if (match === null) return undefined
  return { amount: Number(match[1] ?? match[2]), unit: (match[3] ?? 'D') as DurationUnit }
}

export function writeDuration(amount: number, unit: DurationUnit): string {
  return unit === 'D' ? `P${amount}D` : `PT${amount}${unit}`
}
