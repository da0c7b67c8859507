import { describe, expect, it } from '@jest/globals';
import { loadConfiguration } from '../../../src/main/configuration/load-configuration.ts';
import { toMaskedConfiguration } from '../../../src/main/configuration/masked-configuration.ts';

const load = (environment: Readonly<Record<string, string>>) =>
  loadConfiguration({ environment, flags: {}, workingFolder: '/nowhere' });
const timeStamping = (settings: object) =>
  load({ PARINYA_TIME_STAMPING: JSON.stringify(settings) });

describe('Settings of time-stamp authorities and revocation services', () => {
  it('come as JSON from the environment, with the defaults of what is left out', () => {
    const { settings } = load({
      PARINYA_TIME_STAMPING: '{"authorities":[{"url":"https://tsa.example/tsr"}]}',
      PARINYA_REVOCATION: '{"hosts":["ocsp.example:8080","*.ca.example"]}',
    });
    expect(settings.timeStamping).toMatchObject({
      authorities: [{ url: 'https://tsa.example/tsr', timeoutMs: 10_000 }],
      concurrency: 8,
      attempts: 3,
    });
    expect(settings.revocation).toMatchObject({
      hosts: ['ocsp.example:8080', '*.ca.example'],
      allowPrivateAddresses: false,
      maxCrlBytes: 10_485_760,
    });
  });

  it('ask nobody when nothing is said', () => {
    const { settings } = load({});
    expect(settings.timeStamping.authorities).toEqual([]);
    expect(settings.revocation.hosts).toEqual([]);
  });

  it('are shown without their secrets', () => {
    const authority = {
      url: 'https://tsa.example/',
      username: 'sommut',
      password: 'hush',
      clientCertificate: { pkcs12: 'tsa.p12', passphrase: 'quiet' },
    };
    const shown = JSON.stringify(toMaskedConfiguration(timeStamping({ authorities: [authority] })));
    expect(shown).toContain('sommut');
    expect(shown).not.toMatch(/hush|quiet/);
  });

  it.each([
    ['a password in the URL', { authorities: [{ url: 'https://a:b@tsa.example/' }] }, 'url'],
    [
      'a password without a name',
      { authorities: [{ url: 'https://tsa.example/', password: 'x' }] },
      'username',
    ],
    [
      'another scheme',
      { authorities: [{ url: 'ldap://tsa.example/' }] },
      'timeStamping.authorities.0.url',
    ],
    ['a setting that is none', { authority: [] }, 'timeStamping.authority'],
    ['no concurrency', { concurrency: 0 }, 'timeStamping.concurrency'],
  ])('are refused with %s, by name', (_, settings, named) => {
    expect(() => timeStamping(settings)).toThrow(named);
  });

  it('that are no JSON are refused without quoting them', () => {
    expect(() => load({ PARINYA_TIME_STAMPING: 'hush' })).toThrow(/timeStamping/);
    expect(() => load({ PARINYA_TIME_STAMPING: 'hush' })).not.toThrow(/hush/);
  });
});
