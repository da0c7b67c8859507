const MONTHS = [
  'มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน',
  'กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม',
  'ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.',
];

const LABELS = ['วันที่ เดือน พ.ศ. ค.ศ. เวลา น. หน้า จาก เลขที่ ภาคการศึกษาที่ ปีการศึกษา ฤดูร้อน'];

/**
 * What is in every repertoire whatever the batch says: identifiers, addresses, numbers, dates and page
 * counts are known only when a document is made, and must never meet a missing glyph.
 * Each character stands alone, so that no kerning pair is needed to draw it.
 */
export const BASIC_TEXTS: readonly string[] = [
  ...Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index)),
  ...Array.from('๐๑๒๓๔๕๖๗๘๙ฯๆ฿'),
  ...Array.from('\u00A0·×–—‘’“”•…°'),
  ...MONTHS,
  ...LABELS,
];
