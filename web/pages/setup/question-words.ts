/** The bookkeeper's questions in words: what is asked, and why it matters. */
import { useLingui } from "@lingui/react/macro";
import type { SetupQuestion } from "#domain/setup.ts";

/** In the language that is shown. */
export function useQuestionWords(): Record<SetupQuestion, { title: string; why: string }> {
  const { t } = useLingui();
  return {
    "customers-found": { title: t`How are your customers found in QuickBooks?`, why: t`A wrong match bills somebody else; no match means a second customer for the same person.` },
    "customers-created": { title: t`May a missing customer be created?`, why: t`Your customer list stays as clean as the contacts that may get into it.` },
    "products-found": { title: t`How are your products found in QuickBooks?`, why: t`The product decides which account a sale is booked to.` },
    "products-created": { title: t`What happens to a product that QuickBooks does not have?`, why: t`Without an answer the document stops and a person is asked; a created product needs an income account, or its sales cannot be booked.` },
    tax: { title: t`How is sales tax booked?`, why: t`Tax that is booked wrongly stands in your return; ask whoever files it when in doubt.` },
    money: { title: t`How is money shown, and where does it go?`, why: t`Discounts and receipts of nothing change what your reports say. The account that a payment is deposited to is chosen in each workflow, and is usually Undeposited Funds.` },
    "closed-period": { title: t`What if a date is in a closed period?`, why: t`Figures that you reported already must not change afterwards.` },
    "differing-total": { title: t`What if QuickBooks comes to another total?`, why: t`The customer should not get a document with an amount that nobody agreed to.` },
  };
}
