/** One period of the band, and what draws it: strokes of whatever colour and width are set. */
interface GuillocheTile {
  readonly width: number;
  readonly height: number;
  readonly operators: string;
}

const WIDTH = 48;
const HEIGHT = 12;
/** Width of a cubic curve: so small that nobody sees a corner. */
const STEP = 6;
/** Each wave is drawn as often, moved on by this share of itself. */
const TIMES = 4;

/** Waves of the band: how high, how many to a tile, and where they begin (in turns). */
const WAVES = [
  { amplitude: 0.47, frequency: 1, phase: 0 },
  { amplitude: 0.25, frequency: 2, phase: 1 / 8 },
];

/**
 * A period of a guilloche: interlaced waves of two frequencies. It joins itself at both ends. A wave begins a period
 * before the tile and ends behind it, so that it is the same path however far it is moved: repetitions deflate to
 * nothing.
 */
export const GUILLOCHE_TILE: GuillocheTile = {
  width: WIDTH,
  height: HEIGHT,
  operators: WAVES.map(toMovedWaves).join('\n'),
};

function toMovedWaves(wave: (typeof WAVES)[number]): string {
  const move = `1 0 0 1 ${rounded(WIDTH / wave.frequency / TIMES)} 0 cm`;
  return `q\n${Array<string>(TIMES)
    .fill(`${toWave(wave)}\nS`)
    .join(`\n${move}\n`)}\nQ`;
}

/** Hermite's way from a sine to cubic curves: their handles follow its slope. */
function toWave({ amplitude, frequency, phase }: (typeof WAVES)[number]): string {
  const turn = (2 * Math.PI * frequency) / WIDTH;
  const height = HEIGHT * amplitude;
  const y = (x: number): number => HEIGHT / 2 + height * Math.sin(turn * x + 2 * Math.PI * phase);
  const slope = (x: number): number => height * turn * Math.cos(turn * x + 2 * Math.PI * phase);
  const start = -WIDTH / frequency;
  const third = STEP / 3;
  const curves = Array.from({ length: (WIDTH - start) / STEP + 1 }, (_, index) => {
    const from = start + index * STEP;
    const to = from + STEP;
    const points = [
      [from + third, y(from) + third * slope(from)],
      [to - third, y(to) - third * slope(to)],
      [to, y(to)],
    ];
    return `${points.flat().map(rounded).join(' ')} c`;
  });
  return `${rounded(start)} ${rounded(y(start))} m\n${curves.join('\n')}`;
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}
