// Child processes of the boot scripts: one way to start them, one place that knows the environment they get.
import { spawn, spawnSync } from 'node:child_process'
import { delimiter } from 'node:path'
import { inRoot, root } from './paths.mjs'

/** The environment of every child: our own Node and tools come before the machine's. */
function childEnvironment(extra = {}) {
  return { ...process.env, PATH: `${inRoot('node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`, ...extra }
}

/** Runs to the end with the output visible; returns the exit code. */
export function run(command, args, { env = {}, ...options } = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: childEnvironment(env), ...options })
  if (result.error) throw result.error
  return result.status ?? 1
}

/** Runs to the end, shows the output and returns it too. */
export function runAndRead(command, args, { env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env: childEnvironment(env) })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
      process.stdout.write(chunk)
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** Runs to the end unseen; returns the exit code and all that it printed. */
export function runApart(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: childEnvironment(),
      shell: isShellNeeded(command),
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** Becomes the child: its output is ours, signals go to it, its end is our end. */
export function become(command, args, { env = {} } = {}) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: childEnvironment(env) })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  // A terminal sends Ctrl-C to both of us; sending it on would be a second one.
  const isAlreadyThere = (signal) => signal === 'SIGINT' && process.stdin.isTTY
  for (const signal of signals) process.on(signal, () => isAlreadyThere(signal) || child.kill(signal))
  child.on('error', (error) => {
    console.error(error.message)
    process.exit(1)
  })
  child.on('exit', (code, signal) => {
    for (const name of signals) process.removeAllListeners(name)
    if (signal) process.kill(process.pid, signal)
    else process.exit(code ?? 1)
  })
}

/** npm as command and arguments, the same way on every system: the npm that started us if there is one. */
export function npmCommand(args) {
  const npm = process.env.npm_execpath
  if (npm && npm.endsWith('npm-cli.js')) return [process.execPath, [npm, ...args]]
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', args]
}

export function runNpm(args, options) {
  const [command, all] = npmCommand(args)
  return run(command, all, { ...options, shell: isShellNeeded(command) })
}

/** Scripts of Windows run in its shell only. */
function isShellNeeded(command) {
  return command.endsWith('.cmd')
}

/** True when the command exists and ends with 0. */
export function succeeds(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}
