import type { VNode } from 'preact';
import type { Language } from '../../http/requests/language.ts';
import { withLanguage } from './layout.tsx';
import { SheetDrawing } from './symbols.tsx';

const words = {
  th: {
    drop: 'วางไฟล์ PDF ที่นี่ หรือ',
    choose: 'เลือกไฟล์ PDF',
    limit: 'ไฟล์ละไม่เกิน 20 MB',
    sidecarSummary: 'มีไฟล์กำกับ (.jws) ด้วย',
    sidecar: 'ไฟล์กำกับ (ไม่บังคับ)',
    sidecarHelp: 'วางทั้งสองไฟล์พร้อมกันก็ได้ ระบบจะตรวจว่าเป็นของเอกสารเดียวกัน',
    submit: 'ตรวจสอบ',
    sent: 'ไฟล์จะถูกส่งมาตรวจที่เซิร์ฟเวอร์นี้ และไม่เก็บไว้หลังตรวจเสร็จ',
    working: 'กำลังตรวจสอบไฟล์',
    offline: 'ส่งไฟล์ไม่ได้ โปรดตรวจการเชื่อมต่อแล้วลองอีกครั้ง',
    notThese: 'โปรดวางไฟล์ PDF หนึ่งไฟล์ หรือไฟล์ PDF กับไฟล์กำกับ (.jws) ของเอกสารเดียวกัน',
  },
  en: {
    drop: 'Drop the PDF here, or',
    choose: 'Choose the PDF file',
    limit: 'Up to 20 MB',
    sidecarSummary: 'I also have the sidecar file (.jws)',
    sidecar: 'Sidecar file (optional)',
    sidecarHelp: 'You can also drop both files together. It is checked that they belong together.',
    submit: 'Check',
    sent: 'The file is sent to this server to be checked, and is not kept afterwards.',
    working: 'The file is being checked',
    offline: 'The file could not be sent. Check the connection and try again.',
    notThese: 'Drop one PDF, or one PDF and the sidecar file (.jws) of the same document.',
  },
} as const;

interface FileFormProps {
  readonly language: Language;
  /** On a document's own page: the answer says so when the file is another document. */
  readonly expectedId?: string;
  /** What went wrong with the file before. */
  readonly fault?: string;
}

/**
 * Where a file is dropped or chosen. Without a script it is a plain form; with one the file is checked
 * as soon as it is there, and the answer takes the place of the form.
 */
export function FileForm({ language, expectedId, fault }: FileFormProps): VNode {
  const text = words[language];
  return (
    <form
      class="file-form"
      method="post"
      action={withLanguage('/verify', language)}
      enctype="multipart/form-data"
      data-verify
      data-working={text.working}
      data-offline={text.offline}
      data-not-these={text.notThese}
    >
      {expectedId !== undefined && <input type="hidden" name="expected" value={expectedId} />}
      <div class="drop-zone" data-drop-zone>
        <SheetDrawing />
        <p class="drop-invitation">{text.drop}</p>
        <p class="file-field">
          <input
            class="file-input"
            id="pdf"
            name="pdf"
            type="file"
            accept=".pdf,application/pdf"
            aria-describedby="pdf-help"
          />
          <label class="button button-primary file-label" for="pdf">
            {text.choose}
          </label>
        </p>
        <p class="quiet" id="pdf-help">
          {text.limit}
        </p>
      </div>
      <p class="fault" role="alert" data-fault>
        {fault}
      </p>
      <p class="working" role="status" data-status></p>
      <details class="sidecar">
        <summary>{text.sidecarSummary}</summary>
        <p>
          <label for="sidecar">{text.sidecar}</label>
          <input
            id="sidecar"
            name="sidecar"
            type="file"
            accept=".jws,.jwt,application/vc+jwt"
            aria-describedby="sidecar-help"
          />
        </p>
        <p class="quiet" id="sidecar-help">
          {text.sidecarHelp}
        </p>
      </details>
      <p class="submit-line" data-submit>
        <button class="button" type="submit">
          {text.submit}
        </button>
      </p>
      <p class="quiet truth">{text.sent}</p>
    </form>
  );
}
