import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { encodeTimeStampRequest } from '../../../../../src/formats/tsp/time-stamp-request.ts';
import { parseTimeStampResponse } from '../../../../../src/formats/tsp/time-stamp-response.ts';
import { parseTimeStampToken } from '../../../../../src/formats/tsp/time-stamp-token.ts';
import { parseCrl } from '../../../../../src/formats/crl/certificate-revocation-list.ts';
import { runCommandLine } from '../../../../../src/main/cli/run-command-line.ts';
import { formatInstant } from '../../../../../src/shared/instant.ts';
import {
  openCommandLineFixture,
  type CommandLineFixture,
} from '../../../../support/command-line-fixture.ts';
import { seededRandom } from '../../../../support/issuing-world.ts';
import { testNow } from '../../../../support/test-pki.ts';

const START = '2027-02-03T04:05:06Z';

describe('parinya dev-pki serve', () => {
  let cli: CommandLineFixture;
  let url: string;
  let stop: () => void;
  let serving: Promise<number>;
  let now = testNow;
  beforeAll(async () => {
    cli = openCommandLineFixture();
    await cli.run('init', '--development');
    const stopped = new Promise<void>((resolve) => (stop = resolve));
    const said = new Promise<string>((resolve) => {
      const line = {
        writeOutput: resolve,
        writeMessage: () => undefined,
        isTerminal: false,
        environment: {},
        workingFolder: cli.folder,
        clock: { now: () => now },
        random: seededRandom(8),
        stopped,
      };
      serving = runCommandLine(['dev-pki', 'serve', '--at', START], line);
    });
    ({ url } = JSON.parse(await said) as { readonly url: string });
  });
  afterAll(() => cli.remove());

  /** The time that the authority says it is. */
  async function askTime(): Promise<string> {
    const request = encodeTimeStampRequest({
      digestName: 'SHA-256',
      digest: new Uint8Array(32),
      nonce: 5n,
      wantsCertificates: true,
    });
    const response = await fetch(`${url}/tsa`, { method: 'POST', body: new Uint8Array(request) });
    const answer = parseTimeStampResponse(new Uint8Array(await response.arrayBuffer()));
    if (answer.kind === 'refused') throw new Error('refused');
    return formatInstant(parseTimeStampToken(answer.token).time);
  }
  const setClock = (body: string) => fetch(`${url}/clock`, { method: 'PUT', body });

  it('starts its clock where it is told, and lets it go on', async () => {
    expect(await askTime()).toBe(START);
    now = (now + 61_000) as typeof now;
    expect(await askTime()).toBe('2027-02-03T04:06:07Z');
  });

  it('sets it to whatever time is put, past or future, for all of its services', async () => {
    for (const time of ['2026-12-24T18:00:00Z', '2033-06-01T00:00:00Z']) {
      expect((await setClock(`${time}\n`)).status).toBe(204);
      expect(await askTime()).toBe(time);
    }
    const list = await fetch(`${url}/public-universities.crl`);
    const { thisUpdate } = parseCrl(new Uint8Array(await list.arrayBuffer()));
    expect(formatInstant(thisUpdate).slice(0, 4)).toBe('2033');
  });

  it('leaves it alone for what is no time', async () => {
    for (const body of ['', 'tomorrow', '2026-13-01T00:00:00Z', 'x'.repeat(100)]) {
      expect((await setClock(body)).status).toBe(400);
    }
    expect(await askTime()).toBe('2033-06-01T00:00:00Z');
    expect((await fetch(`${url}/clock`)).status).toBe(404);
  });

  it('ends when it is asked to', async () => {
    stop();
    expect(await serving).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });
});
