"""Scanning text before review: megabytes of UTF-8 a second on one core, beside a plain pass.

Run with ``make bench``. The text is what a town publishes: much prose, some tables and notices,
a few places that must not go out. Read the ratios; a machine under load changes the rest.
"""

import random
import re
import time
from collections.abc import Callable
from datetime import date

from gongkai.rules.detectors import ListedWord, WordLists, scan

DAY = date(2026, 11, 23)
MEGABYTES = 4
ROUNDS = 7
PROSE = (
    "为全面推进基层政务公开，加强行政权力监督制约，提升基层政府治理能力，根据《关于印发基层政务公开标准化规范化工作"
    "实施方案的通知》（青西新管办发〔2020〕54号）要求，结合我镇实际，制定工作实施方案如下：",
    "坚持需求导向。紧贴市场主体和人民群众实际需求，全方位回应公众关切，涉及群众切身利益的事项必须应公开尽公开，"
    "增强基层政务公开的针对性、实效性，真正让群众看得到、易获取、用得上，使成果真正惠及人民群众。",
    "2026年上半年，全镇完成一般公共预算收入12345.67万元，同比增长8.9%；新建高标准农田3200亩，改造农村户厕456户，"
    "修复农村公路12.5公里，发放耕地地力保护补贴1,234,567.89元，惠及农户5678户。",
    "各村（居）民委员会要健全未成年人保护工作机制，做好留守儿童、困境儿童关爱服务，落实残疾人两项补贴和特困人员救助"
    "供养政策，做好高血压、糖尿病患者健康管理服务，家庭医生签约率达到75%以上。",
    "咨询电话：0532-84181234，监督电话：12345。办公地址：泊里镇政府驻地泊里河北路1号便民服务中心二楼201室，"
    "邮编266409，电子邮箱：bolizhen@qd.gov.cn。工作时间：周一至周五8:30—12:00，13:30—17:30。",
    "索引号：11370211004203737J/2026-00012，项目编号：SDGP370211000202602000123，中标单位统一社会信用代码"
    "91370211MA3C4D5E6F，中标金额：人民币贰拾叁万肆仟伍佰陆拾柒元整（￥234567.00）。",
)
TABLE = "序号\t村名\t户数\t人口\t面积（亩）\t金额（元）\n" + "".join(
    f"{row}\t第{row}村\t{row * 37}\t{row * 119}\t{row * 523}.{row % 10}\t{row * 98765}.00\n"
    for row in range(1, 13)
)
PERSONAL = (
    "申请人王建国，身份证号370211199001011233，联系电话138 1234 5678，住泊里镇河崖村3组12号。",
    "留守儿童李小雨（9岁），就读于泊里小学三年级；赵桂花患肺癌，申请临时救助。",
    "开户行：农业银行泊里支行，账号6228480402564890018，车牌号鲁B·D12345。",
)


def realistic(megabytes: float) -> str:
    """Text of about this size in UTF-8."""
    dice = random.Random(20261123)
    parts: list[str] = []
    size = 0
    while size < megabytes * 1_000_000:
        kind = dice.random()
        part = (
            dice.choice(PERSONAL) if kind < 0.02 else TABLE if kind < 0.05 else dice.choice(PROSE)
        )
        parts.append(part)
        size += len(part.encode()) + 1
    return "\n".join(parts)


def word_lists(count: int) -> WordLists:
    """Lists of invented words, as long as a town's would be at most."""
    dice = random.Random(7)
    signs = [chr(code) for code in range(0x4E00, 0x6E00)]
    words = {"".join(dice.choices(signs, k=dice.randint(2, 6))) for _ in range(count)}
    return WordLists([ListedWord(word) for word in sorted(words)])


def speed(work: Callable[[], object], size: int) -> float:
    """The best of a few rounds, in megabytes a second."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return size / best / 1_000_000


def main() -> None:
    """Measure and print."""
    text = realistic(MEGABYTES)
    size = len(text.encode())
    words = word_lists(5000)
    plain = speed(lambda: re.search("没有这个词的", text), size)
    pieces = [text[at : at + 400] for at in range(0, len(text), 400)]
    print(f"{size / 1_000_000:.1f} MB, {len(scan(text, DAY))} findings, {len(words)} listed words")
    for name, work in (
        ("one plain search", lambda: re.search("没有这个词的", text)),
        ("lower case", text.lower),
        ("numbers and marks", lambda: scan(text, DAY)),
        ("listed words", lambda: list(words.find(text))),
        ("both", lambda: scan(text, DAY, words)),
        ("both, in short pieces", lambda: [scan(piece, DAY, words) for piece in pieces]),
    ):
        rate = speed(work, size)
        print(f"{name:<24}{rate:>9.1f} MB/s   {rate / plain:.3f} of a plain search")


if __name__ == "__main__":
    main()
