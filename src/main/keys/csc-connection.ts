import type { CscLogin } from '../../adapters/key-stores/csc/csc-access.ts';
import type { CscTransport } from '../../adapters/key-stores/csc/csc-service.ts';
import type { CscServiceSettings } from './key-file-schema.ts';
import type { Secrets } from './secrets.ts';

/** The way to a signing service and how we are known there, out of its settings. */
export function toCscConnection(
  { url, timeoutSeconds, login }: Pick<CscServiceSettings, 'url' | 'timeoutSeconds' | 'login'>,
  secrets: Secrets,
): { readonly transport: CscTransport; readonly login: CscLogin } {
  return {
    transport: {
      baseUrl: url,
      timeoutMs: timeoutSeconds * 1000,
      fetch: globalThis.fetch,
      wait: (ms) => new Promise((done) => setTimeout(done, ms)),
    },
    login: toLogin(login, secrets),
  };
}

function toLogin(login: CscServiceSettings['login'], secrets: Secrets): CscLogin {
  const readSecret = () => secrets.read(login.secret);
  switch (login.kind) {
    case 'bearer':
      return { kind: 'bearer', readSecret };
    case 'basic':
      return { kind: 'basic', userName: login.userName, readSecret };
    case 'oauth2':
      return {
        kind: 'oauth2',
        clientId: login.clientId,
        readSecret,
        ...(login.tokenUrl === undefined ? {} : { tokenUrl: login.tokenUrl }),
        ...(login.scope === undefined ? {} : { scope: login.scope }),
      };
  }
}
