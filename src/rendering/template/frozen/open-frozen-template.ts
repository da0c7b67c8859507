import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { toHex } from '../../../shared/bytes.ts';
import { openCrest } from '../../crest/open-crest.ts';
import { icuVersion, RENDERER_VERSION } from '../../renderer-version.ts';
import { FACE_NAMES } from '../../text/embedded-font.ts';
import { readFontFile, readProgramFace } from '../../text/font-files.ts';
import type { FontFiles } from '../../text/font-files.ts';
import type { Template, TemplateFolders } from '../load-template.ts';
import { findTemplateFolder } from '../load-template.ts';
import type { FrozenFont, FrozenTemplate } from './frozen-template.ts';
import { templateChanged } from './template-changed.ts';

/** Where the font files of frozen templates lie. */
export interface FontPlaces {
  readonly templatesFolder: TemplateFolders;
  /** Of the institution's design, if it has one now. */
  readonly designFolder: string | undefined;
}

/**
 * A frozen template, ready to be compiled: exactly as it was frozen, or not at all.
 * @throws AppError `template-changed`, naming what is not as it was: the renderer, ICU, or a font file.
 */
export function openFrozenTemplate(frozen: FrozenTemplate, places: FontPlaces): Template {
  if (frozen.rendererVersion !== RENDERER_VERSION) {
    throw templateChanged({
      th: `โปรแกรมวาดเอกสารรุ่น ${frozen.rendererVersion} เปลี่ยนเป็นรุ่น ${RENDERER_VERSION}`,
      en: `it was prepared for version ${frozen.rendererVersion} of the renderer, and this program has version ${RENDERER_VERSION}`,
    });
  }
  if (frozen.icuVersion !== icuVersion()) {
    throw templateChanged({
      th: `พจนานุกรมตัดคำ ICU ${frozen.icuVersion} เปลี่ยนเป็น ${icuVersion()} (มากับ Node)`,
      en: `its Thai lines were broken by ICU ${frozen.icuVersion}, and this Node has ICU ${icuVersion()}`,
    });
  }
  const crestFile = frozen.crest === undefined ? undefined : Buffer.from(frozen.crest, 'base64');
  return {
    data: frozen.data,
    labels: frozen.labels,
    ...(frozen.legend === undefined ? {} : { legend: frozen.legend }),
    ...(crestFile === undefined
      ? {}
      : { crestFile, crest: openCrest(crestFile, frozen.data.colours.accent) }),
    ...openFonts(frozen, places),
  };
}

function openFonts(
  { fonts, data }: FrozenTemplate,
  places: FontPlaces,
): Pick<Template, 'fonts' | 'fontsFrom'> {
  const all = [...FACE_NAMES.map((face) => fonts[face]), ...fonts.fallback];
  const fontsFrom = all.some(({ from }) => from === 'design') ? 'design' : 'template';
  const folder = () =>
    fontsFrom === 'design'
      ? places.designFolder
      : findTemplateFolder(data.name, places.templatesFolder);
  const faces: { regular?: string; bold?: string } = {};
  for (const face of FACE_NAMES) {
    const font = fonts[face];
    if (font.from === 'program') checkSame(font, readProgramFace(face));
    else faces[face] = pathOf(font, folder());
  }
  const files: FontFiles = {
    ...faces,
    fallback: fonts.fallback.map((font) => pathOf(font, folder())),
    contentKey: all.map(({ digestHex }) => digestHex).join(' '),
  };
  return { fonts: files, fontsFrom };
}

/** Where a font file is that is still the one it was. */
function pathOf(font: FrozenFont, folder: string | undefined): string {
  const path = join(folder ?? '', font.file);
  if (folder === undefined || !existsSync(path)) {
    throw templateChanged({
      th: `ไม่พบไฟล์แบบอักษร ${font.file} (SHA-256 ${font.digestHex})`,
      en: `the font file ${font.file} is gone (SHA-256 ${font.digestHex})`,
    });
  }
  checkSame(font, readFontFile(path));
  return path;
}

function checkSame({ file, from, digestHex }: FrozenFont, program: Uint8Array): void {
  if (toHex(createHash('sha256').update(program).digest()) === digestHex) return;
  const name = from === 'program' ? `Sarabun (${file})` : file;
  throw templateChanged({
    th: `ไฟล์แบบอักษร ${name} ไม่ใช่ไฟล์เดิม (SHA-256 ${digestHex})`,
    en: `the font file ${name} is another one now (it was SHA-256 ${digestHex})`,
  });
}
