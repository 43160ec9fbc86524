/** `npm run bench [name …]`: runs each bench; every one prints its figures and bars and sets the exit code when it misses one. */
const benches: Readonly<Record<string, () => Promise<unknown>>> = {
  expression: () => import('./expression.ts'),
  ledger: () => import('./ledger.ts'),
  posting: () => import('./posting.ts'),
  process: () => import('./process.ts'),
}

const wanted = process.argv.slice(2)
for (const [name, run] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`\n${name}`)
  await run()
}
