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
    staysHere: 'ไฟล์ไม่ถูกส่งออกจากเครื่องนี้ ใช้เพียงรหัสเอกสารไปถามทะเบียน',
    answerTitle: 'ผลการตรวจ · Parinya',
    empty: 'ยังไม่ได้เลือกไฟล์ หรือไฟล์ว่างเปล่า โปรดเลือกไฟล์ PDF แล้วลองอีกครั้ง',
    tooLarge: 'ไฟล์ใหญ่เกิน 20 MB โปรดเลือกไฟล์ต้นฉบับ',
    offline: 'ติดต่อเซิร์ฟเวอร์ไม่ได้ จึงยังตรวจไม่ได้ โปรดตรวจการเชื่อมต่อแล้วลองอีกครั้ง',
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
    staysHere:
      'The file does not leave this device. Only its document id is used, to ask the registry.',
    answerTitle: 'Result · Parinya',
    empty: 'No file was chosen, or it is empty. Choose the PDF file and try again.',
    tooLarge: 'The file is larger than 20 MB. Choose the original file.',
    offline:
      'The server could not be reached, so nothing could be checked. Check the connection and try again.',
    notThese: 'Drop one PDF, or one PDF and the sidecar file (.jws) of the same document.',
  },
} as const;

interface FileFormProps {
  readonly language: Language;
  /** On a document's own page: the answer says so when the file is another document. */
  readonly expectedId?: string;
  readonly offersReceipts: boolean;
  /** What went wrong with the file before. */
  readonly fault?: string;
}

/**
 * Where a file is dropped or chosen. Without a script it is a plain form that sends the file; with one
 * the file is checked here as soon as it is chosen, and the answer takes the place of the form. The sentence
 * below says which of the two it is.
 */
export function FileForm({ language, expectedId, offersReceipts, fault }: FileFormProps): VNode {
  const text = words[language];
  return (
    <form
      class="file-form"
      method="post"
      action={withLanguage('/verify', language)}
      enctype="multipart/form-data"
      data-verify
      data-receipts={String(offersReceipts)}
      data-working={text.working}
      data-stays-here={text.staysHere}
      data-answer-title={text.answerTitle}
      data-empty={text.empty}
      data-too-large={text.tooLarge}
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
      <p class="quiet truth" data-truth>
        {text.sent}
      </p>
    </form>
  );
}
