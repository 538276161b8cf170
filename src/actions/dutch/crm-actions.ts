/** In Dutch, by their English texts: what the CRM's own workflow editor shows of our actions beside their forms. */
export const crmActionTexts: Readonly<Record<string, string>> = {
  "When something must be fixed": "Als er iets opgelost moet worden",
  "Whether the record waits in this workflow until somebody fixed it in Ledgerline, or goes on at once. Not chosen: it waits.":
    "Of het record in deze workflow wacht tot iemand het in Ledgerline opgelost heeft, of meteen verdergaat. Niet gekozen: het wacht.",
  "Wait here until it is fixed": "Hier wachten tot het opgelost is",
  "Go on with the next action": "Verdergaan met de volgende actie",
  "Days to wait at most": "Hoogstens zoveel dagen wachten",
  "After that the record goes on, and the action counts as failed. From 1 to 28. Empty: 7.": "Daarna gaat het record verder, en telt de actie als mislukt. Van 1 tot 28. Leeg: 7.",
  "Ask somebody before it is created": "Iemand vragen voordat het gemaakt wordt",
  "The record waits here until somebody looked at the exact document under Approvals in Ledgerline. A no lets it go on without a document, and the action counts as failed. Not chosen: nobody is asked.":
    "Het record wacht hier tot iemand in Ledgerline onder Goedkeuringen naar het exacte document gekeken heeft. Na een nee gaat het zonder document verder, en telt de actie als mislukt. Niet gekozen: er wordt niets gevraagd.",
  "Amount to ask from": "Vragen vanaf dit bedrag",
  "Documents an hour at most": "Hoogstens zoveel documenten per uur",
  "Beyond it this action is paused, records wait, and somebody resumes it in Ledgerline. Empty: no limit.": "Daarboven pauzeert deze actie, wachten records, en hervat iemand haar in Ledgerline. Leeg: geen grens.",
  "Largest document": "Grootste document",
  "With its currency: 5000 USD. A larger document pauses this action before it is created. Empty: no limit.": "Met de valuta: 5000 EUR. Een groter document pauzeert deze actie voordat het gemaakt wordt. Leeg: geen grens.",
  "When the record comes here again": "Als het record hier weer komt",
  "Not chosen: it gets the document that exists, so that nobody is billed twice.": "Niet gekozen: het krijgt het document dat er al is, zodat niemand twee keer een factuur krijgt.",
  "Give it the document that exists": "Het document geven dat er al is",
  "Create another one": "Nog een document maken",
};
