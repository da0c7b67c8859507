import type { ProgressPoint } from '../../content/transcript-content.ts';
import type { PageCanvas } from '../../page/page-canvas.ts';
import type { PathStep } from '../../page/path-steps.ts';
import { circle } from '../../page/path-steps.ts';
import { formatGpa } from '../../../transcript/figures/decimal.ts';
import type { LayoutContext } from '../layout-context.ts';
import { baselinePt, HAIRLINE_PT } from '../layout-context.ts';

const LINE_PT = 1.1;
const DOT_RADIUS_PT = 1.7;
const AXIS_GAP_PT = 6;
const ABOVE_LINE_PT = 6;
/** Points further apart than this would make a short study look like a long one. */
const WIDEST_STEP_PT = 34;
/** Between the names of terms under the line. */
const LABEL_GAP_PT = 6;
/** Averages go from 0 to 4; the axis begins at the whole number below the lowest, at most here. */
const HIGHEST_START = 200;
const TOP = 400;

/** Where the drawing may be. */
interface Place {
  readonly xPt: number;
  readonly yPt: number;
  readonly widthPt: number;
  readonly heightPt: number;
}

/**
 * The averages of the terms as a line: whole grade points as hairlines with their number, a dot for each
 * term, the names of every term or, where they would touch, of every second or third. Terms without an average have a gap's width, and
 * no dot.
 */
export function drawTermAverages(
  context: LayoutContext,
  progress: readonly ProgressPoint[],
  canvas: PageCanvas,
  place: Place,
): void {
  const { styles, colours, labels, data, fitter, digits } = context;
  const style = styles.chart;
  const pitchPt = data.pitch.fieldLabel;
  const right = place.xPt + place.widthPt;
  canvas.text(
    styles.fieldLabel,
    place.xPt,
    place.yPt + baselinePt(pitchPt, styles.fieldLabel.sizePt),
    labels.chartHeading,
  );

  const known = progress.flatMap(({ gpaHundredths }) => gpaHundredths ?? []);
  const start = Math.min(HIGHEST_START, Math.floor(Math.min(TOP, ...known) / 100) * 100);
  const axisPt = fitter.widthPt(style.face, style.sizePt, digits(formatGpa(TOP))) + AXIS_GAP_PT;
  const top = place.yPt + pitchPt + DOT_RADIUS_PT + ABOVE_LINE_PT;
  const bottom = place.yPt + place.heightPt - pitchPt - DOT_RADIUS_PT - 1;
  const y = (hundredths: number): number =>
    bottom - ((Math.min(hundredths, TOP) - start) / (TOP - start)) * (bottom - top);
  for (let line = start; line <= TOP; line += start === 0 ? 200 : 100) {
    const at = y(line);
    canvas.line(colours.line, HAIRLINE_PT, [place.xPt + axisPt, at], [right, at]);
    const baseline = at + style.sizePt * 0.34;
    canvas.text(
      style,
      place.xPt + axisPt - AXIS_GAP_PT,
      baseline,
      digits(formatGpa(line)),
      'right',
    );
  }

  const widths = progress.map(({ label }) => fitter.widthPt(style.face, style.sizePt, label));
  // Names stand under the middle of their dots, also the first and the last.
  const edgePt = Math.max(2 * DOT_RADIUS_PT, Math.max(...widths, 0) / 2);
  const first = place.xPt + axisPt + edgePt;
  const roomPt = right - first - edgePt;
  const stepPt = Math.min(WIDEST_STEP_PT, roomPt / Math.max(1, progress.length - 1));
  const points = progress.flatMap(({ gpaHundredths }, index) =>
    gpaHundredths === undefined ? [] : [[first + index * stepPt, y(gpaHundredths)] as const],
  );
  const steps = points.map(([x, at], index): PathStep => [index === 0 ? 'm' : 'l', x, at]);
  if (steps.length > 1) canvas.path({ stroke: colours.accent, widthPt: LINE_PT }, steps);
  if (points.length > 0) {
    const dots = points.flatMap(([x, at]) => circle(x, at, DOT_RADIUS_PT));
    canvas.path({ fill: colours.accent }, dots);
  }

  const labelBaseline =
    place.yPt + place.heightPt - pitchPt + baselinePt(pitchPt, style.sizePt) + 2;
  const everySo = Math.ceil((Math.max(...widths, 0) + LABEL_GAP_PT) / stepPt);
  for (let index = 0; index < progress.length; index += everySo) {
    const from = first + index * stepPt - widths[index]! / 2;
    canvas.text(style, from, labelBaseline, progress[index]!.label);
  }
}
