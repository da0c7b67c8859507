import type { ContentField, TranscriptContent } from '../../content/transcript-content.ts';
import type { ListFieldPlacement } from '../../template/block-schema.ts';

/** A field with its value, and where the template puts it. */
export interface PresentField<Placement extends ListFieldPlacement> {
  readonly placement: Placement;
  readonly content: ContentField;
}

/** The placed fields that have a value. */
export function toPresentFields<Placement extends ListFieldPlacement>(
  { fields }: TranscriptContent,
  placements: readonly Placement[],
): readonly PresentField<Placement>[] {
  const present: PresentField<Placement>[] = [];
  for (const placement of placements) {
    const content = fields[placement.field];
    if (content !== undefined) present.push({ placement, content });
  }
  return present;
}
