/** What is being dragged: a field type of the palette, or a field that is there. */
export const PALETTE_TYPE = 'application/x-formwork-type'
export const DRAGGED_FIELD = 'application/x-formwork-field'
