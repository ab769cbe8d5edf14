import { describe, expect, it } from 'vitest';
import {
  caseWorkflowId,
  invoiceWorkflowId,
  parseCaseWorkflowId,
  parseInvoiceWorkflowId,
} from '../../contracts/ids.ts';

describe('The id of a workflow', () => {
  it.each(['1001', '2026/001', 'é 👍🏽%', "(it's!*)"])('says which invoice or case it is: %s', (name) => {
    expect(parseInvoiceWorkflowId(invoiceWorkflowId('acme', name))).toEqual({
      creditor: 'acme',
      number: name,
    });
    expect(parseCaseWorkflowId(caseWorkflowId('acme', name))).toEqual({ creditor: 'acme', reference: name });
  });

  // Anybody may start a workflow under any id: the books are asked for what those name.
  it.each(['a%00b', '%ED%A0%BD', '%'])('is of another kind where it names what no books hold: %s', (name) => {
    expect(parseInvoiceWorkflowId(`invoice/acme/${name}`)).toBeUndefined();
    expect(parseCaseWorkflowId(`case/${name}/1001`)).toBeUndefined();
  });
});
