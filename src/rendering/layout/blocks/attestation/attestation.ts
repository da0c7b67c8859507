import type { TranscriptContent } from '../../../content/transcript-content.ts';
import type { Box } from '../../../structure/tag-template.ts';
import { countMarks } from '../../../structure/tag-template.ts';
import type { BlockOf } from '../../../template/block-schema.ts';
import type { FlowItem } from '../../flow-item.ts';
import type { LayoutContext } from '../../layout-context.ts';
import { toSealSpace } from './seal-space.ts';
import { toSignatoryBlock } from './signatory-block.ts';
import { toVerificationBlock } from './verification-block.ts';

/** A scanner wants four modules of white round a QR code: what follows stands this far below. */
const BELOW_PT = 8;
const GAP_PT = 12;

/** A part of the block, and where it stands in the row. */
interface Part {
  readonly item: FlowItem;
  readonly xPt: number;
  readonly widthPt: number;
  readonly firstMark: number;
}

/** Who signs, on the left; room for a seal; how to verify, with the QR code, on the right. */
export function toAttestation(
  context: LayoutContext,
  content: TranscriptContent,
  block: BlockOf<'attestation'>,
): FlowItem {
  const leftPt = context.widthPt * block.signatoryShare;
  const signatoryPt = leftPt - (block.sealPt === undefined ? 0 : block.sealPt + GAP_PT);
  const verificationX = leftPt + GAP_PT;
  const verificationPt = context.widthPt - verificationX;

  const signatory = toPart(getSignatory(context, block, signatoryPt), 0, signatoryPt, 0);
  const middle =
    block.sealPt === undefined
      ? []
      : [
          toPart(
            toSealSpace(context, block.sealPt),
            signatoryPt + GAP_PT,
            block.sealPt,
            marksAfter(signatory),
          ),
        ];
  const verification = toPart(
    toVerificationBlock(context, content, verificationPt),
    verificationX,
    verificationPt,
    marksAfter(middle[0] ?? signatory),
  );
  const heightPt = Math.max(signatory.item.heightPt, verification.item.heightPt, block.sealPt ?? 0);
  const parts = [signatory, ...middle, verification];
  const boxOf = (part: Part, box: Box): Box => ({
    ...box,
    xPt: box.xPt + part.xPt,
    widthPt: part.widthPt,
    heightPt,
    firstMark: box.firstMark + part.firstMark,
  });
  const tagsOf = (part: Part) =>
    part.item.tags.map((tag) => {
      const { bounds } = tag;
      if (bounds === undefined) return tag;
      return { ...tag, bounds: (box: Box) => bounds(boxOf(part, box)) };
    });

  return {
    shapeKey: `q${verification.item.shapeKey}`,
    heightPt: heightPt + BELOW_PT,
    tags: [
      ...tagsOf(signatory),
      { tag: 'Form', signatureField: (box: Box) => boxOf(signatory, box) },
      ...[...middle, verification].flatMap(tagsOf),
    ],
    furnish(canvas, box) {
      for (const part of parts) part.item.furnish?.(canvas, boxOf(part, box));
    },
    draw(canvas, box) {
      for (const part of parts) part.item.draw?.(canvas, boxOf(part, box), content);
    },
  };
}

/** The same in all documents but for its date. */
function getSignatory(
  context: LayoutContext,
  block: BlockOf<'attestation'>,
  widthPt: number,
): FlowItem {
  const known = context.constantItems.get(block);
  if (known !== undefined) return known;
  const item = toSignatoryBlock(context, widthPt);
  context.constantItems.set(block, item);
  return item;
}

function toPart(item: FlowItem, xPt: number, widthPt: number, firstMark: number): Part {
  return { item, xPt, widthPt, firstMark };
}

function marksAfter({ item, firstMark }: Part): number {
  return firstMark + countMarks(item.tags);
}
