import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { createHttpFixture, issueFor } from '../support/http-fixture.ts';
import type { HttpFixture } from '../support/http-fixture.ts';

function drop({ app }: HttpFixture, language: string, content: string): request.Test {
  return request(app)
    .post(`/verify?lang=${language}`)
    .attach('pdf', Buffer.from(content), { filename: 't.pdf', contentType: 'application/pdf' });
}

/** What a browser would run or style although the policy forbids it. */
const INLINE = /<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=|<style|javascript:/i;

describe('the verify page', () => {
  it('is written in the language that was asked for, and says so', async () => {
    const { app } = createHttpFixture();
    const thai = await request(app).get('/verify').expect(200);
    expect(thai.text).toMatch(/^<!doctype html><html lang="th">/);
    expect(thai.text).toContain('วางไฟล์ PDF ที่นี่');
    const english = await request(app).get('/verify').set('Accept-Language', 'en-US,th;q=0.3');
    expect(english.text).toContain('<html lang="en">');
    expect(english.text).toContain('Drop the PDF here');
    expect(english.headers['content-language']).toBe('en');
  });

  it('keeps a language that was chosen by its link', async () => {
    const { app } = createHttpFixture();
    const chosen = await request(app).get('/verify?lang=en').set('Accept-Language', 'th');
    expect(chosen.text).toContain('<html lang="en">');
    const [cookie] = chosen.headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/^lang=en; .*HttpOnly; SameSite=Lax/);
    const later = await request(app).get('/verify').set('Cookie', 'lang=en');
    expect(later.text).toContain('<html lang="en">');
    const nonsense = await request(app).get('/verify?lang=xx').set('Cookie', 'lang=%E0');
    expect(nonsense.text).toContain('<html lang="th">');
  });

  it('says truly what happens with the file', async () => {
    const { app } = createHttpFixture();
    const thai = await request(app).get('/verify?lang=th');
    expect(thai.text).toContain('ไฟล์จะถูกส่งมาตรวจที่เซิร์ฟเวอร์นี้ และไม่เก็บไว้หลังตรวจเสร็จ');
    const english = await request(app).get('/verify?lang=en');
    expect(english.text).toContain('The file is sent to this server to be checked');
  });

  it('answers a form without a script with a whole page', async () => {
    const fixture = createHttpFixture();
    const [id] = await issueFor(fixture, ['S1']);
    const thai = await drop(fixture, 'th', `%PDF genuine id:${id}`).expect(200);
    expect(thai.text).toContain('เอกสารนี้เป็นของจริงและยังมีผลใช้ได้');
    expect(thai.text).toContain('24\u00A0พฤศจิกายน\u00A02569');
    expect(thai.text).toContain('มหาวิทยาลัยตัวอย่าง');
    const english = await drop(fixture, 'en', `%PDF genuine id:${id}`).expect(200);
    expect(english.text).toContain('This document is genuine and in force');
    const forged = await drop(fixture, 'en', `%PDF forged id:${id}`).expect(200);
    expect(forged.text).toContain('This document was changed after signing. Do not rely on it');
    expect(forged.text).toContain('symbol-failed');
    expect(forged.text).toContain('What the file says of itself');
    expect(english.text).not.toContain('What the file says of itself');
    const [firstCheck] = /<ol class="checks">.*?<code>.*?<\/code>/.exec(forged.text)!;
    expect(firstCheck).toContain('signature/digest / HASH_FAILURE');
    expect(forged.text).not.toContain('genuine and in force');
  });

  it('says that a document is revoked, and since when', async () => {
    const fixture = createHttpFixture();
    const [id] = await issueFor(fixture, ['S1']);
    await request(fixture.app)
      .post(`/api/v1/documents/${id}/revocation`)
      .set('Authorization', 'Bearer key-of-anan-000000000001')
      .send({ reason: 'fraud' })
      .expect(200);
    const thai = await drop(fixture, 'th', `%PDF genuine id:${id}`).expect(200);
    expect(thai.text).toContain('สถาบันเพิกถอนเอกสารนี้แล้วเมื่อ');
  });

  it('never shows what could not be checked as good or as forged', async () => {
    const fixture = createHttpFixture();
    const answer = await drop(fixture, 'en', '%PDF unknown').expect(200);
    expect(answer.text).toContain('answer-undetermined');
    expect(answer.text).toContain('Not everything could be checked');
    expect(answer.text).not.toContain('answer-passed');
    expect(answer.text).not.toContain('answer-failed');
  });

  it('says what is wrong with an upload where another file can be chosen', async () => {
    const fixture = createHttpFixture({
      limits: { verifications: { requests: 1, windowSeconds: 60 } },
    });
    const { app } = fixture;
    const empty = await request(app).post('/verify?lang=en').field('expected', '').expect(400);
    expect(empty.text).toContain('No file was chosen');
    expect(empty.text).toContain('data-drop-zone');
    const often = await drop(fixture, 'en', '%PDF').expect(429);
    expect(often.text).toContain('<h1>');
    const other = await request(createHttpFixture().app)
      .post('/verify?lang=en')
      .type('form')
      .send('x=1')
      .expect(415);
    expect(other.text).toContain('data-drop-zone');
  });

  it('shows what a hostile file says as text', async () => {
    const fixture = createHttpFixture();
    fixture.verifier.verify = () =>
      Promise.resolve({
        indication: 'TOTAL-FAILED',
        subIndication: 'FORMAT_FAILURE',
        validationTime: '2026-11-24T03:00:00Z',
        document: {
          documentId: '<script>alert(1)</script>',
          institution: null,
          kind: '<img src=x onerror=alert(1)>',
          language: null,
          issuedAt: '"><b>',
        },
        registry: { state: 'not-checked', since: null, reason: null, supersededBy: null },
        signatures: [],
        sidecar: null,
        checks: [],
        developmentOnly: true,
      });
    const answer = await drop(fixture, 'en', '%PDF').expect(200);
    expect(answer.text).not.toContain('<script>alert');
    expect(answer.text).toContain('for trying out only');
    expect(answer.text).not.toContain('<img');
    expect(answer.text).not.toContain('"><b>');
  });
});

describe("a document's page", () => {
  it('tells only what the registry may tell anyone, and that the copy is not checked', async () => {
    const fixture = createHttpFixture();
    const [id] = await issueFor(fixture, ['6401234567']);
    const page = await request(fixture.app).get(`/v/${id}?lang=en`).expect(200);
    expect(page.text).toContain('Example University');
    expect(page.text).toContain('Your copy has not been checked yet.');
    expect(page.text).not.toContain('symbol-passed');
    expect(page.text).not.toContain('6401234567');
    expect(page.text).toContain('noindex');
  });

  it('warns when the file is another document than the one looked up', async () => {
    const fixture = createHttpFixture();
    const [one, other] = await issueFor(fixture, ['S1', 'S2']);
    const answer = await drop(fixture, 'en', `%PDF genuine id:${other}`).field('expected', one!);
    expect(answer.text).toContain(`This file is not the document ${one}`);
    const same = await drop(fixture, 'en', `%PDF genuine id:${one}`).field('expected', one!);
    expect(same.text).not.toContain('This file is not the document');
  });

  it.each(['7K3M-9QXT-2WBD-4HN8', 'nonsense', '<b>'])(
    'is a page with a way on for the unknown id %s',
    async (id) => {
      const { app } = createHttpFixture();
      const page = await request(app)
        .get(`/v/${encodeURIComponent(id)}?lang=en`)
        .expect(404);
      expect(page.text).toContain('No document with this id');
      expect(page.text).not.toContain('<b>');
    },
  );

  it('is found by typing its id, however it is typed', async () => {
    const fixture = createHttpFixture();
    const [id] = await issueFor(fixture, ['S1']);
    const typed = id!.toLowerCase().replaceAll('-', ' ');
    await request(fixture.app)
      .get('/v')
      .query({ id: typed, lang: 'en' })
      .expect(302)
      .expect('Location', `/v/${id}?lang=en`);
    await request(fixture.app).get('/v').query({ id: 'x' }).expect(404);
    await request(fixture.app).get('/v').expect(404);
  });
});

describe('the claim pages', () => {
  const claim = { claimCode: 'CLAIM-S1', birthDate: '2000/07/21' };

  it('lead a graduate from the code to the own documents', async () => {
    const fixture = createHttpFixture();
    const [own, other] = await issueFor(fixture, ['S1', 'S2']);
    const agent = request.agent(fixture.app);
    await agent.get('/claim/documents').expect(303).expect('Location', '/claim?lang=th');
    const opened = await agent.post('/claim?lang=en').type('form').send(claim).expect(303);
    const [cookie] = opened.headers['set-cookie']!.slice(-1);
    expect(cookie).toMatch(/^graduate=.*; Path=\/claim; HttpOnly; SameSite=Strict$/);
    const list = await agent.get('/claim/documents?lang=en').expect(200);
    expect(list.text).toContain(own);
    expect(list.text).not.toContain(other);
    const pdf = await agent.get(`/claim/documents/${own}/pdf`).expect(200);
    expect(pdf.headers['content-disposition']).toBe(`attachment; filename="${own}.pdf"`);
    await agent.get(`/claim/documents/${own}/sidecar`).expect(200);
    await agent.get(`/claim/documents/${other}/pdf`).expect(404);
    await agent.post('/claim/leave').expect(303);
    await agent.get('/claim/documents').expect(303);
  });

  it('say no without saying which of the two was wrong', async () => {
    const fixture = createHttpFixture();
    await issueFor(fixture, ['S1']);
    const send = (body: object): request.Test =>
      request(fixture.app).post('/claim?lang=en').type('form').send(body);
    const code = await send({ ...claim, claimCode: 'CLAIM-S9' }).expect(403);
    const date = await send({ ...claim, birthDate: '2000-07-22' }).expect(403);
    expect(code.text).toBe(date.text);
    await send({ claimCode: '', birthDate: '' }).expect(400);
    await request(fixture.app).post('/claim').send(claim).expect(400);
  });

  it('take no form from another site, and send the cookie over TLS only where there is TLS', async () => {
    const fixture = createHttpFixture({ isHttps: true });
    await issueFor(fixture, ['S1']);
    const send = (site: string): request.Test =>
      request(fixture.app).post('/claim').set('Sec-Fetch-Site', site).type('form').send(claim);
    await send('cross-site').expect(403);
    const own = await send('same-origin').expect(303);
    expect(String(own.headers['set-cookie'])).toContain('; Secure');
  });
});

describe('every page', () => {
  it('has nothing inline, one main heading and the language of its text', async () => {
    const fixture = createHttpFixture();
    const [id] = await issueFor(fixture, ['S1']);
    const paths = ['/verify', `/v/${id}`, '/v/x', '/claim', '/nowhere', '/problems/not-found'];
    for (const language of ['th', 'en']) {
      for (const path of paths) {
        const { text } = await request(fixture.app).get(`${path}?lang=${language}`);
        expect({ path, inline: INLINE.exec(text)?.[0] ?? null }).toEqual({ path, inline: null });
        expect({ path, headings: text.match(/<h1/g)?.length }).toEqual({ path, headings: 1 });
        expect(text).toContain(`<html lang="${language}">`);
        expect(text).toContain(`href="${path}?lang=${language === 'th' ? 'en' : 'th'}"`);
      }
    }
  });

  it('is a page even when something goes wrong, with the id to report', async () => {
    const fixture = createHttpFixture();
    fixture.verifier.verify = () => Promise.reject(new Error('Somsri'));
    const page = await drop(fixture, 'en', '%PDF').expect(500);
    expect(page.text).toContain(page.headers['x-request-id']);
    expect(page.text).not.toContain('Somsri');
    expect(JSON.stringify(fixture.log)).not.toContain('Somsri');
    await request(fixture.app).get('/problems/no-such-code').expect(404);
  });
});

describe('the state of a document on another day', () => {
  const page = async (query: string) => {
    const fixture = createHttpFixture();
    const [id] = await issueFor(fixture, ['S1']);
    return request(fixture.app).get(`/v/${id}${query}`);
  };

  it('is asked for with a plain form, which needs no script', async () => {
    const { text, status } = await page('?lang=en');
    expect(status).toBe(200);
    expect(text).toMatch(/<form class="then-form" method="get" action="\/v\/[0-9A-Z-]+#then">/);
    expect(text).not.toContain('then-answer');
    expect(text).not.toMatch(INLINE);
  });

  it('is answered in a sentence with both days, in Thai and in English', async () => {
    const thai = await page('?lang=th&on=2569-11-24&known=');
    expect(thai.text).toContain('เอกสารนี้มีผลใช้ได้');
    expect(thai.text).toContain('สิ้นวันที่ 24\u00A0พฤศจิกายน\u00A02569 ตามที่รู้เมื่อ วันนี้');
    const english = await page('?lang=en&on=2026-11-24&known=2026-11-23');
    expect(english.text).toContain('The registry did not hold this document yet');
    expect(english.text).toContain(
      'At the end of 24\u00A0November\u00A02026, as known on 23\u00A0November\u00A02026:',
    );
  });

  it('keeps the question when the language is changed, and says what is no day', async () => {
    const { text } = await page('?lang=en&on=2026-11-20&known=2026-11-21');
    expect(text).toContain('?lang=th&amp;on=2026-11-20&amp;known=2026-11-21');
    const { status, text: faulty } = await page('?lang=en&on=2030-01-01');
    expect(status).toBe(400);
    expect(faulty).toContain('Choose days that exist and are not later than today.');
    expect(faulty).toContain('value="2030-01-01"');
    const hostile = await page('?lang=en&on=%22%3E%3Cscript%3E');
    expect(hostile.text).not.toContain('"><script>');
  });
});
