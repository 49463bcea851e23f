"""Official-looking text in any amount, with words as unevenly frequent as in real documents."""

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

_SUBJECTS = [
    "镇人民政府",
    "党政办公室",
    "各村民委员会",
    "各社区居民委员会",
    "综合行政执法中队",
    "城市建设办公室",
    "便民服务中心",
    "财政所",
    "卫生院",
    "民政办公室",
    "应急管理办公室",
    "农业农村中心",
    "退役军人服务站",
    "司法所",
    "派出所",
    "教育办公室",
    "文化站",
    "自然资源所",
    "市场监督管理所",
    "税务分局",
    "供电所",
    "自来水公司",
    "项目建设指挥部",
    "网格员",
    "驻村工作队",
    "人大主席团",
    "妇女联合会",
    "工会",
]
_ACTS = [
    "组织",
    "开展",
    "推进",
    "落实",
    "完善",
    "加强",
    "规范",
    "公布",
    "印发",
    "审核",
    "督促",
    "检查",
    "整改",
    "建立",
    "健全",
    "实施",
    "安排",
    "协调",
    "统计",
    "报送",
    "核查",
    "发放",
    "受理",
    "答复",
    "征求",
    "听取",
    "解读",
    "回应",
    "公示",
    "登记",
    "排查",
    "整治",
    "修缮",
    "改造",
    "提升",
    "培训",
    "宣传",
    "评估",
    "考核",
    "通报",
    "验收",
    "移交",
]
_OBJECTS = [
    "政府信息公开",
    "政务公开",
    "基层政务公开标准目录",
    "重大行政决策",
    "财政预算决算",
    "社会救助",
    "养老服务",
    "公共法律服务",
    "户籍管理",
    "涉农补贴",
    "义务教育",
    "医疗卫生",
    "安全生产",
    "生态环境",
    "食品药品监管",
    "保障性住房",
    "农村危房改造",
    "国有土地上房屋征收",
    "集体土地征收",
    "城市综合执法",
    "灾害事故救援",
    "就业创业",
    "税收管理",
    "公共文化服务",
    "扶贫项目",
    "户厕改造",
    "高标准农田",
    "残疾人两项补贴",
    "特困人员救助供养",
    "最低生活保障",
    "临时救助",
    "村务公开",
    "防汛抗旱",
    "森林防火",
    "道路硬化",
    "饮水安全",
    "厕所革命",
    "垃圾分类",
    "河长制",
    "秸秆禁烧",
    "护林防火",
    "疫苗接种",
    "适龄儿童入学",
    "殡葬改革",
    "信访事项",
    "人民调解",
    "招标采购",
]
_ENDS = [
    "工作实施方案",
    "管理办法",
    "年度报告",
    "情况说明",
    "工作要点",
    "通知",
    "公告",
    "公示",
    "意见",
    "决定",
    "会议纪要",
    "统计表",
    "责任清单",
    "办事指南",
    "政策解读",
    "实施细则",
    "应急预案",
    "考核结果",
    "整改台账",
    "专项行动方案",
]
_LINKS = [
    "根据上级要求，结合我镇实际，",
    "为进一步",
    "按照“谁公开、谁负责”的原则，",
    "坚持以公开为常态、不公开为例外，",
    "经研究决定，",
    "现将有关事项通知如下：",
    "请认真贯彻执行。",
    "切实保障人民群众的知情权、参与权、表达权、监督权。",
    "要明确时限，责任到人。",
    "（一）",
    "（二）",
    "一、",
    "二、",
    "三、",
    "同时，",
    "对存在的问题及时",
]
_LETTERS = (
    "泊里河崖南辛庄子信阳大场胶州湾藏马山琅琊董家口王台铁橛灵珠隐珠张李王赵刘陈杨黄周"
    "吴郑孙朱胡郭何高林罗梁宋谢韩唐冯"
)
UNITS = _SUBJECTS[:14]
FIELDS = _OBJECTS[4:20]
COLUMNS = ["guide", "institutions", "reports", "village-finance", "village-relief"]


def generated(seed: int = 20261123) -> Iterator[tuple[str, str]]:
    """Titles and bodies without end; bodies of 200 to 3,000 characters, most of them short."""
    dice = random.Random(seed)
    ends, objects = _uneven(_ENDS), _uneven(_OBJECTS)
    subjects, acts = _uneven(_SUBJECTS), _uneven(_ACTS)
    while True:
        title = (
            f"关于{dice.choice(acts)}{dice.choice(_LETTERS)}{dice.choice(_LETTERS)}村"
            f"{dice.choice(objects)}{dice.choice(ends)}的通知"
        )
        length = min(3_000, int(dice.lognormvariate(6.4, 0.7)) + 200)
        parts: list[str] = []
        size = 0
        while size < length:
            parts.append(_sentence(dice, subjects, acts, objects, ends))
            size += len(parts[-1])
        yield title, "".join(parts)


def _uneven(words: list[str]) -> list[str]:
    """Each word the less often the later it stands, as words are in any language."""
    return [word for rank, word in enumerate(words, 1) for _ in range(1 + 60 // rank)]


def _sentence(
    dice: random.Random, subjects: list[str], acts: list[str], objects: list[str], ends: list[str]
) -> str:
    kind = dice.random()
    if kind < 0.12:
        name = "".join(dice.choices(_LETTERS, k=dice.choice([2, 3, 3])))
        return f"{name}，联系电话{dice.randint(2, 8)}{dice.randint(1_000_000, 9_999_999)}。"
    if kind < 0.3:
        return (
            f"{dice.randint(2015, 2026)}年{dice.randint(1, 12)}月{dice.randint(1, 28)}日，"
            f"共{dice.randint(1, 99_999)}户，"
            f"补助{dice.randint(100, 999_999)}.{dice.randint(0, 99)}元。"
        )
    village = dice.choice(_LETTERS) + dice.choice(_LETTERS) + "村"
    return (
        f"{dice.choice(_LINKS)}{dice.choice(subjects)}{dice.choice(acts)}{village}"
        f"{dice.choice(objects)}{dice.choice(ends)}，{dice.choice(acts)}{dice.choice(objects)}。"
    )


def from_folder(folder: Path) -> Iterator[tuple[str, str]]:
    """Titles and bodies of the text files of a folder, again and again in pieces."""
    files = sorted(path for path in folder.rglob("*.txt") if path.is_file())
    if not files:
        raise SystemExit(f"no .txt files in {folder}")
    for turn in itertools.count():
        for path in files:
            text = path.read_text(encoding="utf-8", errors="replace").strip()
            start = turn * 997 % max(1, len(text) // 2)
            title = text.splitlines()[0][:80] if text else path.stem
            yield title, text[start:]
