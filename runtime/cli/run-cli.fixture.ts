import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DefinitionFile } from '@formwork/platform/definition/model.ts'

export interface CliRun {
  readonly code: number | null
  readonly output: string
  readonly errors: string
}

export interface CliProcess {
  /** Resolves when the output holds this. */
  until(text: string): Promise<string>
  signal(name: 'SIGTERM' | 'SIGINT'): void
  readonly ended: Promise<CliRun>
}

/** `formwork …` in a process of its own. */
export function startCli(argv: readonly string[], environment: Record<string, string> = {}): CliProcess {
  const child = spawn(process.execPath, [fileURLToPath(new URL('formwork.ts', import.meta.url)), ...argv], {
    env: { ...process.env, LC_ALL: 'C', ...environment },
  })
  let output = ''
  let errors = ''
  const waiting: { text: string; resolve: (output: string) => void }[] = []
  child.stdout.on('data', (chunk) => {
    output += String(chunk)
    for (const each of waiting) if (output.includes(each.text)) each.resolve(output)
  })
  child.stderr.on('data', (chunk) => (errors += String(chunk)))
  const ended = new Promise<CliRun>((resolve) => child.on('close', (code) => resolve({ code, output, errors })))
  return {
    until: (text) =>
      Promise.race([
        new Promise<string>((resolve) => {
          if (output.includes(text)) resolve(output)
          waiting.push({ text, resolve })
        }),
        ended.then((run) => Promise.reject(new Error(`ended with ${run.code}: ${run.output}${run.errors}`))),
      ]),
    signal: (name) => void child.kill(name),
    ended,
  }
}

export const runCli = (argv: readonly string[], environment: Record<string, string> = {}): Promise<CliRun> =>
  startCli(argv, environment).ended

/** Definitions as a folder of files, as people have them. */
export function writeTemplate(folder: string, files: readonly DefinitionFile[]): string {
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}
