import type { ContentField, TranscriptContent } from '../../content/transcript-content.ts';
import type { ListFieldPlacement } from '../../template/block-schema.ts';

/** The placed fields that have a value; whatever else is known of a place (its span) stays with it. */
export function toPresentFields<Placement extends ListFieldPlacement>(
  { fields }: TranscriptContent,
  placements: readonly Placement[],
): readonly (Placement & ContentField)[] {
  return placements.flatMap((placement) => {
    const field = fields[placement.field];
    return field === undefined ? [] : [{ ...placement, ...field }];
  });
}
