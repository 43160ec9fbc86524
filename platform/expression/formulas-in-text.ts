/** Formulas in the braces of a text: `{item.name}: {balance("goods", "onHand", { item: item })}`; one context inside is enough. */
export const FORMULA_IN_TEXT = /\{(?:[^{}]|\{[^{}]*\})+\}/g
