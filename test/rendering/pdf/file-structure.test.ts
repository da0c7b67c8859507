import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openPdf } from '../support/read-pdf.ts';
import { renderAlone } from '../support/render-samples.ts';
import { sampleRecords, toLargeRecord, toSampleDocument } from '../support/sample-documents.ts';

const hasQpdf = spawnSync('qpdf', ['--version']).status === 0;

describe('the file', () => {
  (hasQpdf ? it : it.skip)('satisfies qpdf, with one page and with many', () => {
    const folder = mkdtempSync(join(tmpdir(), 'parinya-pdf-'));
    for (const record of [sampleRecords()[6]!, toLargeRecord(12, 25, 120)]) {
      const path = join(folder, 'document.pdf');
      writeFileSync(path, renderAlone(toSampleDocument(record, 'th')));
      const { status, stdout } = spawnSync('qpdf', ['--check', path], { encoding: 'utf8' });
      expect({ status, stdout }).toMatchObject({ status: 0 });
    }
    rmSync(folder, { recursive: true });
  });

  it('begins as a binary PDF 1.7 and has no encryption, script or outside reference', () => {
    const text = Buffer.from(renderAlone(toSampleDocument(sampleRecords()[0]!, 'en'))).toString(
      'latin1',
    );
    expect(text).toMatch(/^%PDF-1\.7\n%[\x80-\xff]{4}\n/);
    for (const key of ['/Encrypt', '/JavaScript', '/JS', '/URI', '/OpenAction']) {
      expect(text).not.toContain(`${key} `);
      expect(text).not.toContain(`${key}(`);
    }
  });

  it('says in its metadata what it is, who made it and which document it is', async () => {
    const document = toSampleDocument(sampleRecords()[0]!, 'en');
    const pdf = await openPdf(renderAlone(document));
    const { metadata } = await pdf.getMetadata();
    await pdf.loadingTask.destroy();
    const text = (metadata as { getRaw(): string }).getRaw();
    expect(text).toContain(
      '<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>',
    );
    expect(text).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(text).toContain(`<dc:identifier>${document.documentId}</dc:identifier>`);
    expect(text).toContain('<xmp:CreateDate>2026-11-24T03:00:00Z</xmp:CreateDate>');
    expect(text).toContain('Ms. Sommut Tangjairian</rdf:li>');
  });
});
