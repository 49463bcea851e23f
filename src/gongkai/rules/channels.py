"""公开渠道和载体: the 13 channels of the standard catalogue and the words people write for them."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.rules.tables import Row, Table


@dataclass(frozen=True, kw_only=True)
class Channel(Row):
    """A channel with a code that never changes; ``synonyms`` are other spellings of it.

    ``online`` channels can be proved by an address, the others by a photo or a paper.
    """

    online: bool
    synonyms: tuple[str, ...] = ()


TABLE: Final = Table(
    name="公开渠道和载体",
    source="国家部委26个试点领域基层政务公开标准指引（国办发〔2019〕54号）",
    effective_from=date(2019, 5, 15),
    effective_to=None,
    evidence="SEEN（渠道）；RECALL（别称）",
    rows=(
        Channel(
            code="website",
            name="政府网站",
            online=True,
            synonyms=("政府门户网站", "门户网站", "政务网", "网站", "政府信息公开专栏", "官方网站"),
        ),
        Channel(code="gazette", name="政府公报", online=False, synonyms=("公报",)),
        Channel(
            code="wechat_weibo",
            name="两微一端",
            online=True,
            synonyms=(
                "微博",
                "微信",
                "微信公众号",
                "公众号",
                "政务新媒体",
                "新媒体",
                "客户端",
                "两微",
            ),
        ),
        Channel(
            code="press_hearing",
            name="发布会/听证会",
            online=False,
            synonyms=("发布会", "听证会", "新闻发布会", "发布会听证会"),
        ),
        Channel(
            code="broadcast", name="广播电视", online=False, synonyms=("广播", "电视", "电视台")
        ),
        Channel(
            code="print_media", name="纸质媒体", online=False, synonyms=("报纸", "报刊", "纸媒")
        ),
        Channel(
            code="reading_point",
            name="公开查阅点",
            online=False,
            synonyms=("查阅点", "政府信息公开查阅点", "政务公开查阅点", "信息公开查阅点"),
        ),
        Channel(
            code="service_center",
            name="政务服务中心",
            online=False,
            synonyms=("政务服务大厅", "办事大厅", "服务大厅", "行政服务中心"),
        ),
        Channel(code="service_station", name="便民服务站", online=False, synonyms=("便民服务点",)),
        Channel(
            code="on_site", name="入户/现场", online=False, synonyms=("入户", "现场", "入户现场")
        ),
        Channel(
            code="village_board",
            name="社区/企事业单位/村公示栏（电子屏）",
            online=False,
            synonyms=(
                "社区/企事业单位/村公示栏",
                "村公示栏",
                "社区公示栏",
                "村（社区）公示栏",
                "村（居）公示栏",
                "公示栏",
                "村务公开栏",
                "政务公开栏",
                "公开栏",
                "宣传栏",
                "电子屏",
            ),
        ),
        Channel(code="targeted_push", name="精准推送", online=True, synonyms=("推送",)),
        Channel(code="other", name="其他", online=False),
    ),
)

_MARKS = re.compile(r"[\s()（）/／、,，.。·:：“”\"]")


def _key(text: str) -> str:
    return _MARKS.sub("", text)


def find_channel(text: str, day: date) -> Channel | None:
    """Give the channel that ``text`` names, marks and blanks aside; None when unknown.

    The whole text must be a name or synonym; nothing is guessed from a part of it.
    """
    key = _key(text)
    for row in TABLE.as_of(day):
        if key in {_key(name) for name in (row.name, *row.synonyms)}:
            return row
    return None
