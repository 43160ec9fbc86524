import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Upper bounds of the buckets of response times, in seconds. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const
const NANOSECONDS = 1e9

interface Timing {
  count: number
  /** Seconds. */
  sum: number
  /** How many took at most the bound of the same place; not added up. */
  readonly buckets: number[]
}

/** What a monitoring system may ask of one server process, in the text format of Prometheus (version 0.0.4). Holds no names of people or records. */
export class Metrics {
  readonly #requests = new Map<string, Timing>()
  readonly #failures = new Map<string, number>()
  readonly #delay = monitorEventLoopDelay({ resolution: 20 })

  constructor() {
    this.#delay.enable()
  }

  /** `door`: kind of the request (`commands`, `records` …), never a whole path; `seconds`: until the answer was out. */
  countRequest(method: string, door: string, status: number, seconds: number): void {
    const key = labels({ method, door, status: `${Math.floor(status / 100)}xx` })
    let timing = this.#requests.get(key)
    if (timing === undefined) this.#requests.set(key, (timing = { count: 0, sum: 0, buckets: BOUNDS.map(() => 0) }))
    timing.count++
    timing.sum += seconds
    const place = BOUNDS.findIndex((bound) => seconds <= bound)
    if (place >= 0) timing.buckets[place]!++
  }

  countJobFailure(kind: string): void {
    const key = labels({ kind })
    this.#failures.set(key, (this.#failures.get(key) ?? 0) + 1)
  }

  /** The whole page. */
  print(): string {
    const memory = process.memoryUsage()
    return [
      ...describe('formwork_request_seconds', 'histogram', 'Time until an answer was out'),
      ...[...this.#requests].flatMap(([key, timing]) => histogram('formwork_request_seconds', key, timing)),
      ...describe('formwork_job_failures_total', 'counter', 'Tries of background jobs that failed'),
      ...[...this.#failures].map(([key, count]) => `formwork_job_failures_total{${key}} ${count}`),
      ...describe('formwork_event_loop_delay_seconds', 'gauge', 'Longest delay of the event loop since the page was last read'),
      `formwork_event_loop_delay_seconds ${this.#longestDelay()}`,
      ...describe('process_resident_memory_bytes', 'gauge', 'Resident memory'),
      `process_resident_memory_bytes ${memory.rss}`,
      ...describe('nodejs_heap_size_used_bytes', 'gauge', 'Used heap of the main thread'),
      `nodejs_heap_size_used_bytes ${memory.heapUsed}`,
      ...describe('process_cpu_seconds_total', 'counter', 'User and system time of all threads'),
      `process_cpu_seconds_total ${cpuSeconds()}`,
      ...describe('process_uptime_seconds', 'gauge', 'Seconds since the process began'),
      `process_uptime_seconds ${Math.round(process.uptime())}`,
      '',
    ].join('\n')
  }

  close(): void {
    this.#delay.disable()
  }

  #longestDelay(): number {
    const longest = this.#delay.max / NANOSECONDS
    this.#delay.reset()
    return longest
  }
}

function describe(name: string, type: string, help: string): [string, string] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`]
}

function histogram(name: string, key: string, { count, sum, buckets }: Timing): string[] {
  let upTo = 0
  const rows = BOUNDS.map((bound, place) => `${name}_bucket{${key},le="${bound}"} ${(upTo += buckets[place]!)}`)
  return [...rows, `${name}_bucket{${key},le="+Inf"} ${count}`, `${name}_sum{${key}} ${sum}`, `${name}_count{${key}} ${count}`]
}

function labels(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${value.replace(/[\\"\n]/g, '_')}"`)
    .join(',')
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
