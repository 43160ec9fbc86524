/**
 * Formulas: this engine against `feelin` (how others evaluate FEEL in JavaScript) and against a native closure on
 * doubles (the least that any engine could take). `node runtime/bench/expression.ts`; printed as ratios of one run.
 */
import { evaluate as evaluateFeelin } from 'feelin'
import { compileExpression, type FeelContext } from '@formwork/platform/expression/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { measureRate } from './measure-rate.ts'

/** What the foundation promises. */
const LEAST_OVER_FEELIN = 100
const MOST_UNDER_NATIVE = 25

/** Records that are gone through, so that no engine computes a constant. */
const RECORDS = 512

/** Lines of the record in the sum. */
const LINES = 20

interface Case {
  readonly expression: string
  readonly native: (record: NativeRecord) => unknown
}

interface NativeRecord {
  quantity: number
  price: number
  discount: number
  lines: { amount: number }[]
}

const cases: readonly Case[] = [
  { expression: 'sum(lines.amount)', native: (record) => sumNatively(record.lines) },
  { expression: 'quantity * price * (1 - discount)', native: (record) => record.quantity * record.price * (1 - record.discount) },
  {
    expression: 'if quantity > 100 then price * 0.9 else price',
    native: (record) => (record.quantity > 100 ? record.price * 0.9 : record.price),
  },
]

function sumNatively(lines: readonly { amount: number }[]): number {
  let sum = 0
  for (const line of lines) sum += line.amount
  return sum
}

const natives: NativeRecord[] = Array.from({ length: RECORDS }, (_, index) => ({
  quantity: (index * 37) % 200,
  price: ((index * 7919) % 100_000) / 100,
  discount: (index % 30) / 100,
  lines: Array.from({ length: LINES }, (__, line) => ({ amount: ((index * 31 + line * 977) % 500_000) / 100 })),
}))

const exact = (value: number): Decimal => Decimal.parse(value.toFixed(2))
const decimals: FeelContext[] = natives.map((record) => ({
  quantity: Decimal.of(record.quantity),
  price: exact(record.price),
  discount: exact(record.discount),
  lines: record.lines.map((line) => ({ amount: exact(line.amount) })),
}))

/** The same values as feelin wants them. */
const contexts: Record<string, unknown>[] = natives.map((each) => ({ ...each }))

let failed = false
for (const { expression, native } of cases) {
  const compiled = compileExpression(expression)
  const ours = measureRate((index) => compiled.evaluate(decimals[index % RECORDS]!))
  const theirs = measureRate((index) => evaluateFeelin(expression, contexts[index % RECORDS]!))
  const least = measureRate((index) => native(natives[index % RECORDS]!))
  const overFeelin = ours / theirs
  const underNative = least / ours
  const holds = overFeelin >= LEAST_OVER_FEELIN && underNative <= MOST_UNDER_NATIVE
  if (!holds) failed = true
  console.log(
    `${holds ? ' ' : '!'} ${expression.padEnd(48)} ${(ours / 1e6).toFixed(2).padStart(7)} M/s  ${overFeelin.toFixed(0).padStart(6)} × feelin  ${underNative.toFixed(1).padStart(5)} × slower than native doubles`,
  )
}
console.log(`required: at least ${LEAST_OVER_FEELIN} × feelin, at most ${MOST_UNDER_NATIVE} × slower than native`)
if (failed) process.exitCode = 1
