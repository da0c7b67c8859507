/** One period of the band, and what draws it: strokes of whatever colour and width are set. */
interface GuillocheTile {
  readonly width: number;
  readonly height: number;
  readonly operators: string;
}

const WIDTH = 48;
const HEIGHT = 12;
/** Cubic curves in a tile: enough that nobody sees a corner. */
const SEGMENTS = 8;

/** Waves of the band: how high, how many to a tile, and where they begin (in turns). */
const WAVES = [0, 1, 2, 3].flatMap((step) => [
  { amplitude: 0.47, frequency: 1, phase: step / 4 },
  { amplitude: 0.25, frequency: 2, phase: step / 4 + 1 / 8 },
]);

/** A period of a guilloche: interlaced waves of two frequencies. It joins itself at both ends. */
export const GUILLOCHE_TILE: GuillocheTile = {
  width: WIDTH,
  height: HEIGHT,
  operators: `${WAVES.map(toWave).join('\n')}\nS`,
};

/** Hermite's way from a sine to cubic curves: their handles follow its slope. */
function toWave({ amplitude, frequency, phase }: (typeof WAVES)[number]): string {
  const turn = (2 * Math.PI * frequency) / WIDTH;
  const height = HEIGHT * amplitude;
  const y = (x: number): number => HEIGHT / 2 + height * Math.sin(turn * x + 2 * Math.PI * phase);
  const slope = (x: number): number => height * turn * Math.cos(turn * x + 2 * Math.PI * phase);
  const step = WIDTH / SEGMENTS;
  const curves = Array.from({ length: SEGMENTS }, (_, index) => {
    const from = index * step;
    const to = from + step;
    const third = step / 3;
    const points = [
      [from + third, y(from) + third * slope(from)],
      [to - third, y(to) - third * slope(to)],
      [to, y(to)],
    ];
    return `${points.flat().map(rounded).join(' ')} c`;
  });
  return `0 ${rounded(y(0))} m\n${curves.join('\n')}`;
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}
