import type { TranscriptContent } from '../../content/transcript-content.ts';
import { GUILLOCHE_TILE } from '../../page/guilloche-tile.ts';
import { drawTinyText, TINY_UNITS_PER_EM } from '../../page/tiny-letters.ts';
import { toPdfNumber } from '../../pdf/pdf-text.ts';
import type { BlockOf } from '../../template/block-schema.ts';
import type { FlowItem } from '../flow-item.ts';
import type { LayoutContext } from '../layout-context.ts';
import { HAIRLINE_PT } from '../layout-context.ts';

/** A hairline across the page, with air above and below. */
export function toRule(
  context: LayoutContext,
  { beforePt, afterPt }: Pick<BlockOf<'rule'>, 'beforePt' | 'afterPt'>,
): FlowItem {
  return {
    shapeKey: 'r',
    heightPt: beforePt + afterPt,
    tags: [],
    furnish(canvas, box) {
      const y = box.yPt + beforePt;
      canvas.line(context.colours.line, HAIRLINE_PT, [box.xPt, y], [box.xPt + box.widthPt, y]);
    },
  };
}

/** Nothing, this high. */
export function toSpace({ heightPt }: BlockOf<'space'>): FlowItem {
  return { shapeKey: 'w', heightPt, tags: [] };
}

/** Lines of a guilloche are as fine as printers still draw. */
const GUILLOCHE_LINE_PT = 0.22;

/** A band of interlaced lines across the page, made of one drawing beside itself. */
export function toGuilloche(
  context: LayoutContext,
  { heightPt, afterPt }: BlockOf<'guilloche'>,
): FlowItem {
  return {
    shapeKey: 'g',
    heightPt: heightPt + afterPt,
    tags: [],
    furnish(canvas, box) {
      const { width, height } = GUILLOCHE_TILE;
      const scale = heightPt / height;
      const bandWidth = box.widthPt / scale;
      const count = Math.ceil(bandWidth / width / 2) * 2;
      // What is cut off at the ends is the same on both sides.
      const start = (bandWidth - count * width) / 2;
      const tiles = Array<string>(count).fill('/Guilloche Do').join(`\n1 0 0 1 ${width} 0 cm\n`);
      canvas.beginArtifact('Layout');
      canvas.shape(
        context.colours.accent,
        scale,
        box.xPt,
        box.yPt + heightPt,
        `0 0 ${toPdfNumber(bandWidth)} ${height} re W n\n` +
          `${context.colours.accent} RG ${toPdfNumber(GUILLOCHE_LINE_PT / scale)} w\n` +
          `1 0 0 1 ${toPdfNumber(start)} 0 cm\n${tiles}`,
      );
      canvas.end();
    },
  };
}

/** What the line of tiny letters repeats. */
export function toMicrotextPhrase({ documentId }: TranscriptContent): string {
  return `${documentId} · `;
}

/**
 * A line of the document id in letters so small that a photocopier makes a grey stroke of them. Drawn as
 * shapes: as text it would be in everything that is copied from the page.
 */
export function toMicrotext(context: LayoutContext, content: TranscriptContent): FlowItem {
  const { data, widthPt, colours } = context;
  const sizePt = data.sizes.microtext;
  return {
    shapeKey: 'u',
    heightPt: sizePt + 2 * HAIRLINE_PT,
    tags: [],
    draw(canvas, box) {
      const { width } = drawTinyText(toMicrotextPhrase(content));
      const times = Math.round(widthPt / (width * (sizePt / TINY_UNITS_PER_EM)));
      const operators = Array<string>(times)
        .fill('/Microtext Do')
        .join(`\n1 0 0 1 ${width} 0 cm\n`);
      canvas.beginArtifact('Layout');
      const scale = widthPt / (width * times);
      canvas.shape(
        colours.muted,
        scale,
        box.xPt,
        box.yPt + sizePt,
        `${colours.muted} RG\n${operators}`,
      );
      canvas.end();
    },
  };
}
