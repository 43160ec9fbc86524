import { describeField } from '../describe-field.fixture.ts'
import { barcode } from './index.ts'

describeField(barcode, {
  accepts: [
    [{}, 'A-1001', undefined, 'A-1001'],
    [{ symbology: 'ean13' }, '6901234567892'],
    [{ symbology: 'qr' }, 'https://example.com/？商品=1'],
  ],
  refuses: [
    [{}, '商品', 'bad-format'],
    [{}, '1'.repeat(49), 'bad-format'],
    [{ symbology: 'ean13' }, '6901234567893', 'bad-format'],
    [{ symbology: 'ean13' }, '69012345678', 'bad-format'],
    [{ symbology: 'qr' }, 'x'.repeat(501), 'too-long'],
    [{}, 6901234567892, 'wrong-type'],
  ],
})
