import { describe, expect, it } from 'vitest'
import { codePicture } from './code-picture.ts'

describe('pictures of codes', () => {
  it('draw an EAN-13 with its 95 modules and guards', () => {
    const picture = codePicture('6901234567892', 'ean13')!
    expect(picture.width).toBe(95 + 8)
    expect(picture.path.startsWith('M4 0h1')).toBe(true)
  })
  it('draw a QR code with its finder patterns', () => {
    const picture = codePicture('https://example.com/w/demo/record/note/1', 'qr')!
    expect(picture.width).toBe(picture.height)
    expect(picture.path).toContain('M4 4h1v1h-1z')
  })
  it('say what cannot be said', () => {
    expect(codePicture('商品', 'code128')).toBeUndefined()
    expect(codePicture('123', 'ean13')).toBeUndefined()
  })
})
