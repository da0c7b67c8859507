import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDocumentId } from '../../../src/shared/document-id.ts';
import { openApprovalWorld, sentRecords } from '../../support/approval-world.ts';
import type { ApprovalWorld } from '../../support/approval-world.ts';
import { openIssuingApp } from '../../support/issuing-app.ts';
import type { IssuingApp } from '../../support/issuing-app.ts';

describe('decisions on documents that cannot be, over HTTP and for real', () => {
  let world: ApprovalWorld;
  let app: IssuingApp;
  let places: readonly string[];
  let ids: readonly string[];
  beforeAll(async () => {
    world = await openApprovalWorld();
    app = openIssuingApp(world.issuer, world.environment.clock);
    const documents = await world.issue(sentRecords[0]!, sentRecords[1]!);
    ids = documents.map(({ documentId }) => documentId);
    places = ids.map((id) => `/api/v1/documents/${id}`);
  });
  afterAll(() => world.close());

  it('refuses an unknown reason, and "other" without a note', async () => {
    for (const body of [{ reason: 'because' }, { reason: 'other' }]) {
      const refused = await app.post('anan', `${places[0]}/revocation`).send(body).expect(422);
      expect(refused.body.code).toBe('reason-unknown');
    }
  });

  it('refuses a note that does not show as it is kept, and names the place', async () => {
    for (const note of ['a\u0000b', 'a\u202Eb', 'a\ud800b', 'ก'.repeat(2001)]) {
      const refused = await app
        .post('anan', `${places[0]}/suspension`)
        .send({ reason: 'fraud', note })
        .expect(400);
      expect(refused.body).toMatchObject({ code: 'request-invalid', errors: [{ at: '/note' }] });
    }
  });

  it('refuses a successor of another student, itself, and one that is not there', async () => {
    const reason = 'record-corrected';
    for (const supersededBy of [ids[2], ids[0], '0000-0000-0000-0000']) {
      const refused = await app
        .post('anan', `${places[0]}/supersession`)
        .send({ reason, supersededBy })
        .expect(422);
      expect(refused.body.code).toBe('successor-refused');
    }
  });

  it('takes the same revocation twice for one, and refuses another one, also at the same time', async () => {
    const revoke = (reason: string) =>
      app.post('benja', `${places[0]}/revocation`).send({ reason });
    await revoke('fraud').expect(200);
    await revoke('fraud').expect(200);
    const other = await revoke('issued-in-error').expect(409);
    expect(other.body.code).toBe('illegal-transition');
    expect(other.body.detail).toContain('revoked');
    const atOnce = await Promise.all(
      ['fraud', 'key-compromise'].map((reason) =>
        app.post('dao', `${places[1]}/revocation`).send({ reason }),
      ),
    );
    expect(atOnce.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('tells the second of two who have seen the same state that somebody was faster', async () => {
    const documentId = parseDocumentId(ids[3]!);
    const outcomes = await Promise.allSettled([
      world.issuer.changeDocument({
        documentId,
        operation: 'suspend',
        reason: 'fraud',
        actor: 'benja',
      }),
      world.issuer.changeDocument({
        documentId,
        operation: 'revoke',
        reason: 'fraud',
        actor: 'dao',
      }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes).toContainEqual(
      expect.objectContaining({ reason: expect.objectContaining({ code: 'changed-meanwhile' }) }),
    );
  });

  it('reinstates nothing that is revoked or was never suspended', async () => {
    for (const place of [places[0], places[2]]) {
      const refused = await app.delete('anan', `${place}/suspension`).expect(409);
      expect(refused.body.code).toBe('illegal-transition');
    }
  });
});
