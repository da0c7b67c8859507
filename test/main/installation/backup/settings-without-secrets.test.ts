import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { configurationSchema } from '../../../../src/main/configuration/configuration-schema.ts';
import { toSettingsWithoutSecrets } from '../../../../src/main/installation/backup/settings-without-secrets.ts';
import { findLeaks } from '../../../support/canary.ts';
import { readInstitutions } from '../../../support/issuing-world.ts';

const [institution] = [...readInstitutions().values()];
const { crest, ...plain } = institution!;

describe('settings as a backup holds them', () => {
  const secrets = {
    access: 'canary-access-key-000000',
    organisation: 'canary-organisation-key-0',
    passphrase: 'canary-passphrase',
    password: 'canary-password',
    data: 'canary-data-key',
    receipt: 'canary-receipt-key',
  };
  const settings = {
    registrarKeys: [{ key: secrets.access, actor: 'anan', institutionCode: '99001' }],
    organisationKeys: [{ key: secrets.organisation, organisation: 'employer' }],
    institutions: [{ ...plain, signer: { pkcs12: 'a.p12', passphrase: secrets.passphrase } }],
    timeStamping: {
      authorities: [
        { url: 'https://tsa.example/', username: 'parinya', password: secrets.password },
      ],
    },
    dataKey: secrets.data,
    receiptKey: secrets.receipt,
  };
  const kept = toSettingsWithoutSecrets(settings);

  it('hold no secret in any form', () => {
    expect(crest).toBeDefined();
    expect(findLeaks(JSON.stringify(settings), secrets)).toHaveLength(Object.keys(secrets).length);
    expect(findLeaks(JSON.stringify(kept), secrets)).toEqual([]);
  });

  it('are still settings, with which the same access keys open', () => {
    const parsed = configurationSchema.parse(kept);
    const digest = createHash('sha256').update(secrets.access).digest('hex');
    expect(parsed.registrarKeys[0]!.key).toBe(`sha256:${digest}`);
    expect(toSettingsWithoutSecrets(kept)).toEqual(kept);
  });
});
