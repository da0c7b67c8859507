import type { TranscriptContent } from '../../content/transcript-content.ts';
import type { Block, BlockOf } from '../../template/block-schema.ts';
import type { FlowItem } from '../flow-item.ts';
import type { LayoutContext } from '../layout-context.ts';
import { toAttestation } from './attestation/attestation.ts';
import { toFieldGrid } from './field-grid.ts';
import { toFieldLists } from './field-lists.ts';
import { toLegend } from './legend.ts';
import { toMasthead } from './masthead.ts';
import { toNotice } from './notice.ts';
import { toGuilloche, toMicrotext, toRule, toSpace } from './ornaments.ts';
import { toParagraph } from './paragraph.ts';
import { toSummaryCard } from './summary-card.ts';

type ToItems<Kind extends Block['block']> = (
  context: LayoutContext,
  content: TranscriptContent,
  block: BlockOf<Kind>,
) => readonly FlowItem[];

/** A block's one item, made once for all documents. */
function constant<Kind extends Block['block']>(
  toItem: (context: LayoutContext, block: BlockOf<Kind>) => FlowItem,
): ToItems<Kind> {
  return (context, _content, block) => {
    const known = context.constantItems.get(block);
    if (known !== undefined) return [known];
    const item = toItem(context, block);
    context.constantItems.set(block, item);
    return [item];
  };
}

/** What each kind of block becomes; a new kind is a row here and in the schema. */
const BLOCK_ITEMS: { readonly [Kind in Block['block']]: ToItems<Kind> } = {
  masthead: constant(toMasthead),
  notice: toNotice,
  rule: constant(toRule),
  space: constant((_context, block) => toSpace(block)),
  fieldLists: toFieldLists,
  fieldGrid: toFieldGrid,
  summaryCard: (context, content, block) => [toSummaryCard(context, content, block)],
  legend: (context, content) => [
    context.legends.get(content.legend, () => toLegend(context, content)),
  ],
  attestation: (context, content, block) => [toAttestation(context, content, block)],
  paragraph: constant(toParagraph),
  guilloche: constant(toGuilloche),
  microtext: (context, content) => [toMicrotext(context, content)],
};

/** The items of some blocks, in their order. */
export function toBlockItems(
  context: LayoutContext,
  content: TranscriptContent,
  blocks: readonly Block[],
): readonly FlowItem[] {
  return blocks.flatMap((block) => {
    const toItems = BLOCK_ITEMS[block.block] as ToItems<Block['block']>;
    return toItems(context, content, block);
  });
}
