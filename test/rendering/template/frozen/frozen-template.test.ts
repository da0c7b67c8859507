import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freezeTemplate } from '../../../../src/rendering/template/frozen/freeze-template.ts';
import {
  encodeFrozenTemplate,
  frozenTemplateDigestHex,
  readFrozenTemplate,
  toFingerprintHex,
} from '../../../../src/rendering/template/frozen/frozen-template.ts';
import type { FrozenTemplate } from '../../../../src/rendering/template/frozen/frozen-template.ts';
import { openFrozenTemplate } from '../../../../src/rendering/template/frozen/open-frozen-template.ts';
import { loadInstitutionTemplate } from '../../../../src/rendering/template/load-institution-template.ts';
import { isAppError } from '../../../../src/shared/app-error.ts';
import { defaultGradingScheme } from '../../../../src/transcript/grading-schemes.ts';
import type { Institution } from '../../../../src/transcript/institution.ts';
import { compileFor } from '../../support/render-samples.ts';
import {
  sampleInstitution,
  sampleRecords,
  toSampleDocument,
} from '../../support/sample-documents.ts';

const fontFile = (weight: string) =>
  createRequire(import.meta.url).resolve(`@expo-google-fonts/sarabun/${weight}.ttf`);
const LIGHT = fontFile('300Light/Sarabun_300Light');
const MEDIUM = fontFile('500Medium/Sarabun_500Medium');
const CREST =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path fill="currentColor" d="M0 0H10V10Z"/></svg>';
const templatesFolder = 'templates/transcripts';

describe('a frozen template', () => {
  let design: string;
  let institution: Institution;
  beforeEach(() => {
    design = mkdtempSync(join(tmpdir(), 'parinya-frozen-'));
    institution = { ...sampleInstitution(), design };
    copyFileSync(LIGHT, join(design, 'own.ttf'));
    writeFileSync(join(design, 'crest.svg'), CREST);
    writeDesign({ colours: { accent: '#7A1F2B' }, legend: { en: { A: 'Outstanding' } } });
  });
  afterEach(() => {
    rmSync(design, { recursive: true });
  });

  function writeDesign(content: object): void {
    const always = { crest: 'crest.svg', fonts: { regular: 'own.ttf' } };
    writeFileSync(join(design, 'design.json'), JSON.stringify({ ...always, ...content }));
  }

  const freeze = (of: Institution = institution): Uint8Array =>
    encodeFrozenTemplate(
      freezeTemplate(loadInstitutionTemplate('classic', of), of, defaultGradingScheme()),
    );

  const open = (bytes: Uint8Array, changes: Partial<FrozenTemplate> = {}) =>
    openFrozenTemplate(
      { ...readFrozenTemplate(bytes), ...changes },
      { templatesFolder, designFolder: design },
    );

  function render(template: ReturnType<typeof open>): Uint8Array {
    const document = toSampleDocument(sampleRecords()[6]!, 'en');
    return compileFor([document], 'en', institution, template).render(document);
  }

  function objectionTo(bytes: Uint8Array, changes: Partial<FrozenTemplate> = {}): string {
    try {
      open(bytes, changes);
    } catch (error) {
      if (isAppError(error) && error.code === 'template-changed') return error.text.en;
      throw error;
    }
    throw new Error('an AppError was expected');
  }

  it('gives the same documents as the template that was frozen', () => {
    const bytes = freeze();
    expect(render(open(bytes))).toEqual(render(loadInstitutionTemplate('classic', institution)));
  });

  it('stays as it was when template, design or crest are edited, or spoilt', () => {
    const bytes = freeze();
    const before = render(open(bytes));
    writeDesign({ colours: { accent: '#123456' } });
    writeFileSync(join(design, 'crest.svg'), CREST.replace('M0 0', 'M5 5'));
    expect(freeze()).not.toEqual(bytes);
    expect(render(open(bytes))).toEqual(before);
    writeFileSync(join(design, 'design.json'), 'no JSON');
    rmSync(join(design, 'crest.svg'));
    expect(render(open(bytes))).toEqual(before);
  });

  it('has one digest for one content, and another for whatever changes a document', () => {
    const digest = frozenTemplateDigestHex(freeze());
    expect(frozenTemplateDigestHex(freeze())).toBe(digest);
    // What documents do not show changes nothing.
    const asked = !institution.requiresApproval;
    expect(frozenTemplateDigestHex(freeze({ ...institution, requiresApproval: asked }))).toBe(
      digest,
    );
    const registrar = { ...institution.registrar, nameEn: 'Somebody Else' };
    const others = [
      freeze({ ...institution, registrar }),
      freeze({ ...institution, gpaRounding: 'truncate' }),
    ];
    writeDesign({ labels: { en: { title: 'OTHER' } } });
    others.push(freeze());
    writeFileSync(join(design, 'crest.svg'), CREST.replace('10Z', '9Z'));
    others.push(freeze());
    copyFileSync(MEDIUM, join(design, 'own.ttf'));
    others.push(freeze());
    const digests = others.map(frozenTemplateDigestHex);
    expect(new Set([digest, ...digests]).size).toBe(others.length + 1);
  });

  it('has a fingerprint together with the list of glyphs, which depends on both', () => {
    const template = freeze();
    const glyphs = Uint8Array.of(1, 2, 3);
    const fingerprint = toFingerprintHex(template, glyphs);
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(toFingerprintHex(template, Uint8Array.of(1, 3, 2))).not.toBe(fingerprint);
    expect(toFingerprintHex(glyphs, template)).not.toBe(fingerprint);
    expect(toFingerprintHex(template, glyphs)).toBe(fingerprint);
  });

  it('is not opened when a font file is gone or is another one, and names the file', () => {
    const bytes = freeze();
    copyFileSync(MEDIUM, join(design, 'own.ttf'));
    expect(objectionTo(bytes)).toContain('own.ttf is another one now');
    rmSync(join(design, 'own.ttf'));
    expect(objectionTo(bytes)).toContain('own.ttf is gone');
    copyFileSync(LIGHT, join(design, 'own.ttf'));
    expect(open(bytes).fontsFrom).toBe('design');
  });

  it("is not opened when the program's own typeface is another one", () => {
    const bytes = freeze();
    const { fonts } = readFrozenTemplate(bytes);
    const bold = { ...fonts.bold, digestHex: '0'.repeat(64) };
    expect(objectionTo(bytes, { fonts: { ...fonts, bold } })).toContain('Sarabun (bold)');
  });

  it('is not opened by another renderer or with another ICU, and says which', () => {
    const bytes = freeze();
    expect(objectionTo(bytes, { icuVersion: '74.1' })).toContain('ICU 74.1');
    expect(objectionTo(bytes, { rendererVersion: 0 })).toContain('version 0 of the renderer');
  });
});
