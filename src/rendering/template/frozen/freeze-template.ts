import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { toHex } from '../../../shared/bytes.ts';
import type { GradingScheme } from '../../../transcript/grading-scheme.ts';
import type { Institution, PrintedInstitution } from '../../../transcript/institution.ts';
import { icuVersion, RENDERER_VERSION } from '../../renderer-version.ts';
import { FACE_NAMES } from '../../text/embedded-font.ts';
import type { FaceName } from '../../text/embedded-font.ts';
import { readFontFile, readProgramFace } from '../../text/font-files.ts';
import type { Template } from '../load-template.ts';
import type { FrozenFont, FrozenTemplate } from './frozen-template.ts';

/**
 * Keeps a template as it is now, with the institution that documents show and the scheme they print.
 * @throws AppError `template-invalid` for a font file that cannot be read.
 */
export function freezeTemplate(
  template: Template,
  institution: Institution,
  scheme: GradingScheme,
): FrozenTemplate {
  return {
    version: 1,
    rendererVersion: RENDERER_VERSION,
    icuVersion: icuVersion(),
    institution: toPrinted(institution),
    scheme,
    data: template.data,
    labels: template.labels,
    ...(template.legend === undefined ? {} : { legend: template.legend }),
    ...(template.crestFile === undefined
      ? {}
      : { crest: Buffer.from(template.crestFile).toString('base64') }),
    fonts: freezeFonts(template),
  };
}

/** A list of what is kept: a setting that documents do not show changes no fingerprint. */
function toPrinted(institution: Institution): PrintedInstitution {
  const { addressTh, addressEn, repeatedCourses, crest } = institution;
  return {
    code: institution.code,
    nameTh: institution.nameTh,
    nameEn: institution.nameEn,
    registrar: institution.registrar,
    gradingScheme: institution.gradingScheme,
    gpaRounding: institution.gpaRounding,
    ...(addressTh === undefined ? {} : { addressTh }),
    ...(addressEn === undefined ? {} : { addressEn }),
    ...(repeatedCourses === undefined ? {} : { repeatedCourses }),
    ...(crest === undefined ? {} : { crest }),
  };
}

function freezeFonts({ fonts, fontsFrom }: Template): FrozenTemplate['fonts'] {
  const freeze = (path: string): FrozenFont => ({
    from: fontsFrom,
    file: basename(path),
    digestHex: sha256Hex(readFontFile(path)),
  });
  const face = (name: FaceName): FrozenFont => {
    const own = fonts[name];
    if (own !== undefined) return freeze(own);
    return { from: 'program', file: name, digestHex: sha256Hex(readProgramFace(name)) };
  };
  const [regular, bold] = FACE_NAMES.map(face) as [FrozenFont, FrozenFont];
  return { regular, bold, fallback: fonts.fallback.map(freeze) };
}

function sha256Hex(bytes: Uint8Array): string {
  return toHex(createHash('sha256').update(bytes).digest());
}
