import { describe, expect, it } from '@jest/globals';
import { batchStates, documentStates } from '../../src/registry/states.ts';
import {
  batchTransitions,
  documentTransitions,
  isTransitionAllowed,
  statesBefore,
} from '../../src/registry/transitions.ts';

describe('what may happen to a document', () => {
  it('lets nothing follow a revocation', () => {
    expect(documentTransitions.filter(({ from }) => from === 'revoked')).toEqual([]);
  });

  it('never takes an issued document back to reserved', () => {
    expect(statesBefore(documentTransitions, 'reserved')).toEqual([]);
  });

  it('lets only the issuing machinery issue', () => {
    const issuing = documentTransitions.filter(({ from }) => from === 'reserved');
    expect(issuing).toEqual([{ from: 'reserved', to: 'issued', by: 'issuer' }]);
  });

  it('reaches every state', () => {
    for (const state of documentStates.filter((name) => name !== 'reserved')) {
      expect(statesBefore(documentTransitions, state)).not.toEqual([]);
    }
  });

  it('takes back a suspension but not a revocation', () => {
    expect(isTransitionAllowed(documentTransitions, 'suspended', 'issued')).toBe(true);
    expect(isTransitionAllowed(documentTransitions, 'revoked', 'issued')).toBe(false);
  });
});

describe('what may happen to a batch', () => {
  it('comes to approval before it is issued, by every way', () => {
    expect(statesBefore(batchTransitions, 'issuing')).toEqual(['approved']);
    expect(statesBefore(batchTransitions, 'approved')).toEqual(['awaiting-approval']);
  });

  it('lets only an approver approve or reject', () => {
    const decisions = batchTransitions.filter(({ to }) => to === 'approved' || to === 'rejected');
    expect(new Set(decisions.map(({ by }) => by))).toEqual(new Set(['approver']));
  });

  it('reaches every state but the first', () => {
    for (const state of batchStates.filter((name) => name !== 'received')) {
      expect(statesBefore(batchTransitions, state)).not.toEqual([]);
    }
  });
});
