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
    expect(issuing).toMatchObject([{ from: 'reserved', to: 'issued', by: 'issuer' }]);
    expect(issuing[0]!.needs).toEqual(['artifacts']);
  });

  it('reaches every state', () => {
    for (const state of documentStates.filter((name) => name !== 'reserved')) {
      expect(statesBefore(documentTransitions, state)).not.toEqual([]);
    }
  });

  it('asks for a reason and publishes a new list entry whenever a document is no longer good', () => {
    const takingBack = documentTransitions.filter(({ to }) =>
      ['suspended', 'revoked', 'superseded'].includes(to),
    );
    expect(takingBack).toHaveLength(6);
    for (const { needs, writes } of takingBack) {
      expect(needs).toContain('reason');
      expect(writes).toEqual(expect.arrayContaining(['history', 'status-bit']));
    }
  });

  it('asks for a successor exactly where a document is superseded', () => {
    for (const { to, needs, writes } of documentTransitions) {
      expect(needs.includes('successor')).toBe(to === 'superseded');
      expect(writes.includes('successor')).toBe(to === 'superseded');
    }
  });

  it('names each change once', () => {
    const changes = documentTransitions.map(({ from, to }) => `${from} ${to}`);
    expect(new Set(changes).size).toBe(changes.length);
  });

  it('writes nothing when a provisional document ends by itself', () => {
    const ends = documentTransitions.filter(({ to }) => to === 'expired');
    expect(ends).toMatchObject([{ from: 'issued', by: 'calendar', writes: [] }]);
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

  it('is approved by a second person, for what was seen', () => {
    const approval = batchTransitions.filter(({ to }) => to === 'approved');
    expect(approval).toMatchObject([{ needs: ['second-person', 'seen'] }]);
  });

  it('reaches every state but the first', () => {
    for (const state of batchStates.filter((name) => name !== 'received')) {
      expect(statesBefore(batchTransitions, state)).not.toEqual([]);
    }
  });
});
