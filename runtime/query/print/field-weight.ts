/** How much room a column asks for, by what it holds. */
const weights: Readonly<Record<string, number>> = {
  number: 16,
  money: 18,
  percent: 13,
  date: 17,
  'date-time': 24,
  select: 16,
  switch: 9,
  status: 13,
  'long-text': 40,
  reference: 32,
  record: 26,
}
const USUAL = 24

export const fieldWeight = (type: string): number => weights[type] ?? USUAL
