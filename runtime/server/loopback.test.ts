import { describe, expect, it } from 'vitest'
import { hostOf, isLoopback } from './loopback.ts'

describe('loopback', () => {
  it.each(['127.0.0.1', '127.8.8.8', 'localhost', 'LOCALHOST', '::1', '[::1]', 'demo.localhost'])('%s is this machine', (host) => {
    expect(isLoopback(host)).toBe(true)
  })

  it.each(['0.0.0.0', '::', '', '10.0.0.1', '127.0.0.1.evil.example', 'localhost.evil.example', '192.168.1.2'])('%s is not', (host) => {
    expect(isLoopback(host)).toBe(false)
  })

  it('reads the host of a header', () => {
    expect(['[::1]:8080', 'localhost:1', '127.0.0.1', 'a.b:2'].map(hostOf)).toEqual(['[::1]', 'localhost', '127.0.0.1', 'a.b'])
  })
})
