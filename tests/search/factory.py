"""Documents for the tests of search, and what plain substring search says of them."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from gongkai.search.actions import put_many
from gongkai.search.cutting import phrase
from gongkai.search.document import Document, fold_parts
from gongkai.search.folding import fold

TOWN = "boli"
PARTS = (
    "青岛西海岸新区泊里镇人民政府关于印发基层政务公开标准化规范化工作实施方案的通知",
    "各村（居）民委员会，各部门、单位：现将《2024年度政府信息公开工作年度报告》公布如下，",
    "国办公开办函〔2019〕61号要求，行政机关收到政府信息公开申请，自收到之日起20个工作日内答复。",
    "坚持决策、执行、管理、服务、结果公开，做到公开为常态、不公开为例外。",
    "Government information shall be open；网址www.example.gov.cn，5G基站3个，COVID-19防控。",
    "二〇二四年五月六日，泊里镇户厕改造１２３户，面积４５.６㎡，补助２，０００元。",
    "臺灣同胞辦理證件須知：請攜帶身分證明，於工作日前往便民服務中心。",
    "社会救助、养老服务、公共文化、环境保护、食品药品监管、扶贫、涉农补贴、",
    "第一条为了保障公民依法获取政府信息，提高政府工作的透明度，制定本条例。\n\n第五条",
    "🎉欢迎关注😀政务公开 café naïve e\u0301te\u0301 𬭩𬬿镇 ",
)


def document(key: int, head: str = "", body: str = "", **values: object) -> Document:
    """A document with the facts that a test does not care about filled in."""
    given: dict[str, object] = {
        "town": TOWN,
        "url": f"/{key}.html",
        "title": head,
        "published": date(2024, 1, 1) + timedelta(days=key % 365),
    }
    return Document(key=key, head=head, body=body, **(given | values))  # type: ignore[arg-type]


def index(*documents: Document) -> None:
    """Put documents in a transaction of their own."""
    with transaction.atomic():
        put_many(documents)


def corpus(size: int, seed: int = 1) -> list[Document]:
    """Texts cut at random out of official language, so that words end anywhere."""
    dice = random.Random(seed)
    made = []
    for key in range(1, size + 1):
        text = "".join(dice.choices(PARTS, k=dice.randint(1, 6)))
        start = dice.randrange(max(1, len(text) // 2))
        head = dice.choice(PARTS)[dice.randrange(8) :][: dice.randint(4, 30)]
        number = f"泊政发〔{dice.randint(2019, 2024)}〕{key}号"
        made.append(
            document(
                key,
                f"{head} {number}",
                text[start : start + dice.randint(5, 300)],
                title=head,
                numbers=(number,),
                attachments=dice.choice(PARTS)[:20] if dice.random() < 0.2 else "",
                filters={
                    "unit": dice.choice(["党政办公室", "综合执法中队", "城建 中心"]),
                    "year": str(dice.randint(2019, 2024)),
                },
            )
        )
    return made


def queries(documents: Sequence[Document], number: int, seed: int = 2) -> list[str]:
    """Words cut out of the texts, and some that are in none."""
    dice = random.Random(seed)
    found = []
    for _ in range(number):
        text = dice.choice(documents).body or "空"
        start = dice.randrange(len(text))
        word = " ".join(text[start : start + dice.choice([1, 2, 2, 2, 3, 4, 6, 12])].split())
        found.append(word if dice.random() < 0.9 else word[::-1])
    return found


class Truth:
    """Plain substring search in folded text."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.folds = [(one.key, fold_parts(one)) for one in documents]

    def __call__(self, words: Sequence[str]) -> list[int]:
        """Keys, newest first, of the documents whose folded text holds all words."""
        wanted = [phrase(folded) for word in words if (folded := fold(word))]
        single = any(one.single for one in wanted)
        found = []
        for key, folds in self.folds:
            text = folds.head if single else folds.whole
            if wanted and all(each.pattern in text for each in wanted):
                found.append(key)
        return sorted(found, reverse=True)
