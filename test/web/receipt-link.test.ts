import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { createHttpFixture } from '../support/http-fixture.ts';
import { memoryReceipts } from '../support/receipts.ts';

const drop = (fixture: ReturnType<typeof createHttpFixture>) =>
  request(fixture.app)
    .post('/verify?lang=en')
    .attach('pdf', Buffer.from('%PDF forged'), 'x.pdf')
    .expect(200);

describe('the receipt on the answer page', () => {
  it('is a file to download, without a script and without a second request', async () => {
    const { text } = await drop(createHttpFixture({ receipts: memoryReceipts() }));
    const link = /<a class="button" download="receipt-2026-11-24\.jwt" href="([^"]+)"/.exec(text);
    expect(link![1]).toMatch(
      /^data:application\/verification-receipt\+jwt,[\w-]+\.[\w-]+\.[\w-]+$/,
    );
    expect(text).toContain('The file was sent to this server to be checked, and was not kept.');
  });

  it('is not offered where the verifier has no key', async () => {
    const fixture = createHttpFixture();
    expect((await drop(fixture)).text).not.toContain('Receipt');
    const form = await request(fixture.app).get('/verify?lang=en').expect(200);
    expect(form.text).toContain('data-receipts="false"');
  });
});
