/** Everything the step viewer says, in Korean and English. */

const KOREAN = {
  open: "한 줄씩 보기",
  close: "접기",
  loading: "불러오는 중",
  failed: "기록을 불러오지 못했습니다. 다시 눌러 보십시오.",
  title: (program) => `${program} 한 줄씩 보기`,
  copy: "지금 보는 곳의 주소 복사",
  copied: "주소를 복사했습니다.",
  copyFailed: "주소를 복사하지 못했습니다. 주소 창의 주소를 쓰십시오.",
  back: "한 단계 뒤로",
  play: "재생",
  pause: "멈춤",
  forward: "한 단계 앞으로",
  scrubber: (loop) => `${loop} 고르기`,
  curve: (name) => `${name}의 변화`,
  lines: "프로그램의 줄",
  lineOf: (number) => `${number}줄`,
  reads: "읽는 값",
  makes: "만드는 값",
  trail: "거슬러 온 길",
  goOn: "계속: 이 수들은 어디에서 왔을까요?",
  growth: (count, summed) =>
    `처음 값에서 ${count}번 변했습니다` + (summed ? `(마지막 항은 나머지 ${summed}번을 더한 것)` : ""),
  given: (where) => `프로그램에 적힌 값, ${where}`,
  origin: {
    data: "프로그램에 적혀 있는 값입니다. 여기가 출발점입니다.",
    loop: "몇 번째 반복인지 세는 수입니다.",
    library: "라이브러리 안에서 계산한 값이라 과정은 볼 수 없습니다.",
    unexplained: "이 계산은 풀어 쓰지 못하고 값만 보여 줍니다.",
  },
  twinWhy: (program) => `${program}에서 과정 보기`,
  difference: (gap) => `가장 큰 차이 ${gap}`,
  excerpt: (kept, size) => `${size.toLocaleString("ko")}개 가운데 처음 ${kept}개`,
  notRun: "이번 반복에서는 이 줄을 실행하지 않았습니다.",
  announce: (loop, epoch, text) => (loop ? `${loop} ${epoch}. ${text}` : text),
  link: {
    unreadable: (part) => `주소에서 “${part}” 부분을 알아보지 못해 처음 상태를 보여 줍니다.`,
    program: (name) => `주소가 가리키는 프로그램 ${name}의 기록이 이 페이지에 없습니다.`,
    epoch: (loop, epoch, first, last) =>
      `주소가 가리키는 ${loop} ${epoch}의 기록이 없습니다. ${first}부터 ${last}까지 있습니다.`,
    name: (name) => `주소가 가리키는 “${name}” 값을 만드는 줄이 없어 처음 상태를 보여 줍니다.`,
    element: (label) => `주소가 가리키는 자리 ${label}의 값이 없어 첫 자리를 보여 줍니다.`,
  },
};

const ENGLISH = {
  open: "Line by line",
  close: "Close",
  loading: "Loading",
  failed: "The record could not be loaded. Press again to retry.",
  title: (program) => `${program} line by line`,
  copy: "Copy a link to this view",
  copied: "Link copied.",
  copyFailed: "The link could not be copied. Use the one in the address bar.",
  back: "One step back",
  play: "Play",
  pause: "Pause",
  forward: "One step forward",
  scrubber: (loop) => `Choose ${loop}`,
  curve: (name) => `${name} over time`,
  lines: "Lines of the program",
  lineOf: (number) => `line ${number}`,
  reads: "reads",
  makes: "makes",
  trail: "The way back so far",
  goOn: "Go on: where do these come from?",
  growth: (count, summed) =>
    `The first value and ${count} changes` + (summed ? ` (the last term sums the other ${summed})` : ""),
  given: (where) => `given, ${where}`,
  origin: {
    data: "Written in the program: this is where it starts.",
    loop: "Counts the turns of the loop.",
    library: "Computed inside a library, so its arithmetic can’t be seen here.",
    unexplained: "This computation can’t be spelled out; only its value is shown.",
  },
  twinWhy: (program) => `See the arithmetic in ${program}`,
  difference: (gap) => `largest difference ${gap}`,
  excerpt: (kept, size) => `first ${kept} of ${size.toLocaleString("en")}`,
  notRun: "This line did not run in this turn of the loop.",
  announce: (loop, epoch, text) => (loop ? `${loop} ${epoch}. ${text}` : text),
  link: {
    unreadable: (part) => `“${part}” in the address can’t be read; the view starts from the beginning.`,
    program: (name) => `The address names “${name}”, a program that isn’t on this page.`,
    epoch: (loop, epoch, first, last) =>
      `The address asks for ${loop} ${epoch}; the record has only ${first} to ${last}.`,
    name: (name) =>
      `No line makes “${name}”, which the address asks for; the view starts from the beginning.`,
    element: (label) => `The address asks for ${label}, which doesn’t exist; the first element is shown.`,
  },
};

/** The labels for a document in this language. */
export const labelsFor = (language) => (language.startsWith("ko") ? KOREAN : ENGLISH);
