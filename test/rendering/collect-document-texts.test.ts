import { describe, expect, it } from '@jest/globals';
import { collectDocumentTexts } from '../../src/rendering/collect-document-texts.ts';
import { loadInstitutionTemplate } from '../../src/rendering/template/load-institution-template.ts';
import type { FaceName } from '../../src/rendering/text/embedded-font.ts';
import { TEMPLATES } from './support/render-samples.ts';
import { sampleInstitution, sampleRecords, toSampleDocument } from './support/sample-documents.ts';

const institution = sampleInstitution();

describe.each(TEMPLATES)('the texts that a document of the template %s sets', (name) => {
  const textsIn = (language: 'th' | 'en', face: FaceName): readonly string[] => {
    const template = loadInstitutionTemplate(name, institution);
    const document = toSampleDocument(sampleRecords()[0]!, language);
    return [...collectDocumentTexts(template, institution, document)]
      .filter((text) => text.face === face)
      .map(({ text }) => text);
  };

  it.each(['th', 'en'] as const)('have nothing of one student alone in bold (%s)', (language) => {
    const bold = textsIn(language, 'bold').join('\n');
    const { familyNameTh, familyNameEn, studentId } = sampleRecords()[0]!;
    for (const own of [familyNameTh, familyNameEn, studentId]) expect(bold).not.toContain(own);
  });

  it('have the months of their language, in which dates of issue are written', () => {
    expect(textsIn('th', 'regular')).toEqual(expect.arrayContaining(['มกราคม', 'ธันวาคม']));
    expect(textsIn('th', 'regular')).not.toContain('September');
    expect(textsIn('en', 'regular')).toEqual(expect.arrayContaining(['January', 'December']));
    expect(textsIn('en', 'regular')).not.toContain('กันยายน');
  });

  it('have no names of placeholders', () => {
    for (const face of ['regular', 'bold'] as const) {
      expect(textsIn('th', face).join('\n')).not.toMatch(/[{}]/);
    }
  });
});
