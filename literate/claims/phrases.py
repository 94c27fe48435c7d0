"""Phrases with a number word that states no result of a run, by the reason why; ⟨⟩ is around the word.

A phrase is a regular expression, and names the word itself, so that another number in its place is a finding; ^ is where
the line begins. The reasons are written out in the report of each language.
"""

PHRASES: dict[str, tuple[str, ...]] = {
    # What a formula, a calculation or a line of code right there says, which is checked.
    "formula": (
        r"⟨[Tt]wice⟩ (?:the difference|\$[dh]\$|\$\\alpha\$|`d` apart)",
        "the factor of ⟨two⟩ (?:by adding|comes from|that comes from)", "a factor of ⟨two⟩ will",
        "the square ⟨doubled⟩ the", "over two outputs ⟨halved⟩ it", "the ⟨doubled⟩ difference is",
        "and that ⟨halved⟩ the influence", "would be ⟨twice⟩ this for one", "⟨Half⟩ the square is easier",
        "⟨Halving⟩ does not move", r"and ⟨halves⟩ it\.", "two that ⟨halves⟩ the error",
        "because we ⟨halved⟩ the error", "of ⟨half⟩ the squared error", "is ⟨half⟩ the square of",
        "to ⟨half⟩ its width", "to ⟨twice⟩ its height", "of tanh and take ⟨half⟩", "curve ⟨twice⟩ as steep",
        "theory, ⟨halving⟩ never", r"by ⟨half⟩ of their difference, `\(1 - 64\) / 2",
        "minus ⟨sixty-four times⟩ the learning", r"(?:차이의|\$[dh]\$의|\$\\alpha\$의|`d`의|이 식의) ⟨두 배⟩", "⟨두 배⟩ 하고",
        "제곱 때문에 ⟨두 배⟩가", "이번에는 ⟨두 배⟩를 셋", "왜 ⟨두 배⟩인지", r"\$x\$의 ⟨두 배⟩에 음의", "생긴 ⟨두 배⟩가", "기울기가 되면서 ⟨두 배⟩가", "처음부터 ⟨두 배⟩만", "^⟨두 배⟩는 제곱에서",
        "그 ⟨두 배⟩가 어디", "= 14`, 곧 ⟨열네⟩ 몫", "영향도 ⟨반⟩으로", "(?:제곱해서|제곱을) ⟨반⟩으로", "⟨반⟩으로 나누어(?:도 가장| 두면| 둔)",
        "더해 ⟨반⟩으로 나누면", "가로로 ⟨절반⟩으로 좁히", "세로로 ⟨두 배⟩ 늘려", "좁힌 만큼 ⟨두 배⟩", "늘린 만큼 ⟨두 배⟩", "아무리 ⟨절반⟩씩",
        r"차이의 ⟨절반⟩ `\(1 - 64\) / 2", "학습률의 ⟨예순네 배⟩를 뺀", "제곱도 ⟨두⟩ 번 더", "⟨Double⟩ that, divide",
        r"⟨twice⟩ (?:that something|\$x\$ (?:times|in the))", "다음, ⟨두 배⟩ 해서", "수의 ⟨두 배⟩에 그 수", r"\$x\$의 ⟨두 배⟩만큼",
    ),
    # Another definition of the error that pages tell of; where a page runs it, the program is shown.
    "definition": (
        "squares and takes ⟨half⟩", "The ⟨half⟩ cancels", r"with the ⟨half⟩ \|", "uses the ⟨half⟩, and",
        r"⟨half⟩ the sum(?: of|\b)", "그 ⟨절반⟩을 오차로", "⟨절반⟩을 쓰는", "합의 ⟨절반⟩을 쓰", "값의 ⟨절반⟩(?:으로 정|인 `epoch|을 쓸)",
        "둘이면 ⟨절반⟩과 평균",
    ),
    # Chosen by a program or for an argument; no run decides it.
    "choice": (
        r"⟨(?:one tenth⟩ \| `2\.1|one hundredth⟩ \| `2\.01|one thousandth⟩ \| `2\.001) ",
        "Add ⟨one hundredth⟩ to the weight", "⟨one seventh⟩ it is `1 - 1 / 7 ", "update ⟨four times⟩ with",
        "multiplied ⟨ten times⟩ by", "after ⟨ten⟩ updates", r"number ⟨ten times⟩\.", "after ⟨ten thousand⟩ updates",
        "update ⟨ten thousand times⟩ in", r"Add ⟨a thousandth⟩, and it is multiplied by `np\.exp\(0\.001\)",
        "Give ⟨two thousand⟩ rows", "layer of ⟨two thousand⟩ inputs", "is ⟨ten times⟩ as much data",
        "then ⟨half⟩ the learning rate", "^## ⟨Half⟩ the", "larger by ⟨one thousandth⟩(?: and|, and)",
        "grows by ⟨one thousandth⟩, the second term", "Take ⟨one thousandth⟩ off",
        r"reciprocal of ⟨one half⟩: you get `1 / \(1 / 0\.5", "with ⟨a thousand⟩ dots", "`d`, be ⟨half⟩ a unit",
        "then ⟨half⟩ of that, and so", "eight, and ⟨sixteen times⟩", "eight, ⟨sixteen⟩ steps",
        "slope is ⟨sixty-four times⟩", "were ⟨sixty-four times⟩", "bowl ⟨four times⟩ as steep",
        r"down to ⟨one thousandth⟩\?", "step leaves ⟨a half⟩,", "each leaves ⟨nine tenths⟩,",
        "(?:larger by|it adds) ⟨one tenth⟩", "keep only ⟨half⟩, it", "the gradient is ⟨ten times⟩ as", "whose gradient is ⟨sixty-four times⟩ as",
        "step is ⟨ten times⟩ as large", "`rho` at ⟨one half⟩", "(?:less than|ball stays within) ⟨one thousandth⟩",
        "⟨Seven eighths⟩ is such", r"part in ⟨a thousand and twenty-four⟩\.", "zero or ⟨one half⟩, it",
        "difference; ⟨one tenth⟩ leaves", "is ⟨a million times⟩ as gentle", r"After ⟨ten⟩ steps \$m\$",
        "after ⟨a thousand⟩ steps the factor", "and ⟨sixty-four times⟩ as steep", "brings it within ⟨one hundredth⟩",
        "and is within ⟨one hundredth⟩ only", "tries ⟨fifteen⟩ of them", "each ⟨twice⟩ the one",
        "factor of ⟨sixty-four⟩ cancels", "run ⟨fifteen times⟩ and then",
        r"⟨(?:십분의 일⟩ \| `2\.1|백분의 일⟩ \| `2\.01|천분의 일⟩ \| `2\.001) ", "가중치에 ⟨백분의 일⟩을 더해", "⟨칠분의 일⟩이면 `1 - 1 / 7 ",
        "차이에 ⟨열⟩ 번 곱한", "정말로 ⟨열⟩ 번 배우", "그 수를 ⟨열⟩ 번 곱", "학습률로 ⟨네⟩ 번", "글은 ⟨만⟩ 번", "차례로 ⟨만⟩ 번씩",
        r"⟨천분의 일⟩ 키우면 `np\.exp\(0\.001\)", "출력이 ⟨이천⟩ 개", "데이터 ⟨이천⟩ 줄", "데이터를 ⟨열 배⟩로 늘려", "학습률을 ⟨절반⟩으로",
        "(?:값을|둘째 값을) ⟨천분의 일⟩(?:만큼)? 키우", "지수가 ⟨천분의 일⟩ 커지", "값의 ⟨천분의 일⟩쯤 커지", "값이 ⟨천분의 일⟩ 커지면 둘째 항", "이를테면 ⟨절반⟩의 역수",
        r"역수를 ⟨천분의 일⟩ 줄이면 `1 / \(1 / 0\.5 - 0\.001", "^점 ⟨천⟩ 개를 찍어", "`d`를 ⟨반⟩ 칸", "시작해 ⟨절반⟩씩", "걸음을 ⟨두⟩ 번",
        "두 번, ⟨네⟩ 번", "네 번, ⟨여덟⟩ 번", "여덟 번, ⟨열여섯⟩ 번", "^## ⟨(?:두⟩ 번$|네⟩ 번, 여덟)", "기울기가 ⟨예순네 배⟩인", "학습률을 ⟨예순네 배⟩로",
        "그릇이 ⟨네 배⟩ 가파르면", "거리를 ⟨천분의 일⟩로 줄이는", "보면, ⟨절반⟩씩 줄일", "⟨십분의 구⟩씩 줄일", "거리에 ⟨십분의 일⟩을 더 얹", "거리의 ⟨십분의 일⟩이 늘",
        "⟨십분의 일⟩이 (?:늘어나니|아니라 아주)", "⟨절반⟩만 남기면", "기울기가 ⟨열 배⟩이면", "걸음도 ⟨열 배⟩가", "`rho`를 ⟨절반⟩으로", "거리가 ⟨천분의 일⟩ 이상",
        "걸음까지 바닥에서 ⟨천분의 일⟩ 안", "⟨팔분의 칠⟩과", "하나에서 ⟨천이십사분의 일⟩을", "영이나 ⟨이분의 일⟩처럼", "없고, ⟨십분의 일⟩에서는", "⟨십분의 일⟩과 천분의",
        r"일과 ⟨천분의 일⟩은 \$m\$", "가파름이 ⟨백만분의 일⟩", r"\$m\$은 ⟨열⟩ 걸음이면", ": ⟨천⟩ 걸음을", "쪽은 ⟨예순네 배⟩ 가파른", "본 것처럼 ⟨예순네 배⟩의",
        "(?:걷고, 바닥에서|되어서야) ⟨백분의 일⟩ 안", "학습률을 ⟨두 배⟩씩", "가며 ⟨열다섯⟩ 가지", "실제로는 ⟨열다섯⟩ 번씩", "If you ⟨double⟩ the",
        r"in ⟨half⟩ the time\?", "about ⟨four times⟩ the", r"\$k\$ is ⟨ten⟩, so", "so it is ⟨ten times⟩ as",
        "⟨Twice⟩ the learning rate is", "not ⟨twice⟩ as fast", "and ⟨thirty times⟩ as", "on, to ⟨a hundred⟩ steps",
        "error after ⟨three hundred⟩ steps", "학습률을 ⟨두 배⟩로", "바닥까지 ⟨두 배⟩", "키운다고 ⟨두 배⟩", r"두 배 빨리 갈까요\? ⟨네 배⟩로",
        "처음으로 ⟨천분의 일⟩보다", r"\$k\$를 ⟨열 배⟩로 키운", "키운, 곧 ⟨열 배⟩ 가파른", "방향으로는 ⟨서른 배⟩ 가파른", "경주를 ⟨백⟩ 걸음", "^⟨삼백⟩ 걸음을",
    ),
    # How many digits are printed, or a format can hold.
    "digits": (
        "with ⟨three⟩ decimals", "To ⟨three⟩ decimals(?:, the predictions| this is the)", "Rounded to ⟨three⟩ decimals", "end, to ⟨three⟩ decimals",
        "outputs agree to ⟨three⟩ decimals", "that ⟨three⟩ decimals show", "output above to the ⟨third⟩ decimal",
        "printed ⟨three⟩ decimals", r"Now we print ⟨ten⟩\.", "all ⟨ten⟩ decimals are", "agree to the ⟨tenth⟩ decimal",
        "just in ⟨six⟩ decimals", "print ⟨nine⟩ digits", "all ⟨nine⟩ digits",
        "about ⟨seven⟩ (?:significant|decimal) digits", "digit of a number and ⟨twenty-three⟩ more",
        "about ⟨sixteen⟩ significant", "before the ⟨fifteenth⟩ digit", "less than ⟨half⟩ of that", "실수를 ⟨여섯⟩ 자리 폭",
        "아래 ⟨세⟩ 자리(?:로|만)", "(?:아래|출력은) ⟨셋째⟩ 자리까지", "⟨열⟩ 자리(?:까지|가 모두)", "결과가 ⟨여섯⟩ 자리가", "⟨아홉⟩ 자리(?:까지 출력|가 모두)",
        "숫자가? ⟨일곱⟩ 자리쯤", "아래 ⟨스물세⟩ 자리만", "숫자가 ⟨열여섯⟩ 자리쯤", "⟨열다섯째⟩ 자리쯤에서야", "(?:거리가 그|간격의) ⟨절반⟩보다",
    ),
    # Counts or orders steps and calls that a reader sees there.
    "count": (
        "the ⟨two⟩ update lines", "(?:takes|as|the) ⟨four⟩ steps", "move counts ⟨twice⟩", "computation ⟨twice⟩ in",
        r"function ⟨twice⟩\.", r"are used ⟨twice⟩\.", "in the ⟨second⟩ epoch of", "Every ⟨second⟩ step, we",
        "The last ⟨two⟩ epochs", "^## ⟨Two⟩ steps", "^⟨two⟩ steps later", "곱 ⟨두⟩ 번에",
        "계산을 ⟨두⟩ 번", "함수를 ⟨두⟩ 번", "순전파를 ⟨두⟩ 번씩", "⟨두⟩ 번에 한 번씩", "의 ⟨둘째⟩ epoch", "마지막 ⟨두⟩ epoch", "`fit`은 ⟨네⟩ 번에",
        "곱셈을 ⟨세⟩ 번", "처음 ⟨세⟩ 번 되", "^⟨두⟩ 걸음 뒤",
    ),
    # Rough sizes of the world outside of the programs.
    "world": (
        "needs ⟨half⟩ the memory", "met to the ⟨fifth⟩ decimal", "about ⟨half⟩ of the values",
        "little more than ⟨ten⟩ numbers", "⟨millions⟩ of weights", "a few ⟨thousand⟩ steps",
        "several ⟨thousand⟩ steps", "first few ⟨dozen⟩ steps", "first ⟨hundred⟩ steps or so", "메모리를 ⟨절반⟩만",
        "아래 ⟨다섯⟩ 자리까지 맞추", "값의 ⟨절반⟩쯤은", "⟨수백만⟩ 개",
    ),
    # The title or description of what the page below it proves.
    "title": (
        "^description: .* moves ⟨twice⟩ as", r"^description: .* why it ⟨halves⟩\.", r"^## .*shrink by ⟨a tenth⟩\?",
        "^## ⟨Ten times⟩ the", "^## A picture of ⟨a thousand⟩", r"^## .*step leave ⟨half⟩\?",
        r"^(?:# |\| \[)4\.2\.5 Why is it ⟨halved⟩\?", "^description: .* 왜 ⟨두 배⟩로", "^description: .* 왜 ⟨절반⟩씩",
        "^## ⟨두 배⟩는 어디", "^## .*왜 ⟨십분의 일⟩씩", "^## 학습률을 ⟨열 배⟩로", "^## 점 ⟨천⟩ 개로", "^## 왜 ⟨절반⟩씩",
        r"^(?:# |\| \[)4\.2\.5 왜 ⟨반⟩으로 줄까요",
    ),
}
