/** What books of other programs call the steps, keys and methods of ledgers: section, their word, ours, what it says besides. */
export const bookWords = `
verbs stock-count reconcile
verbs stocktake reconcile
verbs inventory reconcile
verbs stock-reconciliation reconcile
verbs inventory-adjustment reconcile
verbs physical-inventory reconcile
verbs opening-stock receive
verbs purchase receive
verbs purchase-receipt receive
verbs stock-transfer transfer
verbs sale issue
verbs customer-return return-in
verbs sales-return return-in
verbs supplier-return return-out
verbs purchase-return return-out
verbs return-to-supplier return-out
verbs stock-revaluation revalue
verbs inventory-revaluation revalue
verbs invoice-difference revise
verbs invoice-variance revise
verbs invoice owe
verbs sales-invoice owe
verbs customer-invoice owe
verbs receivable owe
verbs payable owe side=debt
verbs purchase-invoice owe side=debt
verbs supplier-invoice owe side=debt
verbs customer-payment settle
verbs supplier-payment settle side=debt
verbs pay-supplier settle side=debt
verbs customer-advance advance
verbs supplier-advance advance side=advance-on-debt
verbs advance-to-supplier advance side=advance-on-debt
keys sku item
keys warehouse place
keys warehouse-id place
keys set-warehouse place
keys from-warehouse from
keys source-warehouse from
keys s-warehouse from
keys to-warehouse to
keys target-warehouse to
keys t-warehouse to
keys customer party
keys customer-id party
keys supplier party side=debt
keys supplier-id party side=debt
keys invoice of
keys invoices over
keys purchase-receipts over
keys invoice-date date
keys invoice-date-due due
keys invoice-portion percent
settings negative-stock negative
settings allow-negative-stock negative
pools warehouse item-place
pools per-warehouse item-place
sides receivable claim
sides receivables claim
sides payable debt
sides payables debt
sides customer claim
sides supplier debt
sides advance-on-receivable advance-on-claim
sides advance-on-payable advance-on-debt
sides customer-advance advance-on-claim
sides supplier-advance advance-on-debt
`
