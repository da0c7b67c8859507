import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  serveServices,
  toRemoteServices,
} from '../../../src/adapters/worker-pool/remote-services.ts';
import { AppError } from '../../../src/shared/app-error.ts';
import type { ArchivalServices } from '../../../src/signing/pades/archival-services.ts';

const text = { th: 'ช้า', en: 'slow' };
const services: ArchivalServices = {
  timestamps: {
    stamp: (digest) =>
      digest[0] === 9
        ? Promise.reject(new AppError('time-stamp-timeout', text))
        : Promise.resolve(Uint8Array.of(...digest, 1)),
    tokenBytes: () => Promise.reject(new TypeError('a bug')),
  },
  material: {
    collect: (signerPath, tokens) =>
      Promise.resolve({ certificates: signerPath, ocspResponses: tokens, crls: [] }),
  },
};

describe('Services asked from another thread', () => {
  let port: MessagePort | undefined;
  afterEach(() => port?.close());
  function open(): ArchivalServices {
    const { port1, port2 } = new MessageChannel();
    port = port1;
    serveServices(port1, services);
    return toRemoteServices(port2);
  }

  it('answer each question with its own answer, whatever the order', async () => {
    const { timestamps, material } = open();
    const [first, second, collected] = await Promise.all([
      timestamps.stamp(Uint8Array.of(1)),
      timestamps.stamp(Uint8Array.of(2)),
      material.collect([Uint8Array.of(3)], [Uint8Array.of(4)]),
    ]);
    expect([...first]).toEqual([1, 1]);
    expect([...second]).toEqual([2, 1]);
    expect(collected).toEqual({
      certificates: [Uint8Array.of(3)],
      ocspResponses: [Uint8Array.of(4)],
      crls: [],
    });
  });

  it('bring known failures back with code and sentences, and bugs as errors', async () => {
    const { timestamps } = open();
    await expect(timestamps.stamp(Uint8Array.of(9))).rejects.toMatchObject({
      name: 'AppError',
      code: 'time-stamp-timeout',
      text,
    });
    await expect(timestamps.tokenBytes()).rejects.toThrow('a bug');
  });
});
