import type { IssuerEnvironment, SignerSource } from '../../src/app/issuer-environment.ts';
import type { PreparedSigner } from '../../src/signing/prepared-signer.ts';
import type { KillPoint, Step } from './kill-plan.ts';

/** Methods of the registry, and the step that each is. */
const REGISTRY_STEPS: Readonly<Record<string, Step>> = {
  changeBatchState: 'change-state',
  reserveDocuments: 'reserve',
  recordSigningKeys: 'note-keys',
  recordIssued: 'record',
  publishStatusList: 'status-list',
  storeCheckpoint: 'trail',
};

/** Told of every step, before and after it: at the point it does not come back. */
export interface KillSwitch {
  readonly around: <Result>(step: Step, work: () => Promise<Result>) => Promise<Result>;
  /** For steps that have no duration. */
  readonly at: (step: Step) => void;
}

/** Kills this very process, without any chance to tidy up, when its point comes. */
export function createKillSwitch(point: KillPoint | undefined): KillSwitch {
  const seen = new Map<Step, number>();
  const check = (step: Step, when: 'before' | 'after'): void => {
    const key = step;
    const occurrence = seen.get(key) ?? 0;
    if (when === 'after') seen.set(key, occurrence + 1);
    if (point === undefined || !('step' in point)) return;
    if (point.step !== step || point.when !== when || point.occurrence !== occurrence) return;
    process.kill(process.pid, 'SIGKILL');
  };
  return {
    around: async (step, work) => {
      check(step, 'before');
      const result = await work();
      check(step, 'after');
      return result;
    },
    at: (step) => {
      check(step, 'before');
      check(step, 'after');
    },
  };
}

/** The surroundings of issuing, with the switch at every step of theirs. Signatures are watched in this thread alone. */
export function withKillSwitch(
  environment: IssuerEnvironment,
  killSwitch: KillSwitch,
): Pick<IssuerEnvironment, 'registry' | 'signers' | 'random'> {
  const { random } = environment;
  return {
    registry: watchMethods(environment.registry, (name, call) => {
      const step = REGISTRY_STEPS[name];
      return step === undefined ? call() : killSwitch.around(step, call);
    }),
    signers: watchSigners(environment.signers, killSwitch),
    random: {
      below: random.below,
      bytes: (length) => {
        killSwitch.at('hand-out-id');
        return random.bytes(length);
      },
    },
  };
}

function watchSigners(source: SignerSource, { around }: KillSwitch): SignerSource {
  const watched = new Map<PreparedSigner, PreparedSigner>();
  return {
    getSigner: async (...asked) => {
      const prepared = await source.getSigner(...asked);
      const known = watched.get(prepared);
      if (known !== undefined) return known;
      const signer = watchMethods(prepared.signer, (name, call) =>
        name === 'sign' ? around('sign', call) : call(),
      );
      const made = { ...prepared, signer };
      watched.set(prepared, made);
      return made;
    },
  };
}

/** An object whose methods are called through somebody who knows their names. */
function watchMethods<Watched extends object>(
  target: Watched,
  through: (name: string, call: () => Promise<unknown>) => Promise<unknown>,
): Watched {
  return new Proxy(target, {
    get(object, name): unknown {
      const value: unknown = Reflect.get(object, name, object);
      if (typeof value !== 'function') return value;
      return (...parameters: unknown[]): unknown =>
        through(String(name), () => Reflect.apply(value, object, parameters) as Promise<unknown>);
    },
  });
}
