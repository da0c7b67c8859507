import { resolve } from 'node:path';
import type { Command } from 'commander';
import { DevelopmentResponders } from '../../../../adapters/development-pki/responders/development-responders.ts';
import { readResponderMaterial } from '../../../../adapters/development-pki/responders/responder-material.ts';
import { serveResponders } from '../../../../adapters/development-pki/responders/serve-responders.ts';
import { AppError } from '../../../../shared/app-error.ts';
import { instantOf, type Instant } from '../../../../shared/instant.ts';
import type { CommandLine } from '../../command-line.ts';
import { writeJson, writeText } from '../../command-line.ts';
import { exitCodes } from '../../exit-codes.ts';
import { readTime } from '../../input/read-time.ts';
import type { AddCommand } from '../command.ts';
import { configurationOf } from '../installation-options.ts';

interface ServeOptions {
  readonly port: string;
  readonly at?: string;
}

const HIGHEST_PORT = 65_535;

/** `parinya dev-pki ...`: the services of the development PKI, for trying out. */
export const addDevPkiCommand: AddCommand = (program, line, finish) => {
  program
    .command('dev-pki')
    .description('the development PKI (never for production)')
    .command('serve')
    .description(
      'time-stamp authority, OCSP responders and revocation lists on a port of this machine',
    )
    .option('--port <n>', '0 lets the system choose', '0')
    .option('--at <time>', 'the time that its clock starts at; PUT /clock sets it later')
    .action(async (options: ServeOptions, command: Command) => {
      await serve(line, command, options);
      finish(exitCodes.done);
    });
};

async function serve(line: CommandLine, command: Command, options: ServeOptions): Promise<void> {
  const { settings, dataFolder } = configurationOf(line, command);
  const { developmentPki } = settings;
  if (developmentPki === undefined || line.environment['NODE_ENV'] === 'production') {
    throw refused();
  }
  const clock = new AdjustableClock(line.clock);
  if (options.at !== undefined) clock.set(readTime(options.at));
  const responders = new DevelopmentResponders(
    await readResponderMaterial(resolve(dataFolder, developmentPki)),
    { clock, randomBytes: (length) => line.random.bytes(length) },
  );
  const running = await serveResponders(responders, {
    port: readPort(options.port),
    setTime: (now) => clock.set(now),
  });
  const url = `http://127.0.0.1:${running.port}`;
  writeJson(line, { url, timeStampUrl: running.timeStampUrl, hosts: responders.hosts });
  writeText(line, {
    th: `DEVELOPMENT ONLY: บริการของใบรับรองสำหรับพัฒนาอยู่ที่ ${url}`,
    en: `DEVELOPMENT ONLY: the development PKI answers at ${url}`,
  });
  await line.stopped;
  await running.close();
}

/** A clock that goes on from whatever time it is set to. */
class AdjustableClock {
  readonly #base: CommandLine['clock'];
  #offsetMs = 0;

  constructor(base: CommandLine['clock']) {
    this.#base = base;
  }

  now(): Instant {
    return instantOf(this.#base.now() + this.#offsetMs);
  }

  set(now: Instant): void {
    this.#offsetMs = now - this.#base.now();
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= HIGHEST_PORT) return port;
  throw new AppError('usage', {
    th: `"${text}" ไม่ใช่หมายเลขพอร์ต`,
    en: `"${text}" is no port number.`,
  });
}

function refused(): AppError {
  return new AppError('development-pki-refused', {
    th: 'โฟลเดอร์ข้อมูลนี้ไม่มีใบรับรองสำหรับพัฒนา หรือกำลังใช้งานจริง (NODE_ENV=production) สร้างได้ด้วย parinya init --development',
    en: 'This data folder has no development PKI, or this is production (NODE_ENV=production). Make one with: parinya init --development',
  });
}
