/** In Dutch, by their English texts: the recipes. */
export const recipeTexts: Readonly<Record<string, string>> = {
  "Signed quote to invoice": "Ondertekende offerte naar factuur",
  "When a quote is signed, its line items are invoiced to the person who signed it.": "Als een offerte ondertekend wordt, worden de regels gefactureerd aan wie ondertekende.",
  "Signed quote to estimate": "Ondertekende offerte naar QuickBooks-offerte",
  "When a quote is signed, it becomes an estimate in QuickBooks, to be invoiced there.": "Als een offerte ondertekend wordt, wordt ze een offerte in QuickBooks, om daar te factureren.",
  "Won deal to invoice": "Gewonnen deal naar factuur",
  "When a deal is won, its line items are invoiced.": "Als een deal gewonnen wordt, worden de regels gefactureerd.",
  "Deal paid by payment link to sales receipt": "Via betaallink betaalde deal naar verkoopbon",
  "Deals that a payment link makes are paid already: they become sales receipts.": "Deals die uit een betaallink komen, zijn al betaald: ze worden verkoopbonnen.",
  "Deposit, then the rest on delivery": "Aanbetaling, dan de rest bij levering",
  "When a deal is won, half of it is invoiced; the rest follows on the date of delivery, which you choose among your deal's properties.": "Als een deal gewonnen wordt, wordt de helft gefactureerd; de rest volgt op de leverdatum, die u uit de eigenschappen van uw deal kiest.",
  "Payment to paid invoice": "Betaling naar betaalde factuur",
  "When a payment succeeds, an invoice is made together with the payment that settles it.": "Als een betaling slaagt, wordt een factuur gemaakt samen met de betaling die haar voldoet.",
  "Payment to sales receipt and fee": "Betaling naar verkoopbon en kosten",
  "When a payment succeeds, it becomes a sales receipt, and the processor's fee an expense.": "Als een betaling slaagt, wordt ze een verkoopbon, en de kosten van de verwerker een uitgave.",
  "Refund to refund receipt": "Terugbetaling naar terugbetalingsbon",
  "Each refund of a payment, whole or in part, becomes a refund receipt.": "Elke terugbetaling van een betaling, geheel of ten dele, wordt een terugbetalingsbon.",
};
