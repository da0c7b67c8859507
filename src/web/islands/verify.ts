/**
 * Makes the form of the verify pages check a file as soon as it is dropped or chosen, and puts the
 * answer where the form was. The page works without it: then the form is sent by its button.
 */
interface Evidence {
  readonly pdf?: File;
  readonly sidecar?: File;
}

const SIDECAR_NAME = /\.(jws|jwt)$/i;

document.documentElement.classList.add('scripted');
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-verify]')) activate(form);
showPrintButtons(document);

function activate(form: HTMLFormElement): void {
  const zone = form.querySelector<HTMLElement>('[data-drop-zone]');
  const pdfInput = form.querySelector<HTMLInputElement>('input[name=pdf]');
  const sidecarInput = form.querySelector<HTMLInputElement>('input[name=sidecar]');
  if (zone === null || pdfInput === null || sidecarInput === null) return;

  pdfInput.addEventListener('change', () => {
    const pdf = pdfInput.files?.[0];
    if (pdf !== undefined) void check(form, { pdf, ...sidecarOf(sidecarInput) });
  });
  sidecarInput.addEventListener('change', () => form.classList.add('has-sidecar'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const pdf = pdfInput.files?.[0];
    void check(form, { ...(pdf === undefined ? {} : { pdf }), ...sidecarOf(sidecarInput) });
  });
  acceptDrops(form, zone);
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
  say(form, 'fault', '');
  say(form, 'status', form.dataset['working'] ?? '');
  form.setAttribute('aria-busy', 'true');
  try {
    await showAnswer(form, await send(form, evidence));
  } catch {
    say(form, 'fault', form.dataset['offline'] ?? '');
  } finally {
    form.removeAttribute('aria-busy');
    say(form, 'status', '');
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

/** The server answers with a page: its answer, or what it says is wrong with the file, is shown here. */
async function showAnswer(form: HTMLFormElement, response: Response): Promise<void> {
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const answer = page.querySelector('[data-answer-place] .answer');
  const place = document.querySelector('[data-answer-place]');
  if (answer === null || place === null) {
    const fault = page.querySelector('[data-fault]')?.textContent ?? '';
    say(form, 'fault', fault === '' ? (page.querySelector('h1')?.textContent ?? '') : fault);
    chooseAgain(form);
    return;
  }
  place.replaceChildren(document.importNode(answer, true));
  document.title = page.title;
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

function say(form: HTMLFormElement, where: 'fault' | 'status', text: string): void {
  const place = form.querySelector<HTMLElement>(`[data-${where}]`);
  if (place !== null) place.textContent = text;
}
