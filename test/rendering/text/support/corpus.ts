/** Strings on which other ways of writing Thai into a PDF fail. */
export const HARD_STRINGS: readonly string[] = [
  'น้ำ',
  'ทำ',
  'ล้ำ',
  'ป่ำ',
  'ปำ',
  'ฟำ',
  'ปี่',
  'ฝั่ง',
  'ผู้',
  'ที่',
  'ปู่',
  'ญู',
  'ฐุ',
  'ฎุ',
  'ฏู',
  'ฤๅษี',
  'ฦๅชา',
  'เเปลก',
  'แปลก',
  'ท่ี',
  'กำ้',
  'กํา',
  'กุำ',
  'พระบาทสมเด็จพระปรเมนทรรามาธิบดี',
  'กระทรวงการอุดมศึกษา วิทยาศาสตร์ วิจัยและนวัตกรรม',
  'นายณัฐวุฒิ สุขสวัสดิ์',
  'นางสาวปิ่นมณี อยู่เย็น',
  'ศิลปศาสตรบัณฑิต (ศศ.บ.)',
  'การสัมมนาเชิงปฏิบัติการ 2',
  'วันที่ ๒๔ พฤศจิกายน พ.ศ. ๒๕๖๙',
  'วันที่ 24 พ.ย. 2569',
  'A วันที่ B',
  'CS101 โครงสร้างข้อมูล 3 B+',
  '2301107 แคลคูลัส ๑ (CALCULUS I) 3(3-0-6)',
  'GPAX 3.47 ฯลฯ ต่างๆ',
  'เกียรตินิยมอันดับ ๑',
  'AVATAR To Wave, Type; “Yes” (Ty) – fi fl ffi',
  'https://parinya.example/v/7K3M-9QXT-2WBD-4HN8',
  'Résumé naïve Zürich Łódź',
  'C:\\(x) [y] <z> {w} 50% a/b',
  'กฎหมาย ญี่ปุ่น ฐานข้อมูล',
  'ค่าธรรมเนียม 1,000.50 ฿',
  'สํานักทะเบียน',
  'ก็ ก์ ก๊ ก๋ ก่ ก้ กึ๊ กื้',
];

const CONSONANTS = Array.from('กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮฤฦ');
const TONES = ['', '่', '้', '๊', '๋'];

/** Every letter with every sensible, and some senseless, orders of vowel, tone and SARA AM. */
export function allClusters(): readonly string[] {
  const endings = [
    ...['', 'ั', 'ิ', 'ี', 'ึ', 'ื', 'ุ', 'ู', '็'].flatMap((v) => TONES.map((t) => v + t)),
    ...TONES.map((tone) => tone + 'ำ'),
    ...TONES.slice(1).map((tone) => 'ำ' + tone),
    ...['ิ', 'ี', 'ึ', 'ื', 'ุ'].flatMap((vowel) => TONES.slice(1).map((tone) => tone + vowel)),
    ...['์', 'ิ์', 'ุ์', 'ํ', 'ฺ', '๎', 'ํ่า'],
  ];
  return CONSONANTS.flatMap((letter) => endings.map((ending) => letter + ending));
}

/** Words of three clusters, four words a line. */
export function clusterLines(): readonly string[] {
  const clusters = allClusters();
  const lines: string[] = [];
  for (let start = 0; start < clusters.length; start += 12) {
    const line = clusters.slice(start, start + 12);
    const words = [0, 3, 6, 9].map((word) => line.slice(word, word + 3).join(''));
    lines.push(words.filter((word) => word !== '').join(' '));
  }
  return lines;
}

/** Long texts to wrap: what theses and programmes are called. */
export const PARAGRAPHS: readonly string[] = [
  'การพัฒนาระบบสารสนเทศเพื่อการบริหารจัดการน้ำในพื้นที่ลุ่มน้ำปิงตอนบน โดยใช้เทคโนโลยีอินเทอร์เน็ตของสรรพสิ่ง (IoT) และการเรียนรู้ของเครื่อง',
  'ความสัมพันธ์ระหว่างภาวะผู้นำของผู้บริหารสถานศึกษากับประสิทธิผลของโรงเรียนมัธยมศึกษา สังกัดสำนักงานเขตพื้นที่การศึกษา ๑๐ แห่ง ฯลฯ ในด้านต่าง ๆ',
  'The development of an information system for water management in the Upper Ping basin: a case study (2566–2569)',
  'หลักสูตรวิทยาศาสตรบัณฑิต สาขาวิชาวิทยาการคอมพิวเตอร์และเทคโนโลยีสารสนเทศ (หลักสูตรปรับปรุง พ.ศ. 2565)',
];
