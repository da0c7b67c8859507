import { canCheckHere, checkHere, showReport } from './check-here.tsx';
import type { ChosenEvidence } from './check-here.tsx';

/**
 * Makes the form of the verify pages check a file as soon as it is dropped or chosen, in this page, and puts
 * the answer where the form was. The file is sent only when a receipt is asked for. The page works without
 * this script too: then the form is sent by its button, and says so.
 */
interface Evidence {
  readonly pdf?: File;
  readonly sidecar?: File;
}

const SIDECAR_NAME = /\.(jws|jwt)$/i;
const LARGEST_FILE_BYTES = 20 * 1024 * 1024;

if (canCheckHere()) {
  document.documentElement.classList.add('scripted');
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-verify]')) {
    activate(form);
  }
}
showPrintButtons(document);

function activate(form: HTMLFormElement): void {
  const zone = form.querySelector<HTMLElement>('[data-drop-zone]');
  const pdfInput = form.querySelector<HTMLInputElement>('input[name=pdf]');
  const sidecarInput = form.querySelector<HTMLInputElement>('input[name=sidecar]');
  if (zone === null || pdfInput === null || sidecarInput === null) return;

  say(form, 'truth', form.dataset['staysHere'] ?? '');
  const checkChosen = (): void => {
    const pdf = pdfInput.files?.[0];
    if (pdf !== undefined) void check(form, { pdf, ...sidecarOf(sidecarInput) });
  };
  pdfInput.addEventListener('change', checkChosen);
  sidecarInput.addEventListener('change', () => form.classList.add('has-sidecar'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const pdf = pdfInput.files?.[0];
    void check(form, { ...(pdf === undefined ? {} : { pdf }), ...sidecarOf(sidecarInput) });
  });
  acceptDrops(form, zone);
  // A file that was chosen before this script came.
  checkChosen();
}

/** The whole window takes files, so that a drop beside the box does not open the PDF instead. */
function acceptDrops(form: HTMLFormElement, zone: HTMLElement): void {
  const highlight = (on: boolean): void => void zone.classList.toggle('is-over', on);
  window.addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    highlight(true);
  });
  window.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) highlight(false);
  });
  window.addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    highlight(false);
    if (!form.isConnected) return;
    const evidence = toEvidence([...(event.dataTransfer?.files ?? [])]);
    if (evidence === undefined) say(form, 'fault', form.dataset['notThese'] ?? '');
    else void check(form, evidence);
  });
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** One PDF, one sidecar, or one of each; `undefined` for any other drop. */
function toEvidence(files: readonly File[]): Evidence | undefined {
  const sidecars = files.filter(({ name }) => SIDECAR_NAME.test(name));
  const others = files.filter((file) => !sidecars.includes(file));
  if (files.length === 0 || sidecars.length > 1 || others.length > 1) return undefined;
  const [pdf] = others;
  const [sidecar] = sidecars;
  return { ...(pdf === undefined ? {} : { pdf }), ...(sidecar === undefined ? {} : { sidecar }) };
}

function sidecarOf(input: HTMLInputElement): Evidence {
  const sidecar = input.files?.[0];
  return sidecar === undefined ? {} : { sidecar };
}

async function check(form: HTMLFormElement, evidence: Evidence): Promise<void> {
  const fault = findFault(evidence);
  say(form, 'fault', fault === undefined ? '' : (form.dataset[fault] ?? ''));
  if (fault !== undefined) {
    chooseAgain(form);
    return;
  }
  await work(form, async () => {
    const report = await checkHere(await readFiles(evidence));
    const place = document.querySelector('[data-answer-place]');
    if (place === null) return;
    const expectedId = form.querySelector<HTMLInputElement>('input[name=expected]')?.value;
    showReport(place, report, {
      language: document.documentElement.lang === 'en' ? 'en' : 'th',
      offersReceipts: form.dataset['receipts'] === 'true',
      ...(expectedId === undefined ? {} : { expectedId }),
    });
    document.title = form.dataset['answerTitle'] ?? document.title;
    presentAnswer(place);
    place
      .querySelector('button[data-receipt]')
      ?.addEventListener('click', () => void fetchReceipt(form, evidence, place));
  });
}

type Fault = 'empty' | 'tooLarge';

function findFault({ pdf, sidecar }: Evidence): Fault | undefined {
  const sizes = [pdf, sidecar].flatMap((file) => (file === undefined ? [] : [file.size]));
  if (sizes.every((size) => size === 0)) return 'empty';
  return sizes.some((size) => size > LARGEST_FILE_BYTES) ? 'tooLarge' : undefined;
}

async function readFiles({ pdf, sidecar }: Evidence): Promise<ChosenEvidence> {
  return {
    ...(pdf?.size ? { pdf: new Uint8Array(await pdf.arrayBuffer()) } : {}),
    ...(sidecar?.size ? { sidecar: (await sidecar.text()).trim() } : {}),
  };
}

/** Says that something is under way, and what went wrong when it did not work. */
async function work(form: HTMLFormElement, act: () => Promise<void>): Promise<void> {
  say(form, 'status', form.dataset['working'] ?? '');
  form.setAttribute('aria-busy', 'true');
  try {
    await act();
  } catch (error) {
    // A server that cannot be reached is a TypeError of `fetch`; anything else is a mistake of ours.
    if (!(error instanceof TypeError)) reportError(error);
    say(form, 'fault', form.dataset['offline'] ?? '');
    chooseAgain(form);
  } finally {
    form.removeAttribute('aria-busy');
    say(form, 'status', '');
  }
}

/**
 * The one way in which a file leaves the page: the person has asked for a receipt, and the sentence beside
 * the button has said so. The server's own answer, with the receipt, takes the place of ours.
 */
async function fetchReceipt(
  form: HTMLFormElement,
  evidence: Evidence,
  place: Element,
): Promise<void> {
  const button = place.querySelector<HTMLButtonElement>('button[data-receipt]');
  if (button !== null) button.disabled = true;
  try {
    const response = await send(form, evidence);
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const answer = page.querySelector('[data-answer-place] .answer');
    if (answer === null) throw new TypeError('no answer');
    place.replaceChildren(document.importNode(answer, true));
    presentAnswer(place);
  } catch {
    const note = place.querySelector('#receipt-sends');
    if (note !== null) note.textContent = form.dataset['offline'] ?? '';
    if (button !== null) button.disabled = false;
  }
}

function send(form: HTMLFormElement, { pdf, sidecar }: Evidence): Promise<Response> {
  const body = new FormData();
  const expected = form.querySelector<HTMLInputElement>('input[name=expected]');
  if (expected !== null) body.set('expected', expected.value);
  if (pdf !== undefined) body.set('pdf', pdf);
  if (sidecar !== undefined) body.set('sidecar', sidecar);
  return fetch(form.action, { method: 'POST', body, headers: { Accept: 'text/html' } });
}

function presentAnswer(place: Element): void {
  showPrintButtons(place);
  place.querySelector<HTMLElement>('h1')?.focus();
}

/** An emptied field notices even the same file when it is chosen once more. */
function chooseAgain(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>('input[name=pdf]');
  if (input === null) return;
  input.value = '';
  input.focus();
}

function showPrintButtons(within: ParentNode): void {
  for (const button of within.querySelectorAll<HTMLButtonElement>('button[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  }
}

function say(form: HTMLFormElement, where: 'fault' | 'status' | 'truth', text: string): void {
  const place = form.querySelector<HTMLElement>(`[data-${where}]`);
  if (place !== null) place.textContent = text;
}
