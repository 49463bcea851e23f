"""What the words before and after a number say that it is."""

import re
from typing import Final

from gongkai.rules.detectors.rosters import Rosters

_REACH: Final = 26
_SHORT: Final = 9

IDENTITY: Final = re.compile(r"(?:身份证|公民身份|证件号|证件编?号码|身份号)[^\d\n]{0,14}$")
ACCOUNT: Final = re.compile(
    r"(?:账号|帐号|卡号|账户|帐户|一卡通|一折通|一本通|银行卡|储蓄卡|存折|银行|信用社|农商行|"
    r"农行|工行|"
    r"建行|中行|邮储|开户行|bank|card|account|acct|a/c)[^\d\n]{0,18}$",
    re.IGNORECASE,
)
NO_ACCOUNT: Final = re.compile(
    r"(?:微信|QQ|登录|登陆|用户|公众|平台|系统|抖音|支付宝|游戏|网站|电话|手机|编号|行号|编码)"
    r"[^\d\n，,；;]{0,8}$",
    re.IGNORECASE,
)
SERIAL: Final = re.compile(
    r"(?:编号|编码|代码|单号|流水号?|索引号|订单号?|注册号|登记号|许可证|证书号|批准文号|"
    r"备案号?|合同号|"
    r"发票|票号|票据号|单据号|收据|回执号|条码|条形码|序列号|税号|识别号|信用代码|统一代码|学号|工号|户号|表号|档案号|"
    r"案号|卷号|书号|批号|"
    r"项目号|标准号|ISBN|IMEI|凭证号|交易号|受理号|申请号|专利号|产权证|不动产|单元号|宗地|"
    r"图号|运单|快递(?!员)|"
    r"工单|设备号|机身号|合同|批次|序号|(?<![A-Za-z])No\.?|№)[^\d\n，,；;。]{0,6}$",
    re.IGNORECASE,
)
PHONE: Final = re.compile(
    r"(?:电话|手机|联系方式|号码|电联|致电|tel|mobile|phone)[^\d\n]{0,10}$", re.IGNORECASE
)
OFFICIAL_LINE: Final = re.compile(
    r"(?:值班|办公|公务|监督|举报|公开|热线|报警|救援)[^\d，。；;\n]{0,10}(?:电话|"
    r"手机|热线|号码)"
    r"[^\d\n，。；;]{0,4}$|(?:(?<!订餐)(?<!订购)(?<!预订)(?<!订房)(?<!采摘)(?<!销售)热线|值班手机|公务手机|工作手机)[^\d\n，。；;]{0,4}$"
)
AMOUNT_AFTER: Final = re.compile(
    r"\s?(?:\.\d|[%％‰]|[万亿]?元|[万亿千百]|余|多?[人户亩个]|公里|平方|立方|米|吨|千瓦|公顷|"
    r"斤|株|头|只|套)"
)
AMOUNT_BEFORE: Final = re.compile(r"(?:[¥￥$]|人民币|金额|总额|合计|共计|\d\.)\s?$")


class Labels:
    """Looks at what stands around a place of the text; headers of tables count as labels."""

    def __init__(self, text: str, rosters: Rosters) -> None:
        self._text = text
        self._rosters = rosters

    def before(self, start: int) -> str:
        """The words before ``start``: of the same line, after the header of the column if any;
        of the line before where that ends with a colon.
        """
        words = self._text[max(start - _REACH, 0) : start]
        head, line, tail = words.rpartition("\n")
        if line and not (tail.strip() == "" and _is_label(head.rstrip())):
            words = tail
        header = self._rosters.header(start)
        if header is None:
            return words.replace("\n", "")
        return f"{header}：{words[max(words.rfind(chr(9)), words.rfind('|')) + 1 :]}"

    def is_amount(self, start: int, end: int) -> bool:
        """Whether a unit of measure or money makes the number a quantity."""
        return (
            AMOUNT_AFTER.match(self._text, end) is not None
            or AMOUNT_BEFORE.search(self._text[max(start - 6, 0) : start]) is not None
        )


def _is_label(line: str) -> bool:
    """Whether a line says what the next one holds."""
    return line.endswith(("：", ":")) or len(line) - line.rfind("\n") <= _SHORT
